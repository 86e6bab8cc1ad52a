"""Whether the best frames are kept: `python -m tests.bench.picks [--quick]` prints what the truth says of every kept frame, and of simpler ways to choose.

Over random sittings (a tenth of them through pixels and MediaPipe, the others on their truth with a tracker's noise and lag) and the sample sessions, all
before the real coach. Exits with 1 where a kept frame has a fault, or fewer than nine in ten are within the best tenth of the frames that were there.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))

from picks import before_pixels, in_session, on_truth

from capture.script import sessions

if TYPE_CHECKING:
    from moments import TrueMoment

STARTS, QUICK_STARTS, PIXEL_SHARE = 100, 20, 10
WORKERS = 2
BEST_FRAC, LEAST_FRAC = 0.1, 0.9


@dataclass(frozen=True)
class Pick:
    """One frame that some way of choosing takes: its faults, the share of frames that are better (visibly, and at all), and what is lost."""

    faults: tuple[str, ...]
    better_frac: float
    any_better_frac: float
    lost: float


@dataclass(frozen=True)
class Picks:
    """What each way of choosing takes of one moment; `random` is every frame of it, one as likely as the other."""

    where: str
    kept: Pick
    first: Pick | None
    sharpest: Pick
    random: tuple[Pick, ...]


def picks(job: tuple[str, str]) -> list[Picks]:
    """Return the picks of one sitting: (kind, its number or name)."""
    cv2.setNumThreads(1)
    kind, name = job
    moments = in_session(name) if kind == "session" else (before_pixels if kind == "pixels" else on_truth)(int(name))
    return [
        Picks(
            f"{kind} {name}, {moment.look}, {moment.seen[moment.kept].scene.t_s:.2f} s",
            _pick(moment, moment.kept),
            None if moment.first is None else _pick(moment, moment.first),
            _pick(moment, moment.sharpest),
            tuple(_pick(moment, place) for place in range(len(moment.seen))),
        )
        for moment in moments
    ]


def _pick(moment: TrueMoment, place: int) -> Pick:
    return Pick(moment.qualities[place].faults, moment.better_frac(place), moment.better_frac(place, 0.0), moment.lost(place))


def main(*, quick: bool) -> int:
    """Print the table and return 1 where a target is missed."""
    starts = range(QUICK_STARTS if quick else STARTS)
    groups = {
        "truth": ("random sittings on truth", [str(start) for start in starts if quick or start % PIXEL_SHARE]),
        "pixels": ("random sittings through pixels", [] if quick else [str(start) for start in starts if start % PIXEL_SHARE == 0]),
        "session": ("sample sessions", [] if quick else sessions.names()),
    }
    missed = 0
    with Pool(WORKERS) as pool:
        for kind, (title, names) in groups.items():
            moments = [moment for sitting in pool.map(picks, [(kind, name) for name in names], chunksize=1) for moment in sitting]
            if moments:
                print(f"{title}: {len(names)} sittings, {len(moments)} moments, {sum(len(moment.random) for moment in moments)} frames", flush=True)
                missed += _table(moments)
    return int(missed > 0)


def _table(moments: list[Picks]) -> bool:
    rows = {
        "kept": [moment.kept for moment in moments],
        "first that passes": [moment.first for moment in moments if moment.first is not None],
        "sharpest": [moment.sharpest for moment in moments],
        "random": [pick for moment in moments for pick in moment.random],
    }
    print(f"  {'way to choose':18} {'faulty':>8} {'within the best tenth':>22} {'counting what is unseen':>23} {'lost, mean':>11}")
    for name, row in rows.items():
        shares = [np.mean([bool(pick.faults) for pick in row]), *(np.mean([better < BEST_FRAC for better in which]) for which in _better(row))]
        print(f"  {name:18} {100 * shares[0]:6.1f} % {100 * shares[1]:20.1f} % {100 * shares[2]:21.1f} % {np.mean([pick.lost for pick in row]):11.4f}")
    for moment in moments:
        if moment.kept.faults or moment.kept.better_frac >= BEST_FRAC:
            print(f"  {moment.where}: {', '.join(moment.kept.faults) or 'no fault'}; {100 * moment.kept.better_frac:.0f} % were better")
    good = np.mean([moment.kept.better_frac < BEST_FRAC for moment in moments]) >= LEAST_FRAC
    return any(moment.kept.faults for moment in moments) or not good


def _better(row: list[Pick]) -> tuple[list[float], list[float]]:
    return [pick.better_frac for pick in row], [pick.any_better_frac for pick in row]


if __name__ == "__main__":
    sys.exit(main(quick="--quick" in sys.argv))
