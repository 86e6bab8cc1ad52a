"""The sitter's own neutral: how they read while they look into the lens, relaxed; and readings reported against it.

Faces differ from the mean face by some degrees and some tenths of an expression. That difference belongs to the head,
so it is taken off there:

- Pose: what the head reads in its neutral, N, is a turn between the mean face and this head, fixed to the head. A
  reading M then is M·Nᵀ against it, which is right however far the head has turned; near the front it is a difference.
- Lids: shares of the neutral opening, 1 at it and above.
- Gaze, smile, squint, brow and open mouth: the difference.
- The lens's height over the sitter's level look: `height_deg`.

A neutral comes from readings that were not reported against one. Whoever takes it asks the sitter to look into the
lens, relaxed, for a second or two; the medians forget a blink. It is the same camera's and the same sitting's: glasses
put on or another lens want a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from capture.axes import angles_deg, rotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from capture.types import ExpressionReading, EyesReading, PoseReading, Reading

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
    turns_deg = np.array([(pose.yaw_deg, pose.pitch_deg, pose.roll_deg) for pose, _, _ in seen])
    gazes_deg = [(eyes.gaze_yaw_deg, eyes.gaze_pitch_deg) for _, eyes, _ in seen if eyes.gaze_yaw_deg is not None and eyes.gaze_pitch_deg is not None]
    lids = np.array([(eyes.left_open_frac, eyes.right_open_frac) for _, eyes, _ in seen])
    moves = np.array([(face.smile_frac, face.mouth_open_frac, face.brow_frac) for _, _, face in seen])
    squints = np.array([face.squint_frac for _, _, face in seen if face.squint_frac is not None])
    gaze_known = len(gazes_deg) >= MIN_READINGS
    if _scatter(turns_deg) > MAX_UNSTEADY_DEG or (gaze_known and _scatter(np.array(gazes_deg)) > MAX_UNSTEADY_GAZE_DEG):
        return None
    (yaw_deg, pitch_deg, roll_deg), (left, right), (smile, mouth, brow) = (_median(values) for values in (turns_deg, lids, moves))
    if max(abs(yaw_deg), abs(pitch_deg), abs(roll_deg)) > MAX_OFF_DEG or min(left, right) < LEAST_OPEN_FRAC:
        return None
    squint = float(np.median(squints)) if len(squints) else None
    across_deg, up_deg = _median(np.array(gazes_deg)) if gaze_known else (None, None)
    return Neutral(yaw_deg, pitch_deg, roll_deg, left, right, across_deg, up_deg, smile, mouth, squint, brow)


def relative(reading: Reading, neutral: Neutral) -> Reading:
    """Return a reading whose pose, lids, gaze, expression and camera height are against `neutral`; all else is as it was."""
    pose = _pose(reading.pose, neutral) if reading.pose else None
    return replace(
        reading,
        pose=pose,
        eyes=_eyes(reading.eyes, neutral) if reading.eyes else None,
        expression=_expression(reading.expression, neutral) if reading.expression else None,
        camera=replace(reading.camera, height_deg=height_deg(pose)) if reading.camera else None,
    )


def height_deg(pose: PoseReading | None) -> float | None:
    """Return the elevation of the lens over the sitter's level look, from a pose against their neutral; None without one.

    A head that is held level points below a lens that stands above it by just the lens's elevation: −pitch. So this
    assumes that the head is level, as people hold it who look at a screen, or move only their eyes towards the lens
    (which they do within some 15 degrees). A chin that is raised towards a high lens hides that lens's height: the
    picture alone can't tell the two apart. Where the neutral's own head was level before a lens that stood `h` above
    the eyes, heights are over that lens, and `h` is missing from them; where it was turned up to face the lens, as
    the neutral asks for, nothing is missing.
    """
    return None if pose is None else -pose.pitch_deg


def _pose(pose: PoseReading, neutral: Neutral) -> PoseReading:
    own = rotation(neutral.yaw_deg, neutral.pitch_deg, neutral.roll_deg)
    yaw_deg, pitch_deg, roll_deg = angles_deg(rotation(pose.yaw_deg, pose.pitch_deg, pose.roll_deg) @ own.T)
    return replace(pose, yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg)


def _eyes(eyes: EyesReading, neutral: Neutral) -> EyesReading:
    return replace(
        eyes,
        left_open_frac=min(eyes.left_open_frac / neutral.left_open_frac, 1.0),
        right_open_frac=min(eyes.right_open_frac / neutral.right_open_frac, 1.0),
        gaze_yaw_deg=_less(eyes.gaze_yaw_deg, neutral.gaze_yaw_deg),
        gaze_pitch_deg=_less(eyes.gaze_pitch_deg, neutral.gaze_pitch_deg),
    )


def _expression(face: ExpressionReading, neutral: Neutral) -> ExpressionReading:
    return replace(
        face,
        smile_frac=_within(face.smile_frac - neutral.smile_frac),
        mouth_open_frac=max(face.mouth_open_frac - neutral.mouth_open_frac, 0.0),
        squint_frac=None if face.squint_frac is None else _within(face.squint_frac - (neutral.squint_frac or 0.0)),
        brow_frac=_within(face.brow_frac - neutral.brow_frac),
    )


def _less(value: float | None, own: float | None) -> float | None:
    return value if value is None or own is None else value - own


def _within(value: float) -> float:
    return min(max(value, -1.0), 1.0)


def _median(rows: NDArray[np.float64]) -> list[float]:
    """Return the median of each column."""
    return [float(value) for value in np.median(rows, axis=0)]


def _scatter(rows: NDArray[np.float64]) -> float:
    """Return the largest column's median distance from its median."""
    return max(_median(np.abs(rows - np.median(rows, axis=0))))
