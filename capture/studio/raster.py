"""Which point of a sheet each pixel sees: its cells in painter's order, lattice coordinates by plane interpolation, outlines with exact coverage.

The cells that face the lens are drawn far to near into a buffer of their numbers. A cell is two triangles; which side of their common edge a pixel is on, and
the triangle's plane u(x, y), v(x, y), give its lattice coordinates. Only the cells at the outline are drawn a second time, `FINE` times larger, so that the
outline's pixels know which share of them is covered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

    Box = tuple[int, int, int, int]
    Maps = tuple[NDArray[np.int16], NDArray[np.uint16]]

FINE = 4
"""Subpixels a side at the outline: coverage in sixteenths."""
SHIFT = 4
"""Corners are given to OpenCV in 1/16 pixel."""
SMALLEST_PX2 = 0.01
"""Twice the area below which a triangle is seen edge-on and cannot be interpolated over."""
UPPER, LOWER = (0, 1, 2), (1, 3, 2)
"""Corners of a cell's triangles, wound alike; the corners are numbered left above, right above, left below, right below."""


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """The part of a picture that a sheet covers."""

    box: tuple[int, int, int, int]
    """x0, y0, x1, y1 in pixels, the last two past the end."""
    alpha: Floats
    """(h, w) share 0..1 of each pixel that the sheet covers."""
    u: Floats
    """(h, w) lattice coordinate 0..1 along the columns; 0 where nothing is covered."""
    v: Floats
    """(h, w) along the rows."""

    def maps(self, shape: tuple[int, ...]) -> Maps:
        """Return OpenCV's fixed-point maps from these pixels to a lattice or texture of `shape` (rows, columns, …)."""
        first, second = cv2.convertMaps(self.u * np.float32(shape[1] - 1), self.v * np.float32(shape[0] - 1), cv2.CV_16SC2)
        return np.asarray(first, np.int16), np.asarray(second, np.uint16)

    @property
    def window(self) -> tuple[slice, slice]:
        """The box as slices of a picture (rows, columns)."""
        x0, y0, x1, y1 = self.box
        return slice(y0, y1), slice(x0, x1)


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """The N pieces that are drawn, far to near: whole cells, and single triangles where a cell is folded."""

    corners: NDArray[np.int64]
    """(N, 4) point numbers of the cell that each is of."""
    triangles: NDArray[np.int64]
    """(N, 2) for either side of the cell's common edge, which of the two triangles is meant: 0 the upper, 1 the lower."""
    outline: NDArray[np.int64]
    """(N, 4) which of the corners to draw, in order; a triangle has its last one twice."""


