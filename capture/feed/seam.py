"""The noise along the person's outline, against that on both sides of it.

Where a matte mixes two pictures, a of one and 1 - a of the other, their noises mix as the root of a² + (1 - a)²: at half and half by half a stop less than
either has, where both have as much. What a camera sees at an outline has at least the noise of the quieter side, and more where the person moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.feed.cells import jerk_codes, rough_codes
from capture.pixels import SCHARR_STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from capture.types import Floats

    Mask = NDArray[np.bool_]
    Codes = NDArray[np.uint8]

SEAM_CELLS = 0.6
BESIDE_CELLS = (3.0, 20.0)
"""In cells of the matte from the outline: the seam, and what it is held against on either side."""
SPREAD_PX = 2
"""One pixel in two, across and down, is plenty."""
STEEPEST_CODES = 6.0
"""To a pixel, across and down together: what is steeper adds its own movement to the noise."""
STEP_CODES, DARKEST, BRIGHTEST = 16, 1, 14
FEWEST = 100
"""Pixels of one brightness that tell its noise; and of the seam."""
ALIKE_EV = 0.7
"""Where the two sides' noises differ more, a mixture of them dips too little under the quieter."""
LEAST_NOISE_CODES = 0.25
MOST = 3.0
"""More than so many times the median is movement."""


def seam_ev(greens: Sequence[Codes], share: Floats, cell_px: float) -> float | None:
    """Return log2 of the noise along the outline over that of the quieter side, at the same brightness; None where it can't be told.

    `greens` are three pictures (H, W) one after another; `share` (H, W) is the person's, from a matte whose cells have a side of `cell_px`.
    """
    spread = np.s_[::SPREAD_PX, ::SPREAD_PX]
    rough = rough_codes(jerk_codes(greens[0], greens[1], greens[2]))[spread]
    smooth = cv2.GaussianBlur(greens[1], (0, 0), 1.0)
    steep = cv2.add(*(np.abs(cv2.Scharr(smooth, cv2.CV_16S, way, 1 - way)[spread]) for way in (1, 0)))
    flat = np.asarray(steep < STEEPEST_CODES * SCHARR_STEP * 2, np.bool_)
    level = (smooth[spread] // STEP_CODES).astype(np.int32)
    away = _away_px(share[spread]) * np.float32(SPREAD_PX / cell_px)
    nearest, farthest = BESIDE_CELLS
    sides = [_by_level(rough, level, flat & (side > nearest) & (side < farthest)) for side in (away, -away)]
    with np.errstate(divide="ignore", invalid="ignore"):
        comparable = (np.abs(np.log2(sides[0] / sides[1])) < ALIKE_EV) & (np.minimum(*sides) >= LEAST_NOISE_CODES)
    seam = flat & (np.abs(away) < SEAM_CELLS) & comparable[level]
    if np.count_nonzero(seam) < FEWEST:
        return None
    return float(np.log2(_usual(rough[seam] / np.minimum(*sides)[level[seam]])))


def _away_px(share: Floats) -> Floats:
    """Return how far each pixel is from the outline, above 0 outside the person."""
    inside = (share > 0.5).astype(np.uint8)
    outside = np.asarray(1 - inside, np.uint8)
    return np.asarray(cv2.distanceTransform(outside, cv2.DIST_L2, 5) - cv2.distanceTransform(inside, cv2.DIST_L2, 5), np.float32)


def _by_level(rough: Floats, level: NDArray[np.int32], where: Mask) -> Floats:
    """Return the usual roughness at each brightness; NaN where too few pixels tell it."""
    table = np.full(256 // STEP_CODES + 1, np.nan, np.float32)
    seen, steps = rough[where], level[where]
    for step in range(DARKEST, BRIGHTEST + 1):
        there = seen[steps == step]
        if there.size >= FEWEST:
            table[step] = _usual(there)
    return table


def _usual(rough: Floats) -> float:
    """Return the mean of values of which what moves has made some too large."""
    return float(np.minimum(rough, MOST * np.median(rough)).mean())
