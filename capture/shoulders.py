"""Where the sitter's shoulders are and how far they are turned, by MediaPipe's Pose.

Pose is not fair to left and right: shoulders square to the camera read 7 to 8 degrees to the subject's left, on real
faces (the mean of 32 pictures and their mirror images) as in the virtual studio. And it takes little notice of a turn,
most of it from the head: of 10 degrees it reads 3, of 30 it reads 9. So what it says, less `SIDED_DEG`, goes through an
odd cubic that was fitted to 1314 pictures of 110 of the studio's strangers (seeds from 1000; turns as sitters have them,
spread by 20 degrees about square, heads turned by more or less of it): x·(2.30 - 0.043·|x| + 0.00029·x²).
On strangers it was not fitted to, it errs by 5 degrees up to 10 and by 8 to 11 beyond, where the angle itself erred by 6
to 21; a head that is turned alone still pulls it along (`python -m tests.bench.measures pose`).

There is time on a picture that stands alone: it is looked at in the mirror as well, and its two halves are averaged,
which takes off what is one-sided in it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from capture.mediapipe_calls import process
from capture.pixels import shrunk

if TYPE_CHECKING:
    from capture.types import Floats, Rgb

SPAN_PX = 640
"""They are looked for in a copy so long."""
LEFT, RIGHT = 11, 12
MIN_VISIBILITY = 0.5
SIDED_DEG = 7.5
TURN, TURN_LESS, TURN_MORE = 2.30, 0.043, 0.00029
FITTED_DEG = 40.0
"""Beyond it the cubic was not fitted, and a degree read counts as one."""


def find(pose: Any, rgb: Rgb, *, mirrored_too: bool = False) -> tuple[Floats, float] | None:  # noqa: ANN401 - MediaPipe ships no types
    """Return the subject's (left, right) shoulders (2, 2) in pixels of the picture (H, W, 3) and their turn in degrees; None when they are not seen.

    `pose` is MediaPipe's solution. Raises TrackerError when it breaks off.
    """
    small = shrunk(rgb, SPAN_PX) if max(rgb.shape[:2]) > SPAN_PX else rgb
    seen = _seen(pose, small)
    image = _seen(pose, np.ascontiguousarray(small[:, ::-1])) if mirrored_too and seen is not None else None
    if seen is None:
        return None
    places, read_deg = seen
    read_deg -= SIDED_DEG
    if image is not None:
        back = image[0][::-1] * np.array([-1, 1], np.float32) + np.array([1, 0], np.float32)
        places, read_deg = (places + back) / 2, (seen[1] - image[1]) / 2
    return places * np.array(rgb.shape[1::-1], np.float32), turn_deg(read_deg)


def turn_deg(read_deg: float) -> float:
    """Return the turn of shoulders that Pose reads as `read_deg`, what is one-sided in it taken off; both in degrees, positive to the subject's left."""
    within = min(abs(read_deg), FITTED_DEG)
    turned = within * (TURN - TURN_LESS * within + TURN_MORE * within**2) + abs(read_deg) - within
    return math.copysign(turned, read_deg)


def _seen(pose: Any, rgb: Rgb) -> tuple[Floats, float] | None:  # noqa: ANN401 - MediaPipe ships no types
    """Return the (left, right) shoulders (2, 2) in shares of the picture, and their turn in degrees as Pose reads it."""
    result = process(pose, rgb)
    if not result.pose_landmarks:
        return None
    flat = [result.pose_landmarks.landmark[number] for number in (LEFT, RIGHT)]
    if min(point.visibility for point in flat) < MIN_VISIBILITY:
        return None
    left, right = (result.pose_world_landmarks.landmark[number] for number in (LEFT, RIGHT))
    places = np.array([(point.x, point.y) for point in flat], np.float32)
    return places, math.degrees(math.atan2(left.z - right.z, left.x - right.x))
