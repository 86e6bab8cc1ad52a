"""Smooth steps and smooth noise: the studio's two building blocks for all that is irregular."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.types import Floats

FALL = 0.55
"""Amplitude of each octave over the one before: between pink noise (0.5) and a rougher, more natural look."""


def smooth_step(low: float | NDArray[Any], high: float | NDArray[Any], x: float | NDArray[Any]) -> Floats:
    """Return 0 where x is below `low`, 1 above `high`, and Hermite's 3t² − 2t³ between; `low` may be greater than `high`, which turns it round."""
    share = np.minimum(np.maximum((np.asarray(x, np.float32) - low) / (np.asarray(high, np.float32) - low), 0), 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def value_noise(shape: tuple[int, int], cell_px: float, rng: Generator, *, octaves: int = 3, stretch: tuple[float, float] = (1, 1)) -> Floats:
    """Return smooth random values (rows, columns), mean about 0 and standard deviation about 1.

    Random values on a lattice of `cell_px`, interpolated by cubics; each further octave has cells of half the size and `FALL` of the amplitude. `stretch`
    lengthens the cells along (rows, columns).
    """
    rows, columns = shape
    total = np.zeros(shape, np.float32)
    amplitude, power = 1.0, 0.0
    for octave in range(octaves):
        cells = [max(2, int(size / cell_px / along * 2**octave) + 2) for size, along in zip(shape, stretch, strict=True)]
        lattice = rng.standard_normal(cells).astype(np.float32)
        total += np.float32(amplitude) * cv2.resize(lattice, (columns, rows), interpolation=cv2.INTER_CUBIC)
        power += amplitude**2
        amplitude *= FALL
    total *= np.float32(power**-0.5)
    return total
