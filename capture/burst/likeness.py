"""Where an aligned frame shows the same as the reference, and where something else: a lid, a hand, an edge that did not fit.

Both are compared in cells of 2×2 pixels and in means over several cells, colour by colour. A difference is measured in standard deviations of the noise at
that brightness. The noise is read off the frames themselves: at each brightness most places differ by noise alone from one frame to the next, and whatever the
camera did to it (its tone curve, its JPEG, blotchy colour) is in that difference. The next, not the reference: it moved less, and a reference that is unlike
all others must not pass for noise.
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
AMONG_PAIRS = 0.25
"""The noise is the lower quartile of what the pairs of frames tell: those in which a hand covers most of a brightness tell too much."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A picture for comparing: (h, w, 3) codes of its cells, rounded, and the means round them, not rounded."""

    fine: Rgb
    coarse: Floats


def cells_of(rgb: Rgb, recipe: Recipe) -> Cells:
    """Return the picture's cells, `CELL_PX` a side, and their means over `box_cells` squared."""
    size = (rgb.shape[1] // CELL_PX, rgb.shape[0] // CELL_PX)
    fine = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    means = cv2.boxFilter(fine, cv2.CV_32F, (recipe.box_cells, recipe.box_cells))
    return Cells(fine, np.asarray(means, np.float32))


class Likeness:
    """Tells how much each of several aligned frames counts beside one of them, the reference."""

    def __init__(self, frames: Sequence[Rgb], reference: int, recipe: Recipe) -> None:
        self._recipe = recipe
        found = [cells_of(frame, recipe) for frame in frames]
        own = found[reference]
        self._ours = own.fine.astype(np.float32), own.coarse
        codes = np.asarray(np.clip(cv2.transform(own.coarse, LUMA_WEIGHTS), 0, 255), np.uint8)
        sample = np.s_[::SAMPLE_STEP, ::SAMPLE_STEP]
        fine, coarse = np.stack([cells.fine[sample].astype(np.float32) for cells in found]), np.stack([cells.coarse[sample] for cells in found])
        self._per_code = [1 / _at_levels(codes, deviations(np.diff(each, axis=0), codes[sample], recipe)) for each in (fine, coarse)]

    def weights(self, frame: Rgb) -> Floats:
        """Return (H, W) 0..1: how much each pixel of an aligned frame counts beside the reference's, which counts 1."""
        recipe = self._recipe
        cells = cells_of(frame, recipe)
        squares = [
            _mean_square((theirs - ours) * scale)
            for theirs, ours, scale in zip((cells.fine.astype(np.float32), cells.coarse), self._ours, self._per_code, strict=True)
        ]
        off = cv2.sqrt(cv2.max(*squares))
        beyond = np.maximum(off - recipe.free_deviations, 0) / recipe.fading_deviations
        span = 2 * recipe.margin_cells + 1
        spread = cv2.erode(cv2.exp(-(beyond * beyond)), np.ones((span, span), np.uint8))
        # Without a seam: the weight rises over as many pixels as the margin is wide.
        soft = cv2.blur(spread, (recipe.margin_cells + 1, recipe.margin_cells + 1))
        return np.asarray(cv2.resize(soft, (frame.shape[1], frame.shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)


def deviations(differences: Floats, level: Rgb, recipe: Recipe) -> Floats:
    """Return (BINS, 3) the standard deviation of noise at each brightness, of the differences (N, h, w, 3) of N pairs of frames; `level` (h, w) is it.

    Of the share `quantile` of the places that differ least, the largest difference is so many deviations as a normal distribution has it. Differences may be
    whole codes: each is taken as spread evenly over its step.
    """
    per_deviation = NormalDist().inv_cdf(0.5 + recipe.quantile / 2)
    bins = level.astype(np.int32) * BINS // 256
    known, found = [], []
    for step in range(BINS):
        there = differences[:, bins == step]
        count = there.shape[1]
        if count >= FEWEST:
            spread = np.random.default_rng(count).uniform(-0.5, 0.5, (count, 1)).astype(np.float32)
            sizes = np.quantile(np.abs(there + spread), recipe.quantile, axis=1)
            known.append(step)
            found.append(np.quantile(sizes, AMONG_PAIRS, axis=0) / per_deviation)
    if not known:
        return np.full((BINS, 3), recipe.least_deviation, np.float32)
    table = np.stack([np.interp(np.arange(BINS), known, np.array(found)[:, colour]) for colour in range(3)], axis=1)
    return np.maximum(table, recipe.least_deviation).astype(np.float32)


def _mean_square(off: Floats) -> Floats:
    """Return (h, w) the mean over the colours of the squares of (h, w, 3)."""
    return np.asarray(cv2.transform(cv2.multiply(off, off), np.full((1, 3), 1 / 3, np.float32)), np.float32)


def _at_levels(level: Rgb, table: Floats) -> Floats:
    """Return (h, w, 3) the deviations at each place's level, of a table (BINS, 3)."""
    middles = (np.arange(BINS) + 0.5) * (256 / BINS)
    codes = np.stack([np.interp(np.arange(256), middles, table[:, colour]) for colour in range(3)], axis=1)
    return np.asarray(cv2.LUT(cv2.merge([level] * 3), codes.astype(np.float32)[None]), np.float32)
