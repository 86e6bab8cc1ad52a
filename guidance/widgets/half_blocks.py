"""A picture as a grid of half-block cells, and a grid as segments that Textual can draw anywhere.

A cell holds two square pixels: `▀` drawn in the upper pixel's colour on the lower one's. A grid is (rows, columns, 6) uint8: upper R, G, B, lower R, G, B.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from capture.types import Rgb

    Cells: TypeAlias = NDArray[np.uint8]

HALF_BLOCK = "▀"

_STEPS = np.uint8(0xFC)
"""Colours of segments keep six bits: few enough that their styles can be kept."""


def fitted(frame_shape: tuple[int, ...], room_px: tuple[int, int]) -> tuple[int, int]:
    """Return the (width, height) of the largest picture of that shape in a room of (width, height); a half-block cell is one pixel wide and two high."""
    height_px, width_px = frame_shape[:2]
    scale = min(room_px[0] / width_px, room_px[1] / height_px)
    return max(1, round(width_px * scale)), max(1, round(height_px * scale))


def shrunk(rgb: Rgb, width_px: int, height_px: int) -> Rgb:
    """Return the picture at that size.

    Where there are many old pixels under a new one, it is the mean of 16 points spread evenly over them: against the mean of all that is off by less than
    one code of 255 on a 1080p picture, and takes 0.2 ms rather than 6 (4K: 0.4 rather than 28). Smaller pictures take the mean of all.
    """
    through = (4 * width_px, 4 * height_px)
    if rgb.shape[1] > through[0] and rgb.shape[0] > through[1]:
        rgb = np.asarray(cv2.resize(rgb, through, interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.asarray(cv2.resize(rgb, (width_px, height_px), interpolation=cv2.INTER_AREA), np.uint8)


def halved(rgb: Rgb, width_px: int, height_px: int) -> Rgb:
    """Return the picture at that size, which is some hundred pixels: halved as often as it can be, then interpolated.

    A mean over broken numbers of old pixels (as `shrunk` takes it there) needs five times as long: 4.9 rather than 0.9 ms from 720p to 540 lines.
    """
    while rgb.shape[1] >= 2 * width_px and rgb.shape[0] >= 2 * height_px:
        rgb = np.asarray(cv2.resize(rgb, (rgb.shape[1] // 2, rgb.shape[0] // 2), interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.asarray(cv2.resize(rgb, (width_px, height_px), interpolation=cv2.INTER_LINEAR), np.uint8)


def mirrored(rgb: Rgb, size_px: tuple[int, int], margin: tuple[int, int, int], shrink: Callable[[Rgb, int, int], Rgb] = shrunk) -> tuple[Rgb, Rgb]:
    """Return a canvas of that (width, height) that shows `rgb` mirrored, as large as it fits, centred, with `margin` (R, G, B) round it; and the picture in it.

    The picture is a view into the canvas, for marks to be drawn on.
    """
    width_px, height_px = fitted(rgb.shape, size_px)
    canvas = np.empty((size_px[1], size_px[0], 3), np.uint8)
    canvas[:] = margin
    left, top = (size_px[0] - width_px) // 2, (size_px[1] - height_px) // 2
    picture = canvas[top : top + height_px, left : left + width_px]
    picture[:] = cv2.flip(shrink(rgb, width_px, height_px), 1)
    return canvas, picture


def cells_of(canvas: Rgb) -> Cells:
    """Return the grid that shows a canvas of (2·rows, columns, 3) pixels."""
    rows, columns = canvas.shape[0] // 2, canvas.shape[1]
    return np.ascontiguousarray(canvas.reshape(rows, 2, columns, 3).transpose(0, 2, 1, 3)).reshape(rows, columns, 6)


@lru_cache(maxsize=32768)
def _style(colours: int) -> Style:
    """Return the style of six channels packed into one number, the upper red highest."""
    upper_red, upper_green, upper_blue, lower_red, lower_green, lower_blue = colours.to_bytes(6, "big")
    return Style(color=Color.from_rgb(upper_red, upper_green, upper_blue), bgcolor=Color.from_rgb(lower_red, lower_green, lower_blue))


def segments(cells: Cells) -> list[list[Segment]]:
    """Return each row of a grid as segments, one for each run of equal cells: for any terminal, and for whatever else Textual does with a line."""
    rows, columns = cells.shape[:2]
    coarse = cells & _STEPS
    # The upper bits again below, so that white stays white.
    coarse = coarse | (coarse >> np.uint8(6))
    packed = coarse.astype(np.int64) @ (1 << np.arange(40, -8, -8, dtype=np.int64))
    starts = np.ones((rows, columns), bool)
    starts[:, 1:] = packed[:, 1:] != packed[:, :-1]
    lines: list[list[Segment]] = []
    for row in range(rows):
        at = np.flatnonzero(starts[row])
        lengths = np.diff(at, append=columns).tolist()
        lines.append([Segment(HALF_BLOCK * length, _style(colours)) for colours, length in zip(packed[row, at].tolist(), lengths, strict=True)])
    return lines
