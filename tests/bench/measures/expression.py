"""Expressions against the studio's truth, each person's own neutral taken off: one at a time and mixed, heads turned, and what one reads under another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture.against import relative
from capture.neutral import Neutral, neutral_of
from capture.pipeline import analyse
from capture.script.scene import Lamp, Scene, Subject
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.persona import Persona
    from capture.types import ExpressionReading

NAMES = ("smile_frac", "mouth_open_frac", "squint_frac", "brow_frac")
MIXES = 9
LEAST_RANK = 0.95
OPEN_FRAC = 0.6
"""Squint is judged with open eyes."""
TAKEN = 12
"""Readings of one neutral picture for `neutral_of`, which wants a third of a second."""
ALONE = ({"smile_frac": 0.5}, {"smile_frac": 1.0}, {"mouth_open_frac": 0.3}, {"gaze_pitch_deg": -15.0}, {"left_open_frac": 0.5, "right_open_frac": 0.5})
ALONE_NAMES = ("half a smile", "a full smile", "an open mouth", "eyes down", "lids half down")


def rows(every: int) -> Iterator[Row]:
    """Yield the rows."""
    true, read, alone = _pairs(everybody(every))
    for column, name in enumerate(NAMES):
        chosen = np.abs(true[:, column]) > 0
        if name == "squint_frac":
            chosen &= (true[:, -1] >= OPEN_FRAC) & np.isfinite(read[:, column])
        rank, slope = _rank(true[chosen, column], read[chosen, column]), float(np.polyfit(true[chosen, column], read[chosen, column], 1)[0])
        off = read[(true[:, column] == 0) & np.isfinite(read[:, column]), column]
        figure = f"rank correlation {rank:.3f}, slope {slope:.2f}; where there is none {off.mean():+.2f} ± {off.std():.2f}"
        target = "rank correlation ≥ 0.95" if name != "brow_frac" else ""
        yield Row(name.removesuffix("_frac"), "studio, mixed, yaw to 20°", figure, target, rank >= LEAST_RANK if target else None)
    for number, what in enumerate(ALONE_NAMES):
        means = np.nanmean(alone[number], axis=0)
        figure = ", ".join(f"{name.removesuffix('_frac')} {mean:+.2f}" for name, mean in zip(NAMES, means, strict=True))
        yield Row("expression, cross-talk", f"studio, {what} alone", figure, "", None)
    yield from _clips()


def _rank(one: np.ndarray, other: np.ndarray) -> float:
    ranks = [values.argsort().argsort() for values in (one, other)]
    return float(np.corrcoef(*ranks)[0, 1])


def _pairs(who: list[Persona]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (N, 5) true expressions with the lids' opening, (N, 4) read ones, and (len(ALONE), people, 4) of one thing alone."""
    true, read, alone = [], [], []
    for number, persona in enumerate(who):
        rng = np.random.default_rng(number)
        lamps = (Lamp(azimuth_deg=rng.uniform(-50, 50), elevation_deg=rng.uniform(5, 45)),)
        subjects = [Subject(), *(Subject(**one) for one in ALONE), *(_mixed(rng) for _ in range(MIXES))]
        neutral: Neutral | None = None
        found = []
        for seen in look(Scene(persona=persona, subject=subject, lamps=lamps) for subject in subjects):
            neutral = neutral or neutral_of([seen.reading] * TAKEN)
            reading = relative(seen.reading, neutral)
            if reading.expression is None or seen.true.expression is None:
                continue
            found.append(_numbers(reading.expression))
            if len(found) > len(ALONE) + 1:
                true.append([*_numbers(seen.true.expression), seen.scene.subject.left_open_frac])
                read.append(found[-1])
        alone.append(found[1 : len(ALONE) + 1])
    return np.array(true), np.array(read), np.array(alone).transpose(1, 0, 2)


def _mixed(rng: np.random.Generator) -> Subject:
    """Return a face that does several things at once, each evenly spread over its range, or not at all."""
    yaw_deg, pitch_deg, gaze_yaw_deg, gaze_pitch_deg = rng.uniform((-20, -10, -10, -10), (20, 10, 10, 8))
    does = rng.random(5) < (0.65, 0.5, 0.5, 0.4, 0.3)
    smile, mouth, squint, brow, lids = np.where(does, rng.uniform((-0.3, 0.02, 0, -0.6, 0.4), (1, 0.5, 1, 1, 1)), (0, 0, 0, 0, 1))
    return Subject(
        yaw_deg=yaw_deg,
        pitch_deg=pitch_deg,
        gaze_yaw_deg=gaze_yaw_deg,
        gaze_pitch_deg=gaze_pitch_deg,
        smile_frac=smile,
        mouth_open_frac=mouth,
        squint_frac=squint,
        brow_frac=brow,
        left_open_frac=lids,
        right_open_frac=lids,
    )


def _numbers(reading: ExpressionReading) -> list[float]:
    return [math.nan if getattr(reading, name) is None else getattr(reading, name) for name in NAMES]


def _clips() -> Iterator[Row]:
    """Yield how far smiles reach over the clip's own median, which stands for a neutral: a plausibility, not a truth."""
    for clip in ("smile_talk_512.mp4", "grimaces_512.mp4", "frown_turns_512.mp4"):
        path = FACES / "clips" / clip
        if not path.exists():
            yield Row("smile", f"clips/{clip}", "no faces at hand", "", None)
            continue
        found = [line.observation.reading.expression for line in analyse([str(path)], every=3) if line.observation]
        smiles = np.array([reading.smile_frac for reading in found if reading is not None])
        low, middle, high = np.quantile(smiles, (0.05, 0.5, 0.95))
        yield Row("smile", f"clips/{clip}", f"5th {low:+.2f}, middle {middle:+.2f}, 95th {high:+.2f}", "", None, 1 - len(smiles) / max(len(found), 1))
