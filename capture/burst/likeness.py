"""Where an aligned frame shows the same as the reference, and where something else: a lid, a hand, an edge that did not fit.

Both are compared in cells of 2×2 pixels and in means over several cells, colour by colour. A difference is measured in standard deviations of the noise at
that brightness. The noise is read off the frames themselves: at each brightness most places differ by noise alone, and whatever the camera did to it (its
tone curve, its JPEG, blotchy colour) is in that difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import LUMA_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.burst.recipe import Recipe
    from capture.types import Floats, Rgb

CELL_PX = 2
BINS = 16
"""Steps of brightness for which the noise is told apart."""
SAMPLE_STEP = 4
"""The noise is read off every so-manieth cell across and down."""
FEWEST = 60
"""Cells of one brightness that tell its noise."""
AMONG_FRAMES = 0.25
"""The noise is the lower quartile of what the frames tell: those in which a hand covers most of a brightness tell too much."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A picture for comparing: (h, w, 3) codes of its cells, and the means round them."""

    fine: Floats
    coarse: Floats


def cells_of(rgb: Rgb, recipe: Recipe) -> Cells:
    """Return the picture's cells, `CELL_PX` a side, and their means over `box_cells` squared."""
    size = (rgb.shape[1] // CELL_PX, rgb.shape[0] // CELL_PX)
    fine = np.asarray(cv2.resize(rgb.astype(np.float32), size, interpolation=cv2.INTER_AREA), np.float32)
    return Cells(fine, np.asarray(cv2.blur(fine, (recipe.box_cells, recipe.box_cells)), np.float32))


class Likeness:
    """Tells how much aligned frames count beside one reference."""

    def __init__(self, reference: Rgb, frames: Sequence[Rgb], recipe: Recipe) -> None:
        self._recipe = recipe
        self._reference = cells_of(reference, recipe)
        self._level = np.asarray(np.clip(cv2.transform(self._reference.coarse, LUMA_WEIGHTS), 0, 255), np.uint8)
        picked = np.s_[::SAMPLE_STEP, ::SAMPLE_STEP]
        fine, coarse = [], []
        for frame in frames:
            cells = cells_of(frame, recipe)
            fine.append(np.abs(cells.fine[picked] - self._reference.fine[picked]))
            coarse.append(np.abs(cells.coarse[picked] - self._reference.coarse[picked]))
        level = self._level[picked]
        self._per_code = [1 / _at_levels(self._level, deviations(np.stack(each), level, recipe)) for each in (fine, coarse)]

    def weights(self, frame: Rgb) -> Floats:
        """Return (H, W) 0..1: how much each pixel of an aligned frame counts beside the reference's, which counts 1."""
        recipe = self._recipe
        cells = cells_of(frame, recipe)
        pairs = zip((cells.fine, cells.coarse), (self._reference.fine, self._reference.coarse), self._per_code, strict=True)
        squares = [cv2.transform(((theirs - ours) * scale) ** 2, np.full((1, 3), 1 / 3, np.float32)) for theirs, ours, scale in pairs]
        off = cv2.sqrt(cv2.max(squares[0], squares[1]))
        beyond = np.maximum(off - recipe.free_deviations, 0) / recipe.fading_deviations
        span = 2 * recipe.margin_cells + 1
        spread = cv2.erode(cv2.exp(-(beyond * beyond)), np.ones((span, span), np.uint8))
        # Without a seam: the weight rises over as many pixels as the margin is wide.
        soft = cv2.blur(spread, (recipe.margin_cells + 1, recipe.margin_cells + 1))
        return np.asarray(cv2.resize(soft, (frame.shape[1], frame.shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)


def deviations(differences: Floats, level: Rgb, recipe: Recipe) -> Floats:
    """Return (BINS, 3) the standard deviation of noise at each brightness, of absolute differences (N, h, w, 3) of N frames from a reference of `level` (h, w).

    Of the share `quantile` of the places that differ least, the largest difference is so many deviations as a normal distribution has it.
    """
    per_deviation = NormalDist().inv_cdf(0.5 + recipe.quantile / 2)
    bins = level.astype(np.int32) * BINS // 256
    known, found = [], []
    for step in range(BINS):
        there = differences[:, bins == step]
        if there.shape[1] >= FEWEST:
            known.append(step)
            found.append(np.quantile(np.quantile(there, recipe.quantile, axis=1), AMONG_FRAMES, axis=0) / per_deviation)
    if not known:
        return np.full((BINS, 3), recipe.least_deviation, np.float32)
    table = np.stack([np.interp(np.arange(BINS), known, np.array(found)[:, colour]) for colour in range(3)], axis=1)
    return np.maximum(table, recipe.least_deviation).astype(np.float32)


def _at_levels(level: Rgb, table: Floats) -> Floats:
    """Return (h, w, 3) the deviations at each place's level, of a table (BINS, 3)."""
    middles = (np.arange(BINS) + 0.5) * (256 / BINS)
    codes = np.stack([np.interp(np.arange(256), middles, table[:, colour]) for colour in range(3)], axis=1)
    return np.asarray(cv2.LUT(cv2.merge([level] * 3), codes.astype(np.float32)[None]), np.float32)
