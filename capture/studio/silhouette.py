"""The person's outline as a share of each cell of a coarse grid: the matte that a segmentation without error would give.

A head, a torso or hanging hair is made of rings; seen from any side, a ring and its neighbour cover what their convex hull covers, nearly. So each pair of
neighbouring rings is one convex polygon, drawn on a grid `FINE` times finer and averaged.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from capture.studio.stage import Lens
    from capture.types import Floats

WIDE_CELLS = 256
"""Cells along the picture's longer side, as many as the tracker's matte has."""
FINE = 4
SHIFT = 4
"""Corners are given to OpenCV in 1/16 cell."""
NEAREST_MM = 10.0


def grid_of(size_px: tuple[int, int], wide_cells: int = WIDE_CELLS) -> tuple[int, int]:
    """Return the (rows, columns) of the matte of a picture of (width, height)."""
    width, height = size_px
    scale = wide_cells / max(width, height)
    return max(1, round(height * scale)), max(1, round(width * scale))


def matte(sheets_mm: Iterable[Floats], lens: Lens, wide_cells: int = WIDE_CELLS, fine: int = FINE) -> Floats:
    """Return (rows, columns) the share 0..1 of each cell that lattices (V, U, 3) in camera axes cover; rows of a lattice are its rings.

    `fine` cells a side are drawn for each.
    """
    rows, columns = grid_of(lens.size_px, wide_cells)
    drawn = np.zeros((rows * fine, columns * fine), np.uint8)
    scale = np.array([columns, rows], np.float32) * fine / np.array(lens.size_px, np.float32)
    for points_mm in sheets_mm:
        if float(points_mm[..., 2].min()) < NEAREST_MM:
            continue
        # The middle of the picture's first pixel is half a pixel inside it, the middle of the grid's first cell half a cell.
        places = np.round(((lens.project(points_mm) + 0.5) * scale - 0.5) * 2**SHIFT).astype(np.int32)
        _draw_rings(drawn, places)
    return np.asarray(cv2.resize(drawn, (columns, rows), interpolation=cv2.INTER_AREA), np.float32) / np.float32(255)


def _draw_rings(drawn: NDArray[np.uint8], places: NDArray[np.int32]) -> None:
    for above, below in pairwise(places):
        hull = cv2.convexHull(np.concatenate([above, below]))
        cv2.fillConvexPoly(drawn, hull, (255,), cv2.LINE_8, SHIFT)
