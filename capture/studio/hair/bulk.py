"""How far hair stands off the head: a thickness for top, front, sides and back that rises from its outer ring, with locks in relief."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.hair.chart import FIELD_PX, SCALP
from capture.studio.hair.strands import MM_PER_DEG
from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from capture.studio.hair.cuts import Cut
    from capture.studio.hair.ground import Ground
    from capture.studio.shape import HeadShape
    from capture.types import Floats

LATTICE_DEG = 2.2
"""A cell of the lattice that is drawn, off the face: hair and cloth rise only so far inside their edge, else the edge would step with the cells."""
EAR_TRACE = 0.02
"""`HeadShape.ear_frac` above which the ear has a part in the surface."""
SPANNING_ROUNDS = 120


def thickness_mm(cut: Cut, directions: Floats) -> Floats:
    """Return (…) how thick a cut is well inside its ring, in directions (…, 3)."""
    above = smooth_step(0.52, 0.91, -directions[..., 1])
    behind, in_front = smooth_step(0.1, 0.7, directions[..., 2]), smooth_step(0.28, 0.6, -directions[..., 2])
    thick = cut.thick_mm
    around = thick.side + (thick.back - thick.side) * behind + (thick.front - thick.side) * in_front
    return np.asarray(around + (thick.top - around) * above, np.float32)


def rise_frac(cut: Cut, outer_deg: Floats) -> Floats:
    """Return 0..1 of its thickness that hair has so far inside its outer ring."""
    if cut.round_edge:
        return np.asarray(1 - (1 - np.clip((outer_deg - LATTICE_DEG) / cut.rise_deg, 0, 1)) ** 2, np.float32)
    return smooth_step(LATTICE_DEG, LATTICE_DEG + cut.rise_deg, outer_deg)


def steepness(cut: Cut, outer_deg: Floats) -> tuple[Floats, Floats]:
    """Return on the chart `SCALP` (`FIELD_PX`, same): how much longer the hair's surface is than the skull below it, and the way (…, 2) it rises."""
    height = thickness_mm(cut, SCALP.directions(FIELD_PX)) * rise_frac(cut, outer_deg)
    mm_per_px = 2 * SCALP.radius_deg / (FIELD_PX - 1) * MM_PER_DEG
    along_x, along_y = (cv2.Sobel(height, cv2.CV_32F, *order, ksize=3, scale=1 / (8 * mm_per_px)) for order in ((1, 0), (0, 1)))
    slope = np.hypot(along_x, along_y)
    uphill = np.dstack([along_x, along_y]) / np.maximum(slope, 1e-3)[..., None]
    return np.sqrt(1 + slope**2), np.asarray(uphill, np.float32)


def bulge_mm(shape: HeadShape, cut: Cut, soil: Ground, cover: Floats) -> Floats:
    """Return `grid.GEOMETRY` what hair that covers (`grid.TEXTURE`) adds to the head's radius: its thickness, rising from the ring, and locks in relief."""
    outward = grid.directions(grid.GEOMETRY)
    rise = rise_frac(cut, SCALP.to_map(soil.outer_deg, grid.GEOMETRY, beyond=-20))
    covered = cv2.GaussianBlur(cv2.resize(cover, grid.GEOMETRY[::-1], interpolation=cv2.INTER_AREA), (0, 0), 1.0)
    # The lattice's cells are as broad as five pixels of the drawing: finer locks would come out as spikes.
    relief = cut.relief_mm * SCALP.to_map(cv2.GaussianBlur(soil.locks, (0, 0), 2.5), grid.GEOMETRY)
    bulge = (thickness_mm(cut, outward) * rise + relief * smooth_step(0.1, 0.7, rise)) * smooth_step(0.05, 0.8, covered)
    if cut.over_ears:
        bulge += (without_ears_mm(shape) - shape.radius_mm) * rise
    return np.asarray(bulge, np.float32)


def without_ears_mm(shape: HeadShape) -> Floats:
    """Return `grid.GEOMETRY` the head's radius with the ears pressed flat: over them the surface is spanned like a soap film (Laplace's equation)."""
    ear = cv2.dilate((shape.ear_frac > EAR_TRACE).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    radius = shape.radius_mm.copy()
    start, sigma = radius * ~ear, 8
    radius[ear] = (cv2.GaussianBlur(start, (0, 0), sigma) / np.maximum(cv2.GaussianBlur((~ear).astype(np.float32), (0, 0), sigma), 1e-3))[ear]
    for _ in range(SPANNING_ROUNDS):
        radius[ear] = cv2.blur(radius, (3, 3))[ear]
    return radius
