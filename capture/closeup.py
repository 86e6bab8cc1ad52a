"""The pixels of the face that measures share: a sparse copy of its skin, and the whites of its eyes.

Pixels are picked, not averaged: what is burnt or sunk in the picture is so here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import bounds, polygon_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Eye, Face, Floats, Rgb

    Mask = NDArray[np.uint8]

SAMPLES_PX = 160
"""The face is read on every n-th pixel so that it spans about this many: means and shares need no more."""
IRIS_GROW = 1.15
"""A tracker's iris, grown by this, holds all of the iris."""
EYE_SAMPLES_PX = 40
"""An eye's opening is read on every n-th pixel so that it spans about this many."""
WHITEST_SHARE = 0.4
"""Of the opening beside the iris: lids, lashes and corners are darker."""


@dataclass(frozen=True, slots=True, eq=False)
class Closeup:
    """Every `step`-th pixel of the box that holds the face: `rgb` (h, w, 3), from `corner_px` (x, y) on; `skin` (h, w) is 255 on skin, and never empty.

    `whites` holds codes (N, 3) of each eye's opening beside the iris, the subject's left and right: the brightest of them, brightest last; N may be 0.
    """

    rgb: Rgb
    corner_px: Floats
    step: int
    skin: Mask
    whites: tuple[Rgb, Rgb]


def closeup(rgb: Rgb, face: Face) -> Closeup:
    """Return the face's pixels in an (H, W, 3) picture; all of it for a face outside it."""
    box = bounds(face.outline_px, (rgb.shape[0], rgb.shape[1])) or (slice(0, rgb.shape[0]), slice(0, rgb.shape[1]))
    corner_px = np.array([box[1].start, box[0].start], np.float32)
    crop = rgb[box]
    step = math.ceil(max(crop.shape[:2]) / SAMPLES_PX)
    rows, columns = (max(1, size // step) for size in crop.shape[:2])
    sparse = np.asarray(cv2.resize(crop[: rows * step, : columns * step], (columns, rows), interpolation=cv2.INTER_NEAREST), np.uint8)
    skin = polygon_mask((rows, columns), (face.outline_px - corner_px) / step)
    holes = (face.left_eye.contour_px, face.right_eye.contour_px, face.mouth.contour_px)
    cv2.fillPoly(skin, [np.rint((hole - corner_px) / step).astype(np.int32) for hole in holes], (0,))
    if not cv2.countNonZero(skin):
        skin[:] = 255
    return Closeup(sparse, corner_px, step, skin, (_white(rgb, face.left_eye), _white(rgb, face.right_eye)))


def _white(rgb: Rgb, eye: Eye) -> Rgb:
    """Return the brightest codes (N, 3) of the eye's opening beside the iris."""
    box = bounds(eye.contour_px, (rgb.shape[0], rgb.shape[1]))
    if box is None:
        return np.zeros((0, 3), np.uint8)
    crop = rgb[box]
    step = math.ceil(max(crop.shape[:2]) / EYE_SAMPLES_PX)
    left, top = box[1].start, box[0].start
    crop = crop[::step, ::step]
    mask = polygon_mask((crop.shape[0], crop.shape[1]), (eye.contour_px - (left, top)) / step)
    x, y = eye.iris_px.tolist()
    iris = (round((x - left) / step), round((y - top) / step))
    cv2.circle(mask, iris, max(1, round(eye.iris_radius_px * IRIS_GROW / step)), (0,), -1)
    codes = crop[mask > 0]
    order = np.argsort(codes.sum(axis=1, dtype=np.int32))
    return np.asarray(codes[order[len(codes) - round(len(codes) * WHITEST_SHARE) :]], np.uint8)
