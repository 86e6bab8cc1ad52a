"""How few words it takes: `python -m tests.bench.obedient [STARTS]` lets obedient sitters begin anywhere and prints what became of them (200 take minutes).

A tenth of them sit before pixels and MediaPipe, the others before their scene's truth with a tracker's errors and lag. Exits with 1 where a target is missed.
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

from obedient_sitter import ObedientSitter, Sitting, random_parts, reversals, sit
from test_obedient_sitter import HFOV_DEG, PIXEL_FPS, PIXEL_SIZE, TRUTH_FPS, WHO
from truth_observer import TruthObserver

from capture.analysis import Analyser
from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people
from capture.studio import render
from capture.types import Frame
from guidance.coach import Coach
from guidance.profile import load

if TYPE_CHECKING:
    from capture.script.scene import Scene
    from capture.types import Observation

STARTS, WORKERS = 200, 2
PATIENCE_S = 150.0
PROFILE = load("classic")
COURSE = ("look_", "named_", "hold", "kept", "all_done")
"""Beginnings of the prompts that are the sitting's course and ask for no mending."""
MOST_PROMPTS, LEAST_FRAC = 6, 0.95


@dataclass(frozen=True)
class Outcome:
    """What became of one start: the looks that were met, what was asked for before the first photograph, and turns to and fro."""

    through_pixels: bool
    looks: int
    first_s: float | None
    asked: int
    torn: int
    story: str


def outcome(start: int) -> Outcome:
    """Return what became of the start with this number."""
    cv2.setNumThreads(1)
    pixels = start % 10 == 9
    sitting = _before_pixels(start) if pixels else _on_truth(start)
    first_s = sitting.shots[0].observation.reading.t_s if sitting.shots else None
    before = [name for t_s, name in sitting.told if not name.startswith(COURSE) and (first_s is None or t_s <= first_s)]
    looks = len({shot.look for shot in sitting.shots})
    return Outcome(pixels, looks, first_s, len(before), max(reversals(sitting).values()), ", ".join(f"{t_s:.0f} {name}" for t_s, name in sitting.told))


def _on_truth(start: int) -> Sitting:
    parts = random_parts(np.random.default_rng(start))
    sitter = ObedientSitter(people.find(WHO[start % len(WHO)]), parts, hfov_deg=HFOV_DEG, seed=start, size_px=(1280, 720))
    return sit(sitter, Coach(PROFILE), TruthObserver(start), seconds=PATIENCE_S, fps=TRUTH_FPS, shots=len(PROFILE.looks))


def _before_pixels(start: int) -> Sitting:
    parts = random_parts(np.random.default_rng((start, 7)), bad=2)
    who = people.names()[start // 10 % len(people.names())]
    sitter = ObedientSitter(people.find(who), parts, hfov_deg=HFOV_DEG, seed=start, size_px=PIXEL_SIZE)
    with Analyser(MediapipeTracker()) as analyser:

        def observe(scene: Scene, index: int) -> Observation:
            return analyser.observe(Frame(index, scene.t_s, render(scene)), HFOV_DEG)

        return sit(sitter, Coach(PROFILE), observe, seconds=PATIENCE_S, fps=PIXEL_FPS, shots=len(PROFILE.looks))


def main(starts: int) -> int:
    """Print the distribution and return 1 where a target is missed."""
    with Pool(WORKERS) as pool:
        found = pool.map(outcome, range(starts), chunksize=2)
    missed = 0
    on_truth, through_pixels = ([one for one in found if one.through_pixels is through] for through in (False, True))
    for name, part in (("all", found), ("on truth", on_truth), ("through pixels", through_pixels)):
        if not part:
            continue
        every = np.mean([one.looks == len(PROFILE.looks) for one in part])
        asked = np.array([one.asked for one in part if one.first_s is not None])
        first_s = np.array([one.first_s for one in part if one.first_s is not None])
        torn = sum(one.torn >= 2 for one in part)
        counts = " ".join(f"{number}:{int((asked == number).sum())}" for number in range(int(asked.max(initial=0)) + 1))
        print(f"{name}: {len(part)} starts; all {len(PROFILE.looks)} looks {100 * every:.1f} %, a first photograph {100 * len(first_s) / len(part):.1f} %")
        spread = f"median {np.median(asked):.0f}, 90th {np.percentile(asked, 90):.0f}, most {asked.max()}"
        print(f"  prompts to the first: {spread}; how many needed how many: {counts}")
        print(f"  seconds to the first: median {np.median(first_s):.0f}, 90th {np.percentile(first_s, 90):.0f}; told one thing and its opposite twice: {torn}")
        missed += every < LEAST_FRAC or np.median(asked) > MOST_PROMPTS or torn > 0
    for number, one in enumerate(found):
        if one.looks < len(PROFILE.looks) or one.torn >= 2:
            print(f"start {number} ({one.looks} looks, {one.torn} turns): {one.story[:400]}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else STARTS))
