"""Whether the picture holds as much detail as it has pixels, or was enlarged.

Two signs, each across and down, from the middle of the picture:

- **The spectrum's shelf.** A photograph's power keeps falling towards the finest frequency, half a cycle a pixel. An enlarged one falls to the floor of
  rounding and compression where its real pixels ended, and stays there. With P in dB round 1/8, 0.3 and 0.45 cycles a pixel, `fall` = (P(0.3) − P(0.45)) /
  (P(1/8) − P(0.3)): about 0.3 to 0.6 in photographs, about 0 where there is a shelf. `detail_frac` is where P comes within 3 dB of that floor, over half a
  cycle; 1 without a shelf. A lens out of focus makes a shelf as well.
- **A mirrored spectrum.** Enlarging r times leaves, beyond the finest frequency 1/(2r) that the real pixels held, a faint copy of what lies below it, 1/r away:
  the weights with which real pixels are mixed repeat, and that is what Popescu & Farid (2005) look for in them. Here the copy itself is looked for: over
  windows of 120 pixels, each scaled to the same power, the coherence |⟨X(f) X*(f − 1/r)⟩| / √(⟨|X(f)|²⟩⟨|X(f − 1/r)|²⟩) round f = 1/(2r), where a copy is
  strongest and compression weakest (cyclic coherence, Gardner 1986). In a photograph frequencies know nothing of each other, and what is read is chance. A
  grid of blocks ties those together that lie a multiple of 1/8 apart: one of these, and two that nothing makes, are the yardstick. So 4/3, whose 1/r is 6/8,
  is not looked for. Only windows with much detail count: the flat ones hold nothing to be copied.
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
TIMES = (1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
"""Enlargements that are looked for: 1/r and 1/(2r) are whole steps of a window's spectrum."""
CYCLE_PX, CYCLE_HOP_PX = 120, 60
BY_CHANCE = (45, 37, 67)
"""Distances, in 1/120 cycle a pixel, that no enlargement makes; the first, 3/8, is one that blocks make."""
HALF_BAND = 8
"""Of as many steps to either side of 1/(2r) the coherence is averaged."""
DETAILED = 75
"""Windows with less detail than so many in a hundred are left out."""
BETWEEN = slice(15, 46)
"""Frequencies, 1/8 to 3/8 cycles a pixel, by which a window's detail is told."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """See the module."""

    fall: float
    detail_frac: float
    """0..1 of the finest frequency that so many pixels can hold."""
    times: float
    """Of `TIMES`, the enlargement whose copy is clearest."""
    mirrored_frac: float
    """That coherence, 0..1, the smaller one of across and down."""
    chance_frac: float
    """The largest coherence across or down that blocks or chance make."""


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
    copies = np.stack([_coherence(each) for each in (part, turned)])
    mirrored = copies[:, : len(TIMES)].min(axis=0)
    best = int(mirrored.argmax())
    detail = _detail(power, fine) if fall < SHELF_FALL else 1.0
    return Resolution(fall, detail, TIMES[best], float(mirrored[best]), float(copies[:, len(TIMES) :].max()))


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


def _coherence(part: Floats) -> NDArray[np.float64]:
    """Return the rows' coherence at the distance of each of `TIMES`, then of `BY_CHANCE`."""
    steps = np.diff(part, axis=1)
    starts = np.arange(0, steps.shape[1] - CYCLE_PX + 1, CYCLE_HOP_PX)
    windows = np.concatenate([steps[:, start : start + CYCLE_PX] for start in starts]) * np.hanning(CYCLE_PX).astype(np.float32)
    spectra = np.fft.fft(windows, axis=1).astype(np.complex64)
    detail = np.sqrt((np.abs(spectra[:, BETWEEN]) ** 2).mean(axis=1))
    kept = detail >= np.percentile(detail, DETAILED)
    scaled = spectra[kept] / np.maximum(detail[kept, None], 1e-3)
    began = np.repeat(starts, len(steps))[kept, None]
    power = (np.abs(scaled) ** 2).mean(axis=0)
    found = []
    for apart in (*(round(CYCLE_PX / times) for times in TIMES), *BY_CHANCE):
        at = np.arange(apart // 2 - HALF_BAND, apart // 2 + HALF_BAND + 1)
        turned = np.exp(2j * np.pi / CYCLE_PX * (apart * began % CYCLE_PX)).astype(np.complex64)
        both = (scaled[:, at] * np.conj(scaled[:, at - apart]) * turned).mean(axis=0)
        found.append((np.abs(both) / np.sqrt(np.maximum(power[at] * power[at - apart], 1e-12))).mean())
    return np.array(found)
