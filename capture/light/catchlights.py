"""Looks for lamps in the eyes: small bright spots on the iris, where the cornea mirrors the light."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import bounds, luminance, polygon_mask
from capture.types import Catchlight

if TYPE_CHECKING:
    from capture.types import Eye, Face, Floats, Rgb

FEWEST_PX = 120.0
"""Distance of the eyes under which an iris is less than 22 pixels across: too few to judge."""
BRIGHTER = 3.0
"""How many times the iris's median a spot must be: a mirror image of a lamp is far brighter than the matt iris."""
OF_EYE = 0.4
"""And its share of the brightest part of the eye region: keeps the texture of a dark iris out."""
REACH = 0.9
"""Spots are looked for within this many iris radii: the white of the eye is beyond."""
AREAS_FRAC = (0.008, 0.4)
"""Smallest and largest share of the iris disc that a spot may have."""
OF_LARGEST = 0.2
"""Spots smaller than this share of the eye's largest are its glints, not lamps of their own."""


def find(rgb: Rgb, face: Face) -> tuple[Catchlight, ...] | None:
    """Return the lamps mirrored in both irises, the largest of each eye first; None when the eyes are too small in the picture."""
    if face.eye_distance_px < FEWEST_PX:
        return None
    return (*_spots(rgb, face.left_eye, "left"), *_spots(rgb, face.right_eye, "right"))


def _spots(rgb: Rgb, eye: Eye, side: str) -> list[Catchlight]:
    """Return one eye's spots, the largest first."""
    radius_px = eye.iris_radius_px
    box = bounds(np.stack([eye.iris_px - 1.5 * radius_px, eye.iris_px + 1.5 * radius_px]), rgb.shape[:2])
    if box is None or radius_px <= 0:
        return []
    light = luminance(np.ascontiguousarray(rgb[box]))
    offset = np.array([box[1].start, box[0].start], np.float32)
    y, x = np.mgrid[: light.shape[0], : light.shape[1]].astype(np.float32)
    right, down = x - (eye.iris_px - offset)[0], y - (eye.iris_px - offset)[1]
    away = np.hypot(right, down) / radius_px
    open_eye = polygon_mask(light.shape, eye.contour_px - offset) > 0
    iris = (away < 1) & open_eye
    if not iris.any():
        return []
    bright = (light > _threshold(light, light[iris])) & open_eye
    count, label = cv2.connectedComponents(bright.astype(np.uint8), connectivity=8)
    disc_px = float(np.pi * radius_px**2)
    spots = [_spot(label == number, light, right, down, radius_px, side) for number in range(1, count) if _on_iris(away[label == number], disc_px)]
    spots.sort(key=lambda spot: -spot.area_frac)
    return [spot for spot in spots if spot.area_frac >= OF_LARGEST * spots[0].area_frac]


def _threshold(light: Floats, iris: Floats) -> float:
    """Return the linear light from which on a pixel of the iris is a mirror image."""
    return max(BRIGHTER * float(np.median(iris)), OF_EYE * float(np.percentile(light, 99)))


def _on_iris(away: Floats, disc_px: float) -> bool:
    """True for a spot (its pixels' distances in iris radii) of a lamp's size that does not run into the white of the eye."""
    return AREAS_FRAC[0] <= away.size / disc_px <= AREAS_FRAC[1] and float(away.max()) <= 1.1 and float(away.mean()) <= REACH


def _spot(inside: Floats, light: Floats, right: Floats, down: Floats, radius_px: float, side: str) -> Catchlight:  # noqa: PLR0913 - one pixel grid's layers
    """Return the spot whose pixels are `inside`, at its centre of light."""
    weight = light[inside]
    x, y = float(np.average(right[inside], weights=weight)), float(np.average(down[inside], weights=weight))
    clock_deg = float(np.degrees(np.arctan2(x, -y)) % 360)
    return Catchlight(side, clock_deg, float(np.hypot(x, y)) / radius_px, float(np.count_nonzero(inside)) / float(np.pi * radius_px**2))
