"""A hand raised beside the head: looked for only where one can be, which the person's matte says at no cost.

Beside a head, at its own height, there is nothing of a person but hair, and a hand. Measured on the studio's 21 people at 0.75 and 1.3 m: without a hand 0.00
of the square on their face's height, with one 0.44 to 0.80.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from capture.gesture import gesture_of, middle_and_height_px
from capture.mediapipe_calls import process

if TYPE_CHECKING:
    from capture.types import Face, Floats, Gesture, Rgb

LOOK_EVERY_S = 0.16
IN_VAIN_S = 2.0
"""What was looked at so long and is no hand is hair, a headrest or a picture on the wall."""
LEAST_AREA = 0.12
"""More of the person beside the head than there was: a share of the square on the face's height. A third of a hand."""
BESIDE, ABOVE, BELOW = 0.7, 0.8, 0.4
"""Where that is: so many face heights off the face's middle to either side, and between so many above and below it."""
WINDOW = 2.5
"""Half the side of the square that is looked at, in face heights: MediaPipe's own detector sees 192×192 pixels, in which a far hand would be lost."""


class HandWatch:
    """Looks for the sitter's raised hand in the frames of a stream, by MediaPipe's `solution` for hands."""

    def __init__(self, solution: Any) -> None:  # noqa: ANN401 - MediaPipe ships no types
        self._solution = solution
        self._last_s = -math.inf
        self._usual = 0.0
        self._vain_since_s: float | None = None

    def look(self, rgb: Rgb, face: Face, t_s: float) -> Gesture | None:
        """Return what a hand says at `t_s`; None where there can be none, it says nothing, or the last look was only just now."""
        if 0 <= t_s - self._last_s < LOOK_EVERY_S or face.matte is None:
            return None
        self._last_s = t_s
        middle_px, height_px = middle_and_height_px(face)
        beside = area_beside(face.matte, rgb.shape[1], middle_px, height_px)
        self._usual = min(self._usual, beside)
        if beside < self._usual + LEAST_AREA:
            self._vain_since_s = None
            return None
        found = self._hands(rgb, middle_px, height_px)
        self._learn(beside, t_s, seen=bool(found))
        return next((gesture for points_px in found if (gesture := gesture_of(points_px, middle_px, height_px))), None)

    def _learn(self, beside: float, t_s: float, *, seen: bool) -> None:
        """Take what is beside the head for a part of it where no hand was seen in it for long."""
        if seen:
            self._vain_since_s = None
        elif self._vain_since_s is None or t_s < self._vain_since_s:
            self._vain_since_s = t_s
        elif t_s - self._vain_since_s >= IN_VAIN_S:
            self._usual, self._vain_since_s = beside, None

    def _hands(self, rgb: Rgb, middle_px: Floats, height_px: float) -> list[Floats]:
        """Return the points (21, 3) of each hand round the head, in pixels of the frame."""
        rows, columns = rgb.shape[:2]
        (left, top), (right, bottom) = (np.clip(np.rint(middle_px + side * WINDOW * height_px), 0, (columns, rows)).astype(int) for side in (-1, 1))
        view = np.ascontiguousarray(rgb[top:bottom, left:right])
        size, corner = np.array([right - left, bottom - top, right - left], np.float32), np.array([left, top, 0], np.float32)
        hands = process(self._solution, view).multi_hand_landmarks or [] if view.size else []
        return [np.array([(point.x, point.y, point.z) for point in hand.landmark], np.float32) * size + corner for hand in hands]


def area_beside(matte: Floats, width_px: int, middle_px: Floats, height_px: float) -> float:
    """Return how much of the person is on either side of the head, as a share of the square on the face's height.

    `matte` (h, w) lies over a frame of that width, in which the face has its middle (2,) and height there.
    """
    scale = matte.shape[1] / width_px
    x, y = (middle_px * scale).tolist()
    high = height_px * scale
    rows = matte[max(0, round(y - ABOVE * high)) : max(0, round(y + BELOW * high))] > 0.5
    left, right = max(0, round(x - BESIDE * high)), max(0, round(x + BESIDE * high))
    return float(rows[:, :left].sum() + rows[:, right:].sum()) / max(high * high, 1.0)
