"""The sitter's own neutral: how they read while they look into the lens, relaxed. `capture.against` reports readings against it.

Faces differ from the mean face by some degrees and some tenths of an expression. A neutral comes from readings that
were not reported against one. Whoever takes it asks the sitter to look into the lens, relaxed, for a second or two; the
medians forget a blink. It is the same camera's and the same sitting's: glasses put on or another lens want a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Reading

MIN_READINGS = 10
"""A third of a second of video: medians of fewer are as noisy as one frame."""
MAX_UNSTEADY_DEG, MAX_UNSTEADY_GAZE_DEG = 2.0, 4.0
"""Median distance from the median: of a still head's angles, which jitter by 0.1 to 0.5 degrees, and of a fixed gaze's."""
MAX_OFF_DEG = 20.0
"""Nobody whose face is farther off the lens looks into it, relaxed: heads differ from the mean face by less than 10 degrees."""
LEAST_OPEN_FRAC = 0.25
"""Lids lower than this are closed or asleep, and no neutral to take shares of."""


@dataclass(frozen=True, slots=True)
class Neutral:
    """What one sitter reads, looking into the lens, relaxed: units and signs are those of `capture.types`."""

    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    left_open_frac: float
    right_open_frac: float
    gaze_yaw_deg: float | None
    gaze_pitch_deg: float | None
    """None where the eyes are too few pixels for a gaze; the gaze is then left as it reads."""
    smile_frac: float
    mouth_open_frac: float
    squint_frac: float | None
    """None where the lids hid it throughout; it is then left as it reads."""
    brow_frac: float


def neutral_of(readings: Sequence[Reading]) -> Neutral | None:
    """Return the neutral that a stretch of readings shows; None where they are too few or unsteady, the head is turned away, or the eyes are shut."""
    seen = [(reading.pose, reading.eyes, reading.expression) for reading in readings if reading.pose and reading.eyes and reading.expression]
    if len(seen) < MIN_READINGS:
        return None
    turns_deg = [(pose.yaw_deg, pose.pitch_deg, pose.roll_deg) for pose, _, _ in seen]
    gazes_deg = [(eyes.gaze_yaw_deg, eyes.gaze_pitch_deg) for _, eyes, _ in seen if eyes.gaze_yaw_deg is not None and eyes.gaze_pitch_deg is not None]
    lids = [(eyes.left_open_frac, eyes.right_open_frac) for _, eyes, _ in seen]
    moves = [(face.smile_frac, face.mouth_open_frac, face.brow_frac) for _, _, face in seen]
    squints = [face.squint_frac for _, _, face in seen if face.squint_frac is not None]
    gaze_known = len(gazes_deg) >= MIN_READINGS
    if _scatter(turns_deg) > MAX_UNSTEADY_DEG or (gaze_known and _scatter(gazes_deg) > MAX_UNSTEADY_GAZE_DEG):
        return None
    (yaw_deg, pitch_deg, roll_deg), (left, right), (smile, mouth, brow) = (_medians(values) for values in (turns_deg, lids, moves))
    if max(abs(yaw_deg), abs(pitch_deg), abs(roll_deg)) > MAX_OFF_DEG or min(left, right) < LEAST_OPEN_FRAC:
        return None
    squint = median(squints) if squints else None
    across_deg, up_deg = _medians(gazes_deg) if gaze_known else (None, None)
    return Neutral(yaw_deg, pitch_deg, roll_deg, left, right, across_deg, up_deg, smile, mouth, squint, brow)


def _medians(rows: Sequence[Sequence[float]]) -> list[float]:
    """Return the median of each column."""
    return [median(column) for column in zip(*rows, strict=True)]


def _scatter(rows: Sequence[Sequence[float]]) -> float:
    """Return the largest column's median distance from its median."""
    middles = _medians(rows)
    return max(_medians([[abs(value - middle) for value, middle in zip(row, middles, strict=True)] for row in rows]))
