"""Whether the picture holds as much detail as it has pixels, or was enlarged.

Two signs, each across and down, from the middle of the picture:

- **The spectrum's shelf.** A photograph's power keeps falling towards the finest frequency, half a cycle a pixel. An enlarged one falls to the floor of
  rounding and compression where its real pixels ended, and stays there. With P in dB round 1/8, 0.3 and 0.45 cycles a pixel, `fall` = (P(0.3) − P(0.45)) /
  (P(1/8) − P(0.3)): about 0.3 to 0.6 in photographs, about 0 where there is a shelf. `detail_frac` is where P comes within 3 dB of that floor, over half a
  cycle; 1 without a shelf. A lens out of focus makes a shelf as well.
- **Repetition.** A pixel of an enlarged picture is a weighted mean of real ones, and the weights repeat: every second pixel at 2×, every third at 1.5× and at
  3× (after Popescu & Farid 2005). The weights that predict a pixel best from the three on either side are found by least squares, once for all and once for
  each place modulo 2, 3, 4 and 5; `repeats` is by what share the second leaves less unexplained. A block grid repeats too, every 8 pixels, and so every 2 and
  4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

SPAN_PX = 768
WINDOW_PX = 128
LEAST_PX = 192
COARSE, MIDDLE, FINE = (0.10, 0.15), (0.27, 0.33), (0.41, 0.49)
"""Bands, cycles a pixel."""
LEAST_CODES = 0.25
"""A picture whose pixels depart less from their surroundings (root of the mean square) is plain: rounding alone is 0.29 where anything changes at all."""
ABOVE_FLOOR_DB = 3.0
SHELF_FALL = 0.22
"""Under this `fall` there is a shelf."""
PERIODS = (2, 3, 4, 5)
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
MOST_CODES = 20.0
"""Larger departures from the surroundings count as so large: a few strong edges would outweigh all else."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """See the module."""

    fall: float
    detail_frac: float
    """0..1 of the finest frequency that so many pixels can hold."""
    period_px: int
    """Of `PERIODS`, the one at which the weights repeat most."""
    repeats_frac: float
    """The smaller one of across and down, 0..1, at that period."""
    blocks_frac: float
    """The same at every 8th pixel, the larger one: what a grid of blocks alone explains."""


def measure(luma: Floats) -> Resolution | None:
    """Return the signs in the luma (H, W), 0..255, as the file stores it; None for pictures too small or too plain."""
    if min(luma.shape) < LEAST_PX:
        return None
    rows, columns = (slice(max(0, (side - SPAN_PX) // 2), max(0, (side - SPAN_PX) // 2) + min(side, SPAN_PX)) for side in luma.shape)
    part = np.ascontiguousarray(luma[rows, columns])
    if float((part - cv2.blur(part, (9, 9))).std()) < LEAST_CODES:
        return None
    turned = np.ascontiguousarray(part.T)
    power = 10 * np.log10((_power(part) + _power(turned)) / 2 + 1e-6)
    coarse, middle, fine = (_band(power, band) for band in (COARSE, MIDDLE, FINE))
    fall = (middle - fine) / max(coarse - middle, 1.0)
    repeats = np.minimum(*(_repeats(each, PERIODS) for each in (part, turned)))
    blocks = max(float(_repeats(each, (8,))[0]) for each in (part, turned))
    best = int(repeats.argmax())
    # A period of 2 shows at 4 as well, and a little better by chance.
    if PERIODS[best] == 4 and repeats[0] > repeats[best] / 2:
        best = 0
    return Resolution(fall, _detail(power, fine) if fall < SHELF_FALL else 1.0, PERIODS[best], float(repeats[best]), blocks)


def _power(part: Floats) -> NDArray[np.float64]:
    """Return (65,) the mean power of windows of the rows, by frequency."""
    window = np.hanning(WINDOW_PX).astype(np.float32)
    total = np.zeros(WINDOW_PX // 2 + 1)
    starts = range(0, part.shape[1] - WINDOW_PX + 1, WINDOW_PX // 2)
    for start in starts:
        rows = part[:, start : start + WINDOW_PX]
        total += (np.abs(np.fft.rfft((rows - rows.mean(axis=1, keepdims=True)) * window, axis=1)) ** 2).mean(axis=0)
    return np.asarray(total / len(starts) / float((window**2).sum()))


def _band(power: NDArray[np.float64], band: tuple[float, float]) -> float:
    first, last = (round(edge * WINDOW_PX) for edge in band)
    return float(power[first : last + 1].mean())


def _detail(power: NDArray[np.float64], floor: float) -> float:
    """Return where the power first comes within reach of the floor, as a share of the finest frequency."""
    smooth = np.convolve(power, np.ones(3) / 3, "same")
    under = np.flatnonzero(smooth[3:-2] < floor + ABOVE_FLOOR_DB)
    return float((under[0] + 3) / (WINDOW_PX / 2)) if len(under) else 1.0


def _repeats(part: Floats, periods: tuple[int, ...]) -> NDArray[np.float64]:
    """Return, for each period, the share of what one set of weights leaves unexplained that weights by place explain."""
    fine = np.clip(part - cv2.blur(part, (9, 1)), -MOST_CODES, MOST_CODES)[::2]
    reach = max(NEIGHBOURS)
    middle = fine[:, reach:-reach]
    # By column: the products of each two neighbours, and of each with the pixel itself, summed down.
    near = np.stack([fine[:, reach + off : fine.shape[1] - reach + off] for off in NEIGHBOURS]).transpose(2, 0, 1)
    products = (near @ near.transpose(0, 2, 1)).astype(np.float64)
    with_pixel = np.einsum("cir,rc->ci", near, middle).astype(np.float64)
    squares = (middle.astype(np.float64) ** 2).sum(axis=0)
    whole = _left(products.sum(axis=0), with_pixel.sum(axis=0), float(squares.sum()))
    place = np.arange(len(squares))
    gains = []
    for period in periods:
        of = [place % period == phase for phase in range(period)]
        left = sum(_left(products[each].sum(axis=0), with_pixel[each].sum(axis=0), float(squares[each].sum())) for each in of)
        gains.append(1 - left / max(whole, 1e-9))
    return np.array(gains)


def _left(products: NDArray[np.float64], with_pixel: NDArray[np.float64], squares: float) -> float:
    """Return the sum of squares that the best weights leave."""
    weights = np.linalg.solve(products + 1e-3 * np.eye(len(with_pixel)), with_pixel)
    return max(squares - float(with_pixel @ weights), 0.0)
