"""Whether a camera's pictures are new ones, and whether there is anything in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.types import Frame, Rgb

_STEP = 16
"""Of so many rows and columns one is looked at, of 1080p some 8,000 pixels: a hundredth of a millisecond."""
BLACK_CODE = 16
"""A covered sensor gives noise up to here, of 255."""


class Liveness:
    """Watches a live camera from frame to frame. A new one has seen nothing.

    Two pictures of a real sensor are never the same to the last pixel, not even of a wall: where they are, the camera stands still, whatever it sends.
    """

    def __init__(self) -> None:
        self._before: Rgb | None = None
        self._same_since_s = 0.0
        self._black_since_s: float | None = None
        self.same_s = 0.0
        """How long the newest picture has been the same."""
        self.black_s = 0.0
        """How long all have been black."""

    def see(self, frame: Frame) -> None:
        """Take in the next frame."""
        if self._before is None or not _same(self._before, frame.rgb):
            self._same_since_s = frame.t_s
        self._before = frame.rgb
        self.same_s = frame.t_s - self._same_since_s
        if int(_few(frame.rgb).max()) > BLACK_CODE or int(frame.rgb[::_STEP, ::_STEP].max()) > BLACK_CODE:
            self._black_since_s, self.black_s = None, 0.0
            return
        if self._black_since_s is None:
            self._black_since_s = frame.t_s
        self.black_s = frame.t_s - self._black_since_s


def _same(one: Rgb, other: Rgb) -> bool:
    """Return whether two pictures are equal; few pixels tell nearly always that they are not."""
    return one.shape == other.shape and np.array_equal(_few(one), _few(other)) and np.array_equal(one[::_STEP], other[::_STEP]) and np.array_equal(one, other)


def _few(rgb: Rgb) -> Rgb:
    """Return some pixels of the middle row (N, 3): rows lie far apart in memory, and this is asked of every frame."""
    return rgb[len(rgb) // 2, ::_STEP]