def cover(
    points_px: Floats, depth_mm: Floats, size_px: tuple[int, int], *, facing: Literal[1, -1] = 1, knots: tuple[Floats, Floats] | None = None
) -> Coverage | None:
    """Return where a lattice of image points (V, U, 2) at depths (V, U) covers a picture of (width, height); None where it does not.

    `facing` 1 draws what shows the sheet's front, −1 what shows its back. `knots` are the lattice coordinates of its rows (V,) and columns (U,), where they
    are not evenly spaced.
    """
    flat = np.asarray(points_px.reshape(-1, 2), np.float32)
    cells = _seen(flat, depth_mm, size_px, facing)
    if cells is None:
        return None
    corners_px = flat[cells.corners]
    box = _box(corners_px, size_px)
    corners_px -= np.array(box[:2], np.float32)
    outline_px = np.take_along_axis(corners_px, cells.outline[..., None], 1)
    numbers, alpha = _draw(outline_px, (box[3] - box[1], box[2] - box[0]))
    rows, columns = depth_mm.shape
    down, across = knots or (np.linspace(0, 1, rows, dtype=np.float32), np.linspace(0, 1, columns, dtype=np.float32))
    # Indices of the machine's own width: numpy would convert them for each look-up.
    half = _halves(numbers.astype(np.intp), corners_px, facing)
    u, v = (_interpolate(half, corners_px, cells, place) for place in (across[cells.corners % columns], down[cells.corners // columns]))
    return Coverage(box, alpha, u, v)


@lru_cache(maxsize=64)
def _lattice_cells(shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Return (N, 4) point numbers of a lattice's cells."""
    rows, columns = shape
    first = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).reshape(-1)
    return np.asarray(np.stack([first, first + 1, first + columns, first + columns + 1], 1), np.int64)


def _seen(flat: Floats, depth_mm: Floats, size_px: tuple[int, int], facing: int) -> _Cells | None:
    """Return what of a lattice's cells faces the lens and lies in the picture, far to near; None where nothing does."""
    cells = _lattice_cells(depth_mm.shape)
    corners = flat[cells]
    across, down = (flat[:, axis].reshape(depth_mm.shape) for axis in (0, 1))
    nearest = _of_corners(np.minimum, depth_mm)
    inside = (nearest > 1) & (_of_corners(np.maximum, across) > 0) & (_of_corners(np.maximum, down) > 0)
    inside &= (_of_corners(np.minimum, across) < size_px[0]) & (_of_corners(np.minimum, down) < size_px[1])
    upper, lower = (inside & (_area(corners, triangle) * facing > SMALLEST_PX2) for triangle in (UPPER, LOWER))
    # A cell whose other two triangles face the lens, too, is convex and can be drawn at once.
    whole = upper & lower & (_area(corners, (0, 1, 3)) * facing > 0) & (_area(corners, (0, 3, 2)) * facing > 0)
    kinds = (
        (whole, (0, 1), (0, 1, 3, 2)),
        (upper & ~whole, (0, 0), (*UPPER, UPPER[-1])),
        (lower & ~whole, (1, 1), (*LOWER, LOWER[-1])),
    )
    number = np.concatenate([np.flatnonzero(chosen) for chosen, _, _ in kinds])
    if not number.size:
        return None
    counts = [int(np.count_nonzero(chosen)) for chosen, _, _ in kinds]
    triangles, outline = (np.repeat(np.array([kind[field] for kind in kinds]), counts, axis=0) for field in (1, 2))
    order = np.argsort(-nearest[number], kind="stable")
    return _Cells(cells[number[order]], triangles[order], outline[order])


def _of_corners(pick: np.ufunc, field: Floats) -> Floats:
    """Return (N,) the least or the largest of a field (V, U) over each cell's corners."""
    above_below = pick(field[:-1], field[1:])
    return np.asarray(pick(above_below[:, :-1], above_below[:, 1:]).reshape(-1), np.float32)


def _area(corners_px: Floats, triangle: tuple[int, int, int]) -> Floats:
    """Return (N,) twice the signed area of one triangle of each cell (N, 4, 2), positive when it is wound clockwise as seen."""
    a, b, c = (corners_px[:, corner] for corner in triangle)
    return np.asarray((b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0]), np.float32)


def _box(points_px: Floats, size_px: tuple[int, int]) -> Box:
    """Return the box of points (…, 2), a pixel wider."""
    spans = (np.ascontiguousarray(points_px[..., axis]) for axis in (0, 1))
    (x0, x1), (y0, y1) = ((max(math.floor(places.min()) - 1, 0), min(math.ceil(places.max()) + 2, size)) for places, size in zip(spans, size_px, strict=True))
    return x0, y0, x1, y1


def _draw(outline_px: Floats, shape: tuple[int, int]) -> tuple[NDArray[np.uint16], Floats]:
    """Return (h, w) the number, from 1, of the nearest piece at each pixel (and one pixel beyond), and the covered share (h, w)."""
    numbers = np.zeros(shape, np.uint16)
    _fill(numbers, outline_px, range(1, len(outline_px) + 1))
    covered = (numbers > 0).astype(np.uint8)
    inside = cv2.erode(covered, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_REPLICATE)
    at_outline = np.flatnonzero(np.bincount(numbers[covered > inside], minlength=1))
    fine = np.zeros((shape[0] * FINE, shape[1] * FINE), np.uint8)
    # A pixel's middle is at whole coordinates, so the middle of the subpixels' square is half a subpixel before FINE times the place.
    _fill(fine, outline_px[at_outline - 1] * FINE + np.float32((FINE - 1) / 2), [255] * len(at_outline))
    # Halved twice: several times faster in OpenCV than quartered at once.
    halved = cv2.resize(fine, (shape[1] * FINE // 2, shape[0] * FINE // 2), interpolation=cv2.INTER_AREA)
    share = cv2.resize(halved, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    alpha = np.maximum(share, inside * np.uint8(255)).astype(np.float32)
    alpha *= np.float32(1 / 255)
    beyond = cv2.dilate(numbers, np.ones((3, 3), np.uint8))
    return np.where(numbers > 0, numbers, beyond), alpha


def _fill(picture: NDArray[Any], outlines_px: Floats, values: range | list[int]) -> None:
    fixed = np.round(outlines_px * 2**SHIFT).astype(np.int32)
    for corners, value in zip(list(fixed), values, strict=True):
        cv2.fillConvexPoly(picture, corners, (value,), cv2.LINE_8, SHIFT)


def _halves(numbers: NDArray[np.intp], corners_px: Floats, facing: int) -> NDArray[np.intp]:
    """Return (h, w) 2n − 1 for the upper half of piece n, 2n for its lower half: by the side of the edge between right above and left below."""
    start, end = corners_px[:, 1], corners_px[:, 2]
    along = (end - start) * np.float32(facing)
    beside = np.stack([along[:, 1], -along[:, 0], along[:, 0] * start[:, 1] - along[:, 1] * start[:, 0]], 1)
    right = _plane(numbers, beside) > 0
    numbers *= 2
    numbers -= 1
    numbers += right
    return numbers


def _interpolate(half: NDArray[np.intp], corners_px: Floats, cells: _Cells, place: Floats) -> Floats:
    """Return (h, w): for each pixel the plane through the lattice coordinates (N, 4) of its triangle's corners."""
    planes = np.stack([_planes(corners_px, place, triangle) for triangle in (UPPER, LOWER)], 1)
    chosen = np.take_along_axis(planes, cells.triangles[..., None], 1)
    plane = _plane(half, chosen.reshape(-1, 3))
    return np.asarray(np.clip(plane, 0, 1, out=plane), np.float32)


def _planes(corners_px: Floats, place: Floats, triangle: tuple[int, int, int]) -> Floats:
    """Return (N, 3) rise along x, along y, and value at (0, 0) of the plane through one triangle of each cell; 0 where it is seen edge-on."""
    start, one, two = (corners_px[:, corner] for corner in triangle)
    base, first, second = (place[:, corner] for corner in triangle)
    area = _area(corners_px, triangle)
    scale = np.where(np.abs(area) > SMALLEST_PX2, 1 / np.where(area == 0, 1, area), 0)
    one, two = one - start, two - start
    along_x = ((first - base) * two[:, 1] - (second - base) * one[:, 1]) * scale
    along_y = ((second - base) * one[:, 0] - (first - base) * two[:, 0]) * scale
    return np.asarray(np.stack([along_x, along_y, base - along_x * start[:, 0] - along_y * start[:, 1]], 1), np.float32)


def _plane(numbers: NDArray[np.intp], planes: Floats) -> Floats:
    """Return (h, w) the value at each pixel of the plane (rise along x, along y, value at (0, 0)) whose number, from 1, it has; below 1 it is 0."""
    x, y, level = (np.take(np.concatenate([np.zeros(1, np.float32), values]), numbers, mode="clip") for values in planes.T)
    x *= np.arange(numbers.shape[1], dtype=np.float32)[None]
    y *= np.arange(numbers.shape[0], dtype=np.float32)[:, None]
    x += y
    x += level
    return np.asarray(x, np.float32)
