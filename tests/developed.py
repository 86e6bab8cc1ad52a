"""Is a developed picture still the same face? Its fine texture and its geometry, once the recorded curve is undone, beside the picture that it was made of.

Texture is what a blur of a few pixels takes away: pores, hairs, lines, noise. Geometry is where patches of the face are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import encode, linear

if TYPE_CHECKING:
    from capture.develop import Development
    from capture.types import Floats, Rgb

    Box = tuple[int, int, int, int]

FINE_PX = 2.0
GREY = np.array([[0.299, 0.587, 0.114]], np.float32)
PATCHES = 3
"""The face is compared in so many patches across and down."""


def undone(rgb: Rgb, development: Development) -> Floats:
    """Return the codes (H, W, 3), not rounded, that a finished picture of 8 bits shows once its development is undone."""
    return encode(development.undone(linear(rgb)))


def texture_change(before: Rgb, after: Floats, face: Box) -> float:
    """Return by which share the energy of the face's texture changed: 0 the same, -0.5 half of it gone. `face` is left, top, width, height."""
    return _energy(after, face) / _energy(before.astype(np.float32), face) - 1


def displacement_px(before: Rgb, after: Floats, face: Box) -> float:
    """Return how far the patch of the face that moved farthest did, by least squares on the gradient (Lucas & Kanade 1981): for moves of under a pixel."""
    left, top, width, height = face
    across, down = width // PATCHES, height // PATCHES
    one, other = (np.asarray(cv2.GaussianBlur(cv2.transform(each.astype(np.float32), GREY), (0, 0), 1), np.float64) for each in (before, after))
    slope_y, slope_x = np.gradient((one + other) / 2)
    farthest = 0.0
    for row in range(PATCHES):
        for column in range(PATCHES):
            part = np.s_[top + row * down : top + (row + 1) * down, left + column * across : left + (column + 1) * across]
            slopes = np.stack([slope_x[part].ravel(), slope_y[part].ravel()], axis=1)
            moved, *_ = np.linalg.lstsq(slopes, (one - other)[part].ravel(), rcond=None)
            farthest = max(farthest, float(np.hypot(*moved)))
    return farthest


def _energy(codes: Floats, face: Box) -> float:
    left, top, width, height = face
    part = codes[top : top + height, left : left + width]
    inside = np.zeros(part.shape[:2], np.uint8)
    cv2.ellipse(inside, (width // 2, height // 2), (width // 2, height // 2), 0, 0, 360, 255, -1)
    return float(((part - cv2.GaussianBlur(part, (0, 0), FINE_PX)) ** 2).mean(axis=2)[inside > 0].mean())
