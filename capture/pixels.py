"""Light from pixels: the sRGB curve undone, luminance, edges, small copies, and masks of polygons and of the background.

Source of the curve and the weights: IEC 61966-2-1 (sRGB) and ITU-R BT.709.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

LUMA_WEIGHTS = np.array([[0.2126, 0.7152, 0.0722]], np.float32)
"""BT.709 luminance of linear R, G, B."""

_CODES = np.arange(256, dtype=np.float32) / 255.0
LINEAR_OF_CODE: Floats = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(np.float32)
"""(256,) linear light 0..1 of each 8-bit sRGB code."""
BLACKEST = float(LINEAR_OF_CODE[1]) / 2
"""Luminance that stands in for black, half of the first code's: 10 stops under middle grey, so that a logarithm of it stays a number."""
BEHIND = 0.1
"""Share of the matte under which a cell is surely the background."""
SCHARR_STEP = 16.0
"""What OpenCV's Scharr operator answers to a step of 1: the sum of its weights on one side."""


def linear(rgb: Rgb) -> Floats:
    """Return linear light 0..1 of sRGB codes, in the same shape."""
    return np.asarray(cv2.LUT(rgb, LINEAR_OF_CODE), np.float32)


def luminance(rgb: Rgb) -> Floats:
    """Return (H, W) linear luminance 0..1 of an (H, W, 3) sRGB picture."""
    return np.asarray(cv2.transform(linear(rgb), LUMA_WEIGHTS), np.float32)


def encode(light: Floats) -> Floats:
    """Return sRGB codes 0..255 (not rounded) of linear light, clipped to 0..1."""
    clipped = np.clip(light, 0.0, 1.0)
    return np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * np.power(clipped, 1 / 2.4) - 0.055).astype(np.float32) * np.float32(255)


def picked(rgb: Rgb, places_px: Floats, interpolation: int = cv2.INTER_LINEAR) -> Rgb:
    """Return the codes (h, w, 3) of a picture at places (h, w, 2), x and y in pixels; beyond its edge those of the edge."""
    no_second: Any = None  # one map holds both axes: OpenCV's types know only of two
    return np.asarray(cv2.remap(rgb, places_px, no_second, interpolation, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def scaled(rgb: Rgb, span: int, interpolation: int = cv2.INTER_AREA) -> Rgb:
    """Return the picture, (H, W, 3), with `span` cells along its longer side, by one of OpenCV's ways to interpolate."""
    scale = span / max(rgb.shape[:2])
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    return np.asarray(cv2.resize(rgb, size, interpolation=interpolation), np.uint8)


def shrunk(rgb: Rgb, span: int) -> Rgb:
    """Return the picture, (H, W, 3), with `span` cells along its longer side: halved as often as can be, then interpolated.

    The mean over broken numbers of pixels, `INTER_AREA`, takes three to five times as long.
    """
    while max(rgb.shape[:2]) >= 2 * span and min(rgb.shape[:2]) > 1:
        rgb = np.asarray(cv2.resize(rgb, (rgb.shape[1] // 2, rgb.shape[0] // 2), interpolation=cv2.INTER_AREA), np.uint8)
    return scaled(rgb, span, cv2.INTER_LINEAR)


def behind_mask(matte: Floats, shape: tuple[int, int], margin_cells: int = 0) -> NDArray[np.uint8]:
    """Return an (H, W) mask, 255 where `matte` (any size) shows the background and no person within `margin_cells`, 0 elsewhere."""
    share = cv2.resize(matte, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return eroded(np.asarray((share < BEHIND) * np.uint8(255), np.uint8), margin_cells)


def eroded(mask: NDArray[np.uint8], margin_cells: int) -> NDArray[np.uint8]:
    """Return the mask without what lies within `margin_cells`, across or down, of a cell outside it; the picture's edge takes nothing away."""
    span = 2 * margin_cells + 1
    return np.asarray(cv2.erode(mask, np.ones((span, span), np.uint8)), np.uint8) if margin_cells else mask


def clutter_frac(light: Floats, where: NDArray[np.uint8]) -> float:
    """Return the mean edge strength 0..1 of linear luminance (H, W) where the mask is not 0: the gradient's length by Scharr's operator."""
    across, down = cv2.Scharr(light, cv2.CV_32F, 1, 0), cv2.Scharr(light, cv2.CV_32F, 0, 1)
    return float(cv2.mean(cv2.magnitude(across, down), where)[0]) / SCHARR_STEP


def polygon_mask(shape: tuple[int, int], *polygons_px: Floats) -> NDArray[np.uint8]:
    """Return an (H, W) mask, 255 inside any of the polygons (each (N, 2) in pixels), 0 elsewhere."""
    mask = np.zeros(shape, np.uint8)
    for polygon in polygons_px:
        cv2.fillPoly(mask, [np.round(polygon).astype(np.int32)], (255,))
    return mask


def bounds(points_px: Floats, shape: tuple[int, int], margin_frac: float = 0.0) -> tuple[slice, slice] | None:
    """Return the (rows, columns) of the box round `points_px` (N, 2), grown by `margin_frac` of its size and cut to the picture; None when empty."""
    (left, top), (right, bottom) = points_px.min(axis=0).tolist(), points_px.max(axis=0).tolist()
    across, down = (right - left) * margin_frac, (bottom - top) * margin_frac
    rows = slice(max(math.floor(top - down), 0), min(math.ceil(bottom + down) + 1, shape[0]))
    columns = slice(max(math.floor(left - across), 0), min(math.ceil(right + across) + 1, shape[1]))
    return (rows, columns) if rows.start < rows.stop and columns.start < columns.stop else None
