"""Looks for lamps in the eyes: small bright spots on the iris, where the cornea mirrors the light."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.light.irises import AWAY, CELLS, DOWN, RIGHT
from capture.types import Catchlight

if TYPE_CHECKING:
    from capture.light.irises import Iris
    from capture.types import Floats

BRIGHTER = 3.0
"""How many times the iris's median a spot must be: a mirror image of a lamp is far brighter than the matt iris."""
OF_EYE = 0.4
"""And its share of the brightest cell of the eye region: keeps the texture of a dark iris out."""
REACH = 0.9
"""Spots are looked for within this many iris radii: the white of the eye is beyond."""
AREAS_FRAC = (0.008, 0.4)
"""Smallest and largest share of the iris disc that a spot may have."""
OF_LARGEST = 0.2
"""Spots smaller than this share of the eye's largest are its glints, not lamps of their own."""
DISC_CELLS = math.pi * CELLS**2


def find(irises: tuple[Iris, Iris] | None, smallest_frac: float = AREAS_FRAC[0]) -> tuple[Catchlight, ...] | None:
    """Return the lamps mirrored in both (left, right) irises, the largest of each eye first; None when the eyes are too small in the picture.

    Spots under `smallest_frac` of the iris disc are passed over.
    """
    if irises is None:
        return None
    return (*_spots(irises[0], "left", smallest_frac), *_spots(irises[1], "right", smallest_frac))


def _spots(iris: Iris, side: str, smallest_frac: float) -> list[Catchlight]:
    """Return one eye's spots, the largest first."""
    if iris.radius_px <= 0:
        return []
    seen = iris.light[(AWAY < 1) & iris.opened]
    if not len(seen):
        return []
    bright = (iris.light > _threshold(iris.light, seen)) & iris.opened
    count, label, stats, _ = cv2.connectedComponentsWithStats(bright.view(np.uint8), connectivity=8)
    spots = []
    for number in range(1, count):
        if smallest_frac <= stats[number, cv2.CC_STAT_AREA] / DISC_CELLS <= AREAS_FRAC[1]:
            inside = np.flatnonzero(label.ravel() == number)
            if _on_iris(AWAY.ravel()[inside]):
                spots.append(_spot(side, RIGHT.ravel()[inside], DOWN.ravel()[inside], iris.light.ravel()[inside]))
    spots.sort(key=lambda spot: -spot.area_frac)
    return [spot for spot in spots if spot.area_frac >= OF_LARGEST * spots[0].area_frac]


def _threshold(light: Floats, iris: Floats) -> float:
    """Return the linear light from which on a cell of the iris is a mirror image."""
    median = float(np.partition(iris, len(iris) // 2)[len(iris) // 2])
    return max(BRIGHTER * median, OF_EYE * float(light.max()))


def _on_iris(away: Floats) -> bool:
    """Return whether a spot (its cells' distances in iris radii) does not run into the white of the eye."""
    return float(away.max()) <= 1.1 and float(away.mean()) <= REACH


def _spot(side: str, right: Floats, down: Floats, light: Floats) -> Catchlight:
    """Return the spot with cells `right` and `down` of the iris centre (iris radii), at its centre of light."""
    total = float(light.sum())
    x, y = float(right @ light) / total, float(down @ light) / total
    return Catchlight(side, math.degrees(math.atan2(x, -y)) % 360, math.hypot(x, y), light.size / DISC_CELLS)
