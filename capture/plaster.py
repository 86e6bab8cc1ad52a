"""How far a plain wall went between two frames, by the unevenness of its paint, plaster or cloth.

Such a wall has neither corners nor slopes that can be followed, but a relief of a hundredth of its brightness, finer than the small copy of the picture shows
and mostly weaker than a pixel's noise. Over ten thousand pixels it stands out all the same: square areas of the wall at the camera's own size are cut out
of both frames, band-passed (what is smaller than a pixel is noise, what is larger than `COARSE_PX` is light), clamped at twice their usual amplitude so
that the edge of somebody who came in counts little, and correlated by way of their spectra. The peak of the sum over all areas is the way, to a fraction of a
pixel by a parabola through its neighbours.

It is believed where it stands out and all areas have nearly their own peak at the same place: noise has it anywhere. Noise that stays where it is in the
picture (a sensor's pattern, a codec that copies what hardly changes) would pass for a wall that stays where it is; the grid of JPEG's blocks, which does
the same, is known by its period.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

SIDE_PX, AREAS = 160, 5
FURTHEST_PX = 24
"""Of a longer way, the areas have too little in common."""
FINE_PX, COARSE_PX = 1.2, 11
CLAMP = 3.0
"""In median amplitudes: twice the deviation of what is spread normally."""
MIN_BEHIND = 0.85
"""Share of an area that must be background."""
AGREED = 0.8
"""Share of its own peak that every area must have at the common one."""
APART_PX, SECOND = 6, 0.5
"""Most height of the second peak, further than so from the first: on a wall without relief JPEG's rounding of its light has peaks of 0.59 and more. Folds
of cloth stay over it too, and tell nothing."""
FEWEST_AREAS = 2
BLOCK_PX = 8
BLOCKY = 0.3
"""Share of the peak by which it rises again a block away, over half a block away, where the grid of blocks is seen."""

_FALL = cv2.createHanningWindow((SIDE_PX, SIDE_PX), cv2.CV_32F) ** np.float32(0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Wall:
    """One frame: its pixels (H, W, 3), and where the background is in a smaller copy (h, w), 255 there."""

    rgb: Rgb
    behind: NDArray[np.uint8]


class Plaster:
    """Follows one wall from frame to frame. A new one has seen nothing."""

    def __init__(self) -> None:
        self._corners_px: list[tuple[int, int]] = []
        self._last: tuple[Rgb, list[Floats]] | None = None

    def way_px(self, before: Wall, now: Wall) -> Floats | None:
        """Return the (x, y) way in pixels from `before` to `now`, which are equally large; None where there is no telling."""
        both = before.behind & now.behind
        step = now.rgb.shape[1] / both.shape[1]
        if len(self._corners_px) < AREAS or any(_share(both, corner, step) < MIN_BEHIND for corner in self._corners_px):
            self._corners_px, self._last = _areas(both, step, (now.rgb.shape[0], now.rgb.shape[1])), None
        if len(self._corners_px) < FEWEST_AREAS:
            return None
        earlier = self._last[1] if self._last is not None and self._last[0] is before.rgb else self._spectra(before.rgb)
        later = self._spectra(now.rgb)
        self._last = now.rgb, later
        return _common_way([_correlation(*pair) for pair in zip(earlier, later, strict=True)])

    def _spectra(self, rgb: Rgb) -> list[Floats]:
        return [_spectrum(rgb[top : top + SIDE_PX, left : left + SIDE_PX]) for left, top in self._corners_px]


def _share(behind: NDArray[np.uint8], corner_px: tuple[int, int], step: float) -> float:
    """Return how much of an area is background."""
    left, top = (int(edge / step) for edge in corner_px)
    cells = round(SIDE_PX / step)
    return cv2.mean(behind[top : top + cells, left : left + cells])[0] / 255


def _areas(behind: NDArray[np.uint8], step: float, size_px: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the left top corners in pixels of up to `AREAS` areas that do not overlap, those with most background first."""
    height, width = size_px
    cells = round(SIDE_PX / step)
    if min(size_px) < SIDE_PX or min(behind.shape) < cells:
        return []
    stride = max(cells // 4, 1)
    sums = cv2.integral(behind)
    share = (sums[cells:, cells:] - sums[:-cells, cells:] - sums[cells:, :-cells] + sums[:-cells, :-cells])[::stride, ::stride] / (255 * cells**2)
    rows, columns = np.indices(share.shape)
    found: list[tuple[int, int]] = []
    while len(found) < AREAS and float(share.max()) >= MIN_BEHIND:
        row, column = divmod(int(share.argmax()), share.shape[1])
        found.append((min(int(column * stride * step), width - SIDE_PX), min(int(row * stride * step), height - SIDE_PX)))
        share[np.maximum(np.abs(rows - row), np.abs(columns - column)) * stride < cells] = 0
    return found


def _spectrum(rgb: Rgb) -> Floats:
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    coarse = cv2.boxFilter(cv2.boxFilter(grey, -1, (COARSE_PX, COARSE_PX)), -1, (COARSE_PX, COARSE_PX))
    relief = cv2.GaussianBlur(grey, (7, 7), FINE_PX) - coarse
    most = CLAMP * float(np.median(np.abs(relief[::4, ::4]))) + 1e-3
    return np.asarray(cv2.dft(np.clip(relief, -most, most) * _FALL / np.float32(most)), np.float32)


def _correlation(earlier: Floats, later: Floats) -> Floats:
    """Return how alike two areas are for each way, down and right from -`FURTHEST_PX` to `FURTHEST_PX`."""
    alike = cv2.dft(cv2.mulSpectrums(later, earlier, 0, conjB=True), flags=cv2.DFT_INVERSE | cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT)
    span = np.arange(-FURTHEST_PX, FURTHEST_PX + 1)
    return np.asarray(alike[np.ix_(span, span)], np.float32)


def _common_way(alike: list[Floats]) -> Floats | None:
    """Return the way (2,) that areas agree on, from how alike each is for each way; None where they do not."""
    total = np.asarray(np.sum(alike, axis=0), np.float32)
    row, column = divmod(int(total.argmax()), total.shape[1])
    agree = sum(float(each[row, column]) >= AGREED * float(each.max()) for each in alike)
    if agree < len(alike) or not _stands_out(total, row, column) or _is_grid(total, row, column):
        return None
    right = _between(*total[row, column - 1 : column + 2])
    down = _between(*total[row - 1 : row + 2, column])
    return np.array([column - FURTHEST_PX + right, row - FURTHEST_PX + down], np.float32)


def _stands_out(alike: Floats, row: int, column: int) -> bool:
    """Return whether the peak lies inside the field and no other comes near its height: folds of cloth are as alike all along."""
    last = 2 * FURTHEST_PX
    if not (0 < row < last and 0 < column < last):
        return False
    rest = alike.copy()
    rest[max(row - APART_PX, 0) : row + APART_PX + 1, max(column - APART_PX, 0) : column + APART_PX + 1] = 0
    return float(rest.max()) <= SECOND * float(alike[row, column])


def _is_grid(alike: Floats, row: int, column: int) -> bool:
    """Return whether the peak is the grid of JPEG's blocks: as many blocks away, or in its place and rising again a block further in either direction."""
    middle = FURTHEST_PX
    if (row, column) != (middle, middle):
        return (row - middle) % BLOCK_PX == 0 and (column - middle) % BLOCK_PX == 0
    blocks = np.array([-BLOCK_PX, BLOCK_PX])
    rises = [alike[middle, middle + blocks] - alike[middle, middle + blocks // 2], alike[middle + blocks, middle] - alike[middle + blocks // 2, middle]]
    return max(float(rise.min()) for rise in rises) > BLOCKY * float(alike[middle, middle])


def _between(before: float, at: float, after: float) -> float:
    """Return where between -1/2 and 1/2 the parabola through three values, the middle one the largest, is highest."""
    bend = before - 2 * at + after
    return 0.0 if bend >= 0 else float((before - after) / (2 * bend))
