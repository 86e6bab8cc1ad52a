"""Where the face is in the picture, how open eyes and mouth are, and how the head is turned: components that look at no pixel.

Kept from OFIQ: the crops go to the FAR eye, so that "leftward" is the space from the picture's left edge to the eye on the image's right (the subject's
left), in eye distances that are not mended for yaw, while `INTER_EYE_DISTANCE` is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from capture.iso.components import Measure
from capture.iso.landmarks import landmarks

if TYPE_CHECKING:
    from capture.types import Face, PoseReading

RIGHT_ANGLE_DEG = 90.0


def natives(shape: tuple[int, int], face: Face, pose: PoseReading | None) -> dict[Measure, float | None]:
    """Return the native values of `face` in a picture of (height, width); none for a face whose points coincide."""
    height, width = shape
    points = landmarks(face.mesh_px)
    unit_px, eyes_apart_px = points.eyes_to_chin_px, points.eye_distance_px
    if not (math.isfinite(unit_px) and unit_px > 0 and eyes_apart_px > 0):
        return {}
    eyes_y_px = float(points.eyes_px[1])
    return {
        Measure.EYES_OPEN: points.eye_opening_px / unit_px,
        Measure.MOUTH_CLOSED: points.mouth_opening_px / unit_px,
        Measure.HEAD_SIZE: unit_px / height,
        Measure.LEFTWARD_CROP: float(points.left_eye_px[0]) / eyes_apart_px,
        Measure.RIGHTWARD_CROP: (width - float(points.right_eye_px[0])) / eyes_apart_px,
        Measure.MARGIN_ABOVE: eyes_y_px / unit_px,
        Measure.MARGIN_BELOW: (height - eyes_y_px) / unit_px,
        **_turned(pose, eyes_apart_px),
    }


def _turned(pose: PoseReading | None, eyes_apart_px: float) -> dict[Measure, float | None]:
    if pose is None:
        return {}
    in_front = abs(pose.yaw_deg) < RIGHT_ANGLE_DEG
    return {
        Measure.INTER_EYE_DISTANCE: eyes_apart_px / math.cos(math.radians(pose.yaw_deg)) if in_front else None,
        Measure.HEAD_POSE_YAW: pose.yaw_deg,
        Measure.HEAD_POSE_PITCH: -pose.pitch_deg,
        Measure.HEAD_POSE_ROLL: -pose.roll_deg,
    }
