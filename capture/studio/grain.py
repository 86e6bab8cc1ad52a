"""The noise of one picture: a sheet of random numbers, and where on it the picture lies.

Green is white noise, as three measures of it in four pixels leave it. Red and blue are measured on every fourth pixel and spread over their neighbours: their
noise is coarser, which is what makes a dim picture blotchy in colour.

Pieces of a sheet that lie a few pixels apart are what a wall looks like that went so far. So those of a video, whose pictures are compared with each other,
come from nine places far apart, and from the same one only after many pictures.
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
APART_PX = 47
"""Between the places of a video's pictures: more than twice the longest way of a wall that is looked for (`capture.plaster`)."""
PLACES = 3
"""Along each side of the sheet: nine milliseconds, and no usual pace, lead back to the same one."""
COARSE_PX = 0.8
"""Spread of red's and blue's noise."""
SHEET_SEED = 20


def grain(size_px: tuple[int, int], seed: int, t_s: float) -> Floats:
    """Return (H, W, 3) normal noise, standard deviation 1: the same for the same seed and millisecond. Read-only."""
    width, height = size_px
    time_ms = round(t_s * 1000)
    if time_ms:
        down, across = (APART_PX * place for place in divmod((seed + time_ms) % PLACES**2, PLACES))
    else:
        down, across = np.random.default_rng((seed % 2**32, 0)).integers(0, SPARE_PX, 2)
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
