"""The noise of one picture: a sheet of random numbers, and where on it the picture lies.

Green is white noise, as three measures of it in four pixels leave it. Red and blue are measured on every fourth pixel and spread over their neighbours: their
noise is coarser, which is what makes a dim picture blotchy in colour.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

SPARE_PX = 96
"""The sheet is larger than the picture by this: each picture takes a piece of its own."""
COARSE_PX = 0.8
"""Spread of red's and blue's noise."""
SHEET_SEED = 20


def grain(size_px: tuple[int, int], seed: int, t_s: float) -> Floats:
    """Return (H, W, 3) normal noise, standard deviation 1: the same for the same seed and millisecond, unlike any other's. Read-only."""
    width, height = size_px
    rng = np.random.default_rng((seed % 2**32, round(t_s * 1000) % 2**32))
    down, across = rng.integers(0, SPARE_PX, 2)
    return _sheet(size_px)[down : down + height, across : across + width]


@lru_cache(maxsize=3)
def _sheet(size_px: tuple[int, int]) -> Floats:
    shape = (size_px[1] + SPARE_PX, size_px[0] + SPARE_PX)
    rng = np.random.default_rng(SHEET_SEED)
    red, green, blue = (rng.standard_normal(shape, np.float32) for _ in range(3))
    sheet = cv2.merge([_coarse(red), green, _coarse(blue)])
    sheet.setflags(write=False)
    return np.asarray(sheet, np.float32)


def _coarse(noise: Floats) -> Floats:
    spread = cv2.GaussianBlur(noise, (0, 0), COARSE_PX)
    return np.asarray(spread / spread.std(), np.float32)
