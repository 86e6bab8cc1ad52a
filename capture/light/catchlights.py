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
"""And its share of the brightest pixel of the eye region: keeps the texture of a dark iris out."""
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
    box = bounds(np.stack([eye.iris_px - 1.5 * radius_px, eye.iris_px + 1.5 * radius_px]), (rgb.shape[0], rgb.shape[1]))
    if box is None or radius_px <= 0:
        return []
    light = luminance(np.ascontiguousarray(rgb[box]))
    offset = np.array([box[1].start, box[0].start], np.float32)
    y, x = np.mgrid[: light.shape[0], : light.shape[1]].astype(np.float32)
    right, down = (axis - centre for axis, centre in zip((x, y), eye.iris_px - offset, strict=True))
    right, down = right / radius_px, down / radius_px
    away = np.hypot(right, down)
    open_eye = polygon_mask((light.shape[0], light.shape[1]), eye.contour_px - offset) > 0
    iris = (away < 1) & open_eye
    if not iris.any():
        return []
    bright = (light > _threshold(light, light[iris])) & open_eye
    count, label = cv2.connectedComponents(bright.astype(np.uint8), connectivity=8)
    disc_px = float(np.pi * radius_px**2)
    found = [inside for inside in (label == number for number in range(1, count)) if _on_iris(away[inside], disc_px)]
    spots = [_spot(side, right[inside], down[inside], light[inside], disc_px) for inside in found]
    spots.sort(key=lambda spot: -spot.area_frac)
    return [spot for spot in spots if spot.area_frac >= OF_LARGEST * spots[0].area_frac]


def _threshold(light: Floats, iris: Floats) -> float:
    """Return the linear light from which on a pixel of the iris is a mirror image."""
    return max(BRIGHTER * float(np.median(iris)), OF_EYE * float(light.max()))


def _on_iris(away: Floats, disc_px: float) -> bool:
    """Return whether a spot (its pixels' distances in iris radii) has a lamp's size and does not run into the white of the eye."""
    return AREAS_FRAC[0] <= away.size / disc_px <= AREAS_FRAC[1] and float(away.max()) <= 1.1 and float(away.mean()) <= REACH


def _spot(side: str, right: Floats, down: Floats, light: Floats, disc_px: float) -> Catchlight:
    """Return the spot with pixels `right` and `down` of the iris centre (iris radii), at its centre of light."""
    x, y = float(np.average(right, weights=light)), float(np.average(down, weights=light))
    clock_deg = float(np.degrees(np.arctan2(x, -y)) % 360)
    return Catchlight(side, clock_deg, float(np.hypot(x, y)), light.size / disc_px)
