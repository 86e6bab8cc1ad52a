"""A coarse matte to a share of the person for each pixel of a crop, with its edge where the picture has it.

The coarse matte's cells are several pixels wide. A guided filter (He, Sun & Tang, "Guided image filtering", 2013) on linear light moves its edge to the
picture's own: within a window the share is a linear function of the three channels' light. The middle of the face
always counts as the person, whatever a matte says: no background is ever put on a face. It is kept well inside the face, since a jaw is narrower than any
ellipse round it, and a crescent of the old wall would stay beside the jaw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

    Places = NDArray[np.float64]
    Box = tuple[int, int, int, int]
    """Left, top, width, height in pixels of the whole picture."""

REACH_CELLS = 2.0
"""The window's half width in cells of the coarse matte: as far as its edge can be off."""
SMOOTH = 1e-4
"""The variance of linear light that a window must have for its edge to be followed: steps of 1 % of full light."""
MIDDLE_HALF_WIDTH, MIDDLE_ROWS = 0.3, (0.2, 0.8)
"""The face's middle in its outline's box: so much of the width to either side, from the brows to the mouth."""
SURELY = 0.1
"""Shares nearer to 0 or 1 than this are one or the other: what the filter leaks over flat places."""


def refined(coarse: Floats, light: Floats, box: Box, size_px: tuple[int, int], middle_px: tuple[float, float, float, float] | None) -> Floats:
    """Return the person's share (H, W), 0..1, of a crop's linear light (H, W, 3), which lies at `box` in a picture of `size_px` (width, height).

    `middle_px` is what `middle_of` gives, in pixels of the whole picture: the ellipse in it counts as the person.
    """
    left, top, width, height = box
    share = cut(coarse, box, size_px)
    share = _guided(light, share, reach_px(coarse, size_px))
    share = np.clip((share - SURELY) / (1 - 2 * SURELY), 0, 1).astype(np.float32)
    if middle_px is not None:
        share[inside(middle_px, np.arange(left, left + width) + 0.5, np.arange(top, top + height) + 0.5)] = 1
    return share


def middle_of(face_box_px: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of the face's middle in whole pixels, for the box of its outline from the hairline to the chin."""
    left, top, right, bottom = face_box_px
    x, half_width = (left + right) / 2, MIDDLE_HALF_WIDTH * (right - left)
    first, last = (top + share * (bottom - top) for share in MIDDLE_ROWS)
    return round(x - half_width), round(first), round(x + half_width), round(last)


def inside(box_px: tuple[float, float, float, float], x_px: Places, y_px: Places) -> NDArray[np.bool_]:
    """Return (H, W): which of the places, x (W,) by y (H,), lie in the ellipse that fills a box of left, top, right, bottom."""
    left, top, right, bottom = box_px
    across = (x_px - (left + right) / 2) / max((right - left) / 2, 1e-6)
    down = (y_px - (top + bottom) / 2) / max((bottom - top) / 2, 1e-6)
    return np.asarray(across**2 + down[:, None] ** 2 <= 1)


def reach_px(coarse: Floats, size_px: tuple[int, int]) -> int:
    """Return how far the edge of a coarse matte can be off in a picture of that size."""
    return max(1, round(REACH_CELLS * max(size_px) / max(coarse.shape)))


def cut(coarse: Floats, box: Box, size_px: tuple[int, int]) -> Floats:
    """Return the matte's share (H, W) at the pixels of the crop, between the centres of its cells as a line joins them."""
    left, top, width, height = box
    rows, columns = coarse.shape
    x = ((np.arange(left, left + width, dtype=np.float32) + 0.5) * (columns / size_px[0]) - 0.5).astype(np.float32)
    y = ((np.arange(top, top + height, dtype=np.float32) + 0.5) * (rows / size_px[1]) - 0.5).astype(np.float32)
    across, down = np.meshgrid(x, y)
    return np.asarray(cv2.remap(coarse, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _guided(light: Floats, share: Floats, reach: int) -> Floats:
    """Return the share as, in each window, the linear function of R, G, B that fits it best."""
    middle = _mean(light, reach)
    mean = _mean(share, reach)
    covariance = _mean(light * share[..., None], reach) - middle * mean[..., None]
    pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]
    variance = [_mean(light[..., one] * light[..., other], reach) - middle[..., one] * middle[..., other] for one, other in pairs]
    slope = _solved(variance, covariance)
    offset = mean - (slope * middle).sum(axis=-1)
    return np.asarray((_mean(slope, reach) * light).sum(axis=-1) + _mean(offset, reach), np.float32)


def _solved(variance: list[Floats], right: Floats) -> Floats:
    """Return (H, W, 3): for each pixel the solution of the symmetric 3 by 3 system, by Cramer's rule; the diagonal is raised by SMOOTH."""
    rr, rg, rb, gg, gb, bb = variance
    rr, gg, bb = rr + SMOOTH, gg + SMOOTH, bb + SMOOTH
    first, second, third = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg
    determinant = rr * first + rg * second + rb * third
    red, green, blue = right[..., 0], right[..., 1], right[..., 2]
    solved = (
        first * red + second * green + third * blue,
        second * red + (rr * bb - rb * rb) * green + (rg * rb - rr * gb) * blue,
        third * red + (rg * rb - rr * gb) * green + (rr * gg - rg * rg) * blue,
    )
    return np.asarray(np.stack(solved, axis=-1) / determinant[..., None], np.float32)


def _mean(values: Floats, reach: int) -> Floats:
    side = 2 * reach + 1
    return np.asarray(cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT_101), np.float32)
