"""Readings reported against the sitter's own neutral (`capture.neutral`).

What a person's face differs by from the mean face belongs to the head, so it is taken off there:

- Pose: what the head reads in its neutral, N, is a turn between the mean face and this head, fixed to the head. A
  reading M then is M·Nᵀ against it, which is right however far the head has turned; near the front it is a difference.
- Lids: shares of the neutral opening, 1 at it and above.
- Gaze, smile, squint, brow and open mouth: the difference.
- The lens's height over the sitter's level look: `height_deg`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from capture.axes import angles_deg, rotation

if TYPE_CHECKING:
    from capture.neutral import Neutral
    from capture.types import ExpressionReading, EyesReading, PoseReading, Reading


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
