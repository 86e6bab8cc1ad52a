"""How much of the eyes reflections in glasses hide.

`glare_frac` is the share of a lens-sized field round the worse eye that is saturated and colourless in blobs larger than any catchlight (a quarter of the
iris). 0..1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import bounds, polygon_mask

if TYPE_CHECKING:
    from capture.types import Eye, Face, Floats, Rgb

LARGEST_CATCHLIGHT_FRAC = 0.25
"""Of the iris disc: window light's catchlights cover 3 to 25 %."""
GLARE_CODE, GLARE_CHROMA = 240, 20
"""A reflection's darkest channel, and the most that channels may differ by."""
LENS_GROW_FRAC = 0.45


def measure(rgb: Rgb, face: Face) -> float:
    """Return the share 0..1 of the worse eye's field that reflections hide, in an (H, W, 3) picture."""
    return max(_of_eye(rgb, eye) for eye in (face.left_eye, face.right_eye))


def _of_eye(rgb: Rgb, eye: Eye) -> float:
    """Return the share of the eye's field that blobs larger than a catchlight hide; 0 for an eye outside the picture."""
    middle = eye.contour_px.mean(axis=0)
    half_px = np.linalg.norm(eye.outer_px - eye.inner_px) * (0.5 + LENS_GROW_FRAC)
    field = middle + half_px * _ELLIPSE
    box = bounds(field, (rgb.shape[0], rgb.shape[1]))
    if box is None:
        return 0.0
    crop = np.ascontiguousarray(rgb[box])
    mask = polygon_mask((crop.shape[0], crop.shape[1]), field - np.array([box[1].start, box[0].start], np.float32))
    red, green, blue = cv2.split(crop)
    darkest, brightest = cv2.min(cv2.min(red, green), blue), cv2.max(cv2.max(red, green), blue)
    bright = ((darkest >= GLARE_CODE) & (brightest - darkest <= GLARE_CHROMA) & (mask > 0)).astype(np.uint8)
    if not bright.any():
        return 0.0
    areas = cv2.connectedComponentsWithStats(bright)[2][1:, cv2.CC_STAT_AREA]
    catchlight_px = LARGEST_CATCHLIGHT_FRAC * math.pi * eye.iris_radius_px**2
    return float(areas[areas > max(catchlight_px, 4.0)].sum()) / max(cv2.countNonZero(mask), 1)


_ROUND = np.linspace(0, 2 * np.pi, 24, endpoint=False)
_ELLIPSE: Floats = np.stack([np.cos(_ROUND), 0.6 * np.sin(_ROUND)], axis=1).astype(np.float32)
"""(24, 2) outline of the field round an eye, in half its width: about what a spectacle lens covers."""
