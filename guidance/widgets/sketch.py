"""Round things in few pixels: drawn large on a square, then shrunk, so that their edges are even."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Rgb

Colour: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]

_FINE = 6
"""A pixel is drawn this many times larger."""
_CORNERS = 24
"""So many make an arc look round."""


class Sketch:
    """A square of `size_px` to draw on. Points are (right, down) of its middle and lengths are in shares of half its side."""

    def __init__(self, size_px: int, ground: Colour) -> None:
        self._size_px = size_px
        self._canvas: Rgb = np.empty((size_px * _FINE, size_px * _FINE, 3), np.uint8)
        # OpenCV fills four times as fast as numpy spreads three numbers.
        cv2.rectangle(self._canvas, (0, 0), (size_px * _FINE, size_px * _FINE), ground, -1)
        self._half = size_px * _FINE // 2

    def arc(self, radius: float, span_deg: Point, thick: float, colour: Colour) -> None:
        """Draw a part of a ring round the middle; 0 is right, 90 down."""
        # As a polygon: OpenCV's thick arcs have round ends, which reach beyond the span.
        turns = np.radians(np.linspace(*span_deg, _CORNERS))
        round_it = np.stack([np.cos(turns), np.sin(turns)], axis=1)
        outline = np.concatenate([(radius + thick / 2) * round_it, (radius - thick / 2) * round_it[::-1]])
        cv2.fillPoly(self._canvas, [np.rint(self._half * (1 + outline)).astype(np.int32)], colour)

    def disc(self, at: Point, radii: Point, colour: Colour) -> None:
        """Draw a filled ellipse."""
        cv2.ellipse(self._canvas, self._at(at), (round(radii[0] * self._half), round(radii[1] * self._half)), 0, 0, 360, colour, -1)

    def polygon(self, corners: Sequence[Point], colour: Colour) -> None:
        """Draw a filled polygon."""
        cv2.fillPoly(self._canvas, [np.array([self._at(corner) for corner in corners], np.int32)], colour)

    def line(self, points: Sequence[Point], thick: float, colour: Colour) -> None:
        """Draw a line through the points."""
        wide = max(round(thick * self._half), 1)
        cv2.polylines(self._canvas, [np.array([self._at(point) for point in points], np.int32)], isClosed=False, color=colour, thickness=wide)

    def picture(self) -> Rgb:
        """Return it in its own size."""
        return np.asarray(cv2.resize(self._canvas, (self._size_px, self._size_px), interpolation=cv2.INTER_AREA), np.uint8)

    def _at(self, point: Point) -> tuple[int, int]:
        return round(self._half * (1 + point[0])), round(self._half * (1 + point[1]))
