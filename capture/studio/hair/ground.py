"""What a cut grows on: how far each point of the scalp lies inside the hairline and inside the ring of the tips, and how hair gathers in locks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.hair import strands
from capture.studio.hair.chart import FIELD_PX, SCALP
from capture.studio.hair.cuts import behind
from capture.studio.hair.flow import away_deg
from capture.studio.hair.hairline import inside_deg
from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.script.persona import Hair
    from capture.studio.hair.cuts import Cut
    from capture.types import Floats

LOCKS, CLUMPS = 750, 900
STEPS = 9
LOCK_SIDE_PX = 641
"""Side of the drawing of locks: half the chart's."""
CLUMP_MM = (3.5, 8.5)
"""Radii of the clumps that curls gather in: what makes their outline bumpy."""
CROWN_DEG, THIN_DEG = 68.0, 30.0
"""Where hair thins next after the corners of the forehead: the latitude behind, and how far round it."""

SPARSE_DEG = 8.0
"""Distance inside a hairline below which hair is not at its densest."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Square fields of any size on the chart `SCALP`."""

    inside_deg: Floats
    """Distance in degrees inside the hairline, less where hair is thinning."""
    outer_deg: Floats
    """Distance inside the ring that the tips reach."""
    locks: Floats
    """About −1 to 1: which lock is bright and proud, and which is dark and low."""

    def density(self, edge_deg: float) -> Floats:
        """Return how many roots there are: over the first `edge_deg` inside the hairline from few to all."""
        return smooth_step(0, edge_deg, self.inside_deg)


def ground(hair: Hair, cut: Cut, rng: Generator) -> Ground:
    """Return the ground of a cut."""
    rooted = _thinned_deg(inside_deg(SCALP, cut.hairline_deg, rng), hair)
    outer = rooted if cut.outer_deg is None else inside_deg(SCALP, cut.outer_deg, rng)
    return Ground(rooted, outer, _locks(smooth_step(0, cut.edge_deg, rooted), cut, rng))


def length_mm(root: Floats, cut: Cut) -> Floats:
    """Return (N,) how long hair is at roots (N, 3): as at the sides up to half-way, then more and more as on top."""
    return np.asarray(cut.side_length_mm + (cut.top_length_mm - cut.side_length_mm) * smooth_step(0.58, 0.85, -root[:, 1]), np.float32)


def _thinned_deg(inside: Floats, hair: Hair) -> Floats:
    """Return the distance inside the hairline with a clearing at the crown, where hair that recedes far thins next: sparse, then bare."""
    progress = float(smooth_step(0.5, 1.0, hair.receding))
    there = min(1.0, 4 * progress) * smooth_step(THIN_DEG, 8, away_deg(SCALP.directions(FIELD_PX), behind(CROWN_DEG)))
    return np.asarray(inside + np.minimum(SPARSE_DEG * (1 - 2 * progress) - inside, 0) * there, np.float32)


def _locks(density: Floats, cut: Cut, rng: Generator) -> Floats:
    """Return (`LOCK_SIDE_PX`, same): locks drawn as broad strokes along the flow, clumps of curls as discs, over one another in any order."""
    drawing = np.full((LOCK_SIDE_PX, LOCK_SIDE_PX), 128, np.uint8)
    count = CLUMPS if cut.curl_mm else LOCKS
    root = strands.roots(density, SCALP, count, rng)
    bend = np.radians(cut.wander_deg) * rng.standard_normal(count)
    path = strands.trace(root, length_mm(root, cut) * rng.uniform(0.7, 1.1, count), cut.flow, bend, STEPS)
    places = SCALP.place_px(path) * ((LOCK_SIDE_PX - 1) / (SCALP.side_px - 1))
    whole = np.round(places * 2**strands.SHIFT).astype(np.int32)
    if cut.curl_mm:
        _draw_clumps(drawing, whole[:, STEPS // 2], rng)
    else:
        for line, level, width in zip(whole, rng.integers(40, 217, count).tolist(), rng.integers(3, 9, count).tolist(), strict=True):
            cv2.polylines(drawing, [line], False, (level,), width, cv2.LINE_AA, strands.SHIFT)
    return (cv2.GaussianBlur(drawing, (0, 0), 1.2).astype(np.float32) - 128) / np.float32(60)


def _draw_clumps(drawing: NDArray[np.uint8], places: NDArray[np.int32], rng: Generator) -> None:
    """Draw discs, bright within and dark round their rims, at places (N, 2) in 1/16 pixel."""
    px_per_mm = SCALP.px_per_deg / strands.MM_PER_DEG * drawing.shape[0] / SCALP.side_px
    radii = (px_per_mm * rng.uniform(*CLUMP_MM, len(places)) * 2**strands.SHIFT).astype(int)
    for place, radius, level in zip(places.tolist(), radii.tolist(), rng.integers(90, 200, len(places)).tolist(), strict=True):
        cv2.circle(drawing, place, radius, (level // 2,), -1, cv2.LINE_AA, strands.SHIFT)
        cv2.circle(drawing, place, radius * 3 // 4, (level,), -1, cv2.LINE_AA, strands.SHIFT)
