"""How much of the eyes reflections in glasses hide.

`glare_frac` is the share of a lens-sized field round the worse eye that is saturated and colourless in blobs

- larger than any catchlight (a quarter of the iris),
- with a sharp edge: a lamp's image in a lens ends within a few pixels, burnt skin fades away,
- that are not the eye's own white: most of them lies over the iris or outside the opening.

Where the skin behind is burnt as well nothing stands out: there is nothing left to hide, and the share is 0. 0..1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import bounds, polygon_mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from capture.types import Eye, Face, Floats, Rgb

    Mask = NDArray[np.uint8]

LARGEST_CATCHLIGHT_FRAC = 0.25
"""Of the iris disc: window light's catchlights cover 3 to 25 %."""
GLARE_CODE, GLARE_CHROMA = 240, 20
"""A reflection's darkest channel, and the most that channels may differ by."""
EDGE_CODES = 25
"""The darkest channel falls by this within the edge. In the studio it is 10 to 20 from burnt skin to skin beside it, 34 and more from a lamp's image."""
EDGE_FRAC = 0.03
"""The edge's width, over half the field's."""
AROUND_FRAC = 0.15
"""So much more of the picture is read on each side, over the field's size, that the edge of a reflection larger than the field is seen."""
WHITE_FROM = 0.8
"""In radii of the iris: lens blur spills the white over its rim."""
MOST_ON_WHITE = 0.75
FIELD_HALF = (0.95, 0.57)
"""Half width and half height of the field round an eye, over the distance of its corners: about what a spectacle lens covers."""


def measure(rgb: Rgb, face: Face) -> float:
    """Return the share 0..1 of the worse eye's field that reflections hide, in an (H, W, 3) picture."""
    eyes = (face.left_eye, face.right_eye)
    # Reflections drag the corners about that they cover: the two eyes' mean is steadier.
    corners_px = sum(eye.width_px for eye in eyes) / 2
    return max(_of_eye(rgb, eye, corners_px) for eye in eyes)


def _of_eye(rgb: Rgb, eye: Eye, corners_px: float) -> float:
    """Return the share of the eye's field that reflections hide; 0 for an eye outside the picture."""
    field = np.asarray(corners_px * _ELLIPSE + eye.middle_px, np.float32)
    box = bounds(field, (rgb.shape[0], rgb.shape[1]), AROUND_FRAC)
    if box is None:
        return 0.0
    crop = rgb[box]
    if not cv2.countNonZero(cv2.inRange(crop, _GLARE_FROM, _WHITE)):
        return 0.0
    red, green, blue = cv2.split(crop)
    darkest = np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)
    brightest = cv2.max(cv2.max(red, green), blue)
    bright = ((darkest >= GLARE_CODE) & (brightest - darkest <= GLARE_CHROMA)).astype(np.uint8)
    if not bright.any():
        return 0.0
    corner = np.array([box[1].start, box[0].start], np.float32)
    shape = (crop.shape[0], crop.shape[1])
    inside, white = polygon_mask(shape, field - corner), polygon_mask(shape, eye.contour_px - corner)
    x, y = np.round(eye.iris_px - corner)
    cv2.circle(white, (int(x), int(y)), max(1, round(WHITE_FROM * eye.iris_radius_px)), (0,), -1)
    edge_px = max(1, round(EDGE_FRAC * FIELD_HALF[0] * corners_px))
    catchlight_px = max(LARGEST_CATCHLIGHT_FRAC * math.pi * eye.iris_radius_px**2, 4.0)
    hidden_px = 0
    for blob in _blobs(bright, edge_px, catchlight_px):
        on_white_px = cv2.countNonZero(blob & white)
        if on_white_px <= MOST_ON_WHITE * cv2.countNonZero(blob) and _fall(darkest, blob, edge_px) >= EDGE_CODES:
            hidden_px += cv2.countNonZero(blob & inside)
    return hidden_px / max(cv2.countNonZero(inside), 1)


def _blobs(bright: Mask, gap_px: int, least_px: float) -> Iterator[Mask]:
    """Yield each blob larger than that; pieces with no wider a gap between them (a window's bars) are one."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(bright, cv2.MORPH_CLOSE, _square(gap_px)))
    for label in range(1, count):
        if stats[label, cv2.CC_STAT_AREA] > least_px:
            yield np.asarray((labels == label) & (bright > 0), np.uint8)


def _fall(darkest: Mask, blob: Mask, edge_px: int) -> float:
    """Return by how many codes the darkest channel falls, at the median, from a blob to what is just beyond its edge."""
    whole = cv2.morphologyEx(blob, cv2.MORPH_CLOSE, _square(edge_px))
    beyond = (cv2.dilate(whole, _square(3 * edge_px)) > 0) & (cv2.dilate(whole, _square(edge_px)) == 0)
    return float(np.median(darkest[blob > 0]) - np.median(darkest[beyond])) if beyond.any() else 0.0


def _square(reach_px: int) -> Mask:
    return np.ones((2 * reach_px + 1, 2 * reach_px + 1), np.uint8)


_ROUND = np.linspace(0, 2 * np.pi, 24, endpoint=False)
_ELLIPSE: Floats = (np.stack([np.cos(_ROUND), np.sin(_ROUND)], axis=1) * FIELD_HALF).astype(np.float32)
"""(24, 2) outline of the field, over the distance of the eye's corners."""
_GLARE_FROM, _WHITE = np.array([GLARE_CODE] * 3, np.uint8), np.array([255] * 3, np.uint8)
