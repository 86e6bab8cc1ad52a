"""How far the edges of a JPEG's 8×8 blocks stand out, wherever their grid lies.

The step between two neighbouring pixels over the mean of the steps beside it, |Δ₀ − (Δ₋₁ + Δ₊₁)/2|, is as large at a block's edge as elsewhere in pictures
without blocks. It is averaged by its place modulo 8, across and down, over all but strong edges, which hide it (after Wang, Bovik & Evans 2000). Told is by
how much the largest of the eight exceeds the median of the others: 0 none, 0.1 seen when looked for, 0.5 and more seen by everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

STRONG_CODES = 16.0
LEAST_PX = 64
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Blocks:
    """`excess_frac` as the module says, the smaller one of across and down; `right_px`, `down_px` where the grid begins, 0..7."""

    excess_frac: float
    right_px: int
    down_px: int


def measure(luma: Floats) -> Blocks | None:
    """Return how far blocks stand out in the luma (H, W), 0..255; None for pictures too small or quite flat."""
    if min(luma.shape) < LEAST_PX:
        return None
    across, down = _by_place(luma), _by_place(luma.T)
    if across is None or down is None:
        return None
    right, below = int(across.argmax()), int(down.argmax())
    return Blocks(min(_excess(across), _excess(down)), right, below)


def _excess(means: NDArray[np.float64]) -> float:
    return float(means.max() / max(float(np.median(np.delete(means, means.argmax()))), 1e-3) - 1)


def _by_place(luma: Floats) -> NDArray[np.float64] | None:
    """Return (8,) the mean of what a step is over its neighbours, by the column modulo 8 that it leads to."""
    sums, counts = np.zeros(luma.shape[1] - 3), np.zeros(luma.shape[1] - 3, np.int64)
    # A few rows at a time: all at once take gigabytes in a large picture.
    for row in range(0, len(luma), _ROWS):
        steps = np.diff(np.ascontiguousarray(luma[row : row + _ROWS]), axis=1)
        over = np.abs(steps[:, 1:-1] - (steps[:, :-2] + steps[:, 2:]) / 2)
        counted = over < STRONG_CODES
        sums += np.where(counted, over, 0).sum(axis=0, dtype=np.float64)
        counts += counted.sum(axis=0)
    # The first step looked at leads to the third column.
    places = (np.arange(len(sums)) + 2) % 8
    whole = np.bincount(places, counts, 8)
    if whole.min() < LEAST_PX or sums.sum() == 0:
        return None
    return np.asarray(np.bincount(places, sums, 8) / whole)
