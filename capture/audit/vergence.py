"""Whether the two eyes look at the same thing: the angle by which their lines of sight meet.

Each eye's gaze is read as `capture.eyes` reads that of both: the iris's place off the eyeball's middle, over the 10.5 mm to the pupil, is the sine of the
angle. Eyes that look at something `d` away turn in by 2·atan(31.5 mm / d): 5 degrees at 0.7 m, 2 at 2 m, 0 far away. One pixel of an iris is one to two
degrees in a portrait of the usual size, so a single picture tells this to about 4 degrees; and real eyeballs
lie otherwise in their lids than this one: real eyes that look into a lens read 12 degrees outwards in the median.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.eyes import EYEBALL_MM, PUPIL_ARM_MM
from capture.head import head_of

if TYPE_CHECKING:
    from capture.types import Face, PoseReading

MOST_YAW_DEG = 25.0
"""Beyond it the far eye is not seen well enough."""
SMALLEST_PX = 5.0


@dataclass(frozen=True, slots=True)
class Vergence:
    """`inwards_deg`: positive where the lines of sight meet before the face, negative where they part. `apart_up_deg`: the left eye looks so much higher."""

    inwards_deg: float
    apart_up_deg: float


def measure(face: Face, pose: PoseReading) -> Vergence | None:
    """Return how the eyes' lines of sight lie to each other; None where one eye is hardly seen."""
    if abs(pose.yaw_deg) > MOST_YAW_DEG or min(eye.iris_radius_px for eye in (face.left_eye, face.right_eye)) < SMALLEST_PX:
        return None
    head = head_of(face, pose)
    arm_px = max(head.px_per_mm * PUPIL_ARM_MM, 1e-6)
    angles = []
    for eye in (face.left_eye, face.right_eye):
        (iris_x, iris_y), (ball_x, ball_y) = eye.iris_px.tolist(), head.there_px(eye.middle_px, EYEBALL_MM)
        angles.append([math.degrees(math.asin(min(max(way / arm_px, -1), 1))) for way in (iris_x - ball_x, ball_y - iris_y)])
    (left_yaw, left_pitch), (right_yaw, right_pitch) = angles
    return Vergence(right_yaw - left_yaw, left_pitch - right_pitch)
