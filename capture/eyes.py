"""How open the eyes are and where they look.

- Openness: the eye aspect ratio (mean gap of the middle three pairs of lid points over the distance between the
  corners; Soukupová & Čech 2016), mended for the turn of the head: both lengths are divided by what a turn R leaves
  of them in the picture. 0 at a ratio of 0.11, 1 at 0.31, straight between. Beyond 25 degrees of yaw the far eye's
  reading gives way to the near eye's, and at 40 degrees it counts no more.
- Gaze: the eyeball's centre is placed behind the middle of the corners with the head's turn; the pupil's place off
  that centre, over the 10.5 mm from there to the pupil, is the sine of the gaze off the line to the lens. Degrees;
  about ± 5. None where lids or pixels hide the iris.
- `glare_frac` is `capture.glare`'s and passed on.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture.head import head_of
from capture.types import EyesReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.head import Head
    from capture.types import Eye, Face, PoseReading

    Turn = NDArray[np.float64]

CLOSED_RATIO, OPEN_RATIO = 0.11, 0.31
"""Aspect ratios of a closed and of a widely open eye: clear cases are under 0.14 and over 0.27."""
LEFT_CORNERS_MM, RIGHT_CORNERS_MM = np.array([30.0, -2.6, 4.9]), np.array([-30.0, -2.6, 4.9])
"""From the inner to the outer corner of either of the subject's eyes, in the mean face's axes."""
CORNERS_APART_MM = math.hypot(*LEFT_CORNERS_MM)
EYEBALL_MM = np.array([0.0, -1.5, 6.5])
"""From the middle of the corners to the eyeball's centre: 13.5 mm behind the cornea's apex, level with a pupil that looks straight ahead."""
PUPIL_ARM_MM = 10.5
"""From the eyeball's centre to the pupil as it appears through the cornea (Gullstrand's eye: 13.5 - 3.05)."""
SURE_YAW_DEG, LOST_YAW_DEG = 25.0, 40.0
MIN_GAZE_OPEN_FRAC = 0.25
MIN_IRIS_RADIUS_PX = 2.5
FARTHEST_GAZE = 0.77
"""Sine of 50 degrees off the lens, past which the lids hide the iris or the mesh has slipped."""


def measure(face: Face, pose: PoseReading | None, glare_frac: float = 0.0) -> EyesReading:
    """Return the state of both eyes of `face`; `glare_frac` is passed on as it was measured."""
    head = head_of(face, pose)
    yaw_deg = pose.yaw_deg if pose else 0.0
    # Turned to their left (the image's right), the subject shows their right eye.
    left_trust, right_trust = _trust(yaw_deg), _trust(-yaw_deg)
    left, right = _open_frac(face.left_eye, head.turn, 1), _open_frac(face.right_eye, head.turn, -1)
    left_open, right_open = left_trust * left + (1 - left_trust) * right, right_trust * right + (1 - right_trust) * left
    gaze = _gaze_deg(face, head, (left_trust if left_open >= MIN_GAZE_OPEN_FRAC else 0.0, right_trust if right_open >= MIN_GAZE_OPEN_FRAC else 0.0))
    return EyesReading(
        left_open_frac=left_open,
        right_open_frac=right_open,
        gaze_yaw_deg=gaze[0] if gaze else None,
        gaze_pitch_deg=gaze[1] if gaze else None,
        glare_frac=glare_frac,
    )


def _trust(away_deg: float) -> float:
    """Return 1..0: how far an eye's own evidence counts when the head is turned by `away_deg` towards that eye's side, away from the lens."""
    return min(max((LOST_YAW_DEG - away_deg) / (LOST_YAW_DEG - SURE_YAW_DEG), 0.0), 1.0)


def _open_frac(eye: Eye, turn: Turn, side: int) -> float:
    """Return 0..1; `side` is 1 for the subject's left eye, -1 for the right one."""
    across, down, _ = (turn @ (LEFT_CORNERS_MM if side > 0 else RIGHT_CORNERS_MM)).tolist()
    width_left, gap_left = math.hypot(across, down) / CORNERS_APART_MM, math.hypot(turn[0, 1], turn[1, 1])
    middle = slice(len(eye.upper_px) // 2 - 1, len(eye.upper_px) // 2 + 2)
    gaps_px = [math.hypot(x, y) for x, y in (eye.upper_px[middle] - eye.lower_px[middle]).tolist()]
    gap_px, width_px = sum(gaps_px) / len(gaps_px), max(eye.width_px, 1e-6)
    ratio = gap_px / max(gap_left, 0.5) / (width_px / max(width_left, 0.3))
    return min(max((ratio - CLOSED_RATIO) / (OPEN_RATIO - CLOSED_RATIO), 0.0), 1.0)


def _gaze_deg(face: Face, head: Head, trusts: tuple[float, float]) -> tuple[float, float] | None:
    """Return the (yaw, pitch) of the gaze off the lens: both eyes' mean by their `trusts` (left, right); None when neither can be read."""
    big_enough = max(face.left_eye.iris_radius_px, face.right_eye.iris_radius_px) >= MIN_IRIS_RADIUS_PX
    if sum(trusts) <= 0 or not big_enough:
        return None
    across = down = 0.0
    for eye, trust in zip((face.left_eye, face.right_eye), trusts, strict=True):
        (iris_x, iris_y), (ball_x, ball_y) = eye.iris_px.tolist(), head.there_px(eye.middle_px, EYEBALL_MM)
        across += trust * (iris_x - ball_x)
        down += trust * (iris_y - ball_y)
    arm_px = sum(trusts) * max(head.px_per_mm * PUPIL_ARM_MM, 1e-6)
    across, down = across / arm_px, down / arm_px
    if math.hypot(across, down) > FARTHEST_GAZE:
        return None
    pitch = math.asin(-down)
    return math.degrees(math.asin(across / math.cos(pitch))), math.degrees(pitch)
