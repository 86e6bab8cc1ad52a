"""What an editor, a filter or a service does to a finished portrait, each on its own: pixels in, pixels out, and the ways to save them.

Faces are those that a tracker found in the untouched picture: whoever edits a picture sees it.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from capture.audit import corneas
from capture.audit.texture import skin_where

if TYPE_CHECKING:
    from capture.audit.corneas import Corneas
    from capture.types import Eye, Face, Rgb

NARROWER = 0.06
ENLARGERS = (Image.Resampling.BICUBIC, Image.Resampling.LANCZOS, Image.Resampling.BILINEAR)


def saved(rgb: Rgb, quality: int = 95) -> bytes:
    """Return the picture as a JPEG, without colour being thinned out."""
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", quality=quality, subsampling=0)
    return out.getvalue()


def saved_twice(rgb: Rgb, first: int, cut_px: tuple[int, int]) -> bytes:
    """Return the picture as a PNG, that was a JPEG of quality `first`, and was cropped by (right, down) since."""
    pixels = np.asarray(Image.open(io.BytesIO(saved(rgb, first))).convert("RGB"))
    out = io.BytesIO()
    Image.fromarray(pixels[cut_px[1] :, cut_px[0] :]).save(out, "PNG")
    return out.getvalue()


def smoothed(rgb: Rgb, face: Face, number: int) -> Rgb:
    """Return the picture after a bilateral filter, by turns of two strengths, on all of it and on the skin alone."""
    soft = cv2.bilateralFilter(rgb, 9, 30, 5) if number % 2 else cv2.bilateralFilter(rgb, 0, 20, 3)
    if number % 4 < 2:
        return np.asarray(soft, np.uint8)
    share = cv2.GaussianBlur(skin_where((rgb.shape[0], rgb.shape[1]), face).astype(np.float32), (0, 0), 3)[..., None]
    return np.rint(rgb * (1 - share) + soft * share).astype(np.uint8)


def enlarged(rgb: Rgb, number: int, times: float = 2.0) -> Rgb:
    """Return the picture at twice its size, by turns in the usual ways."""
    height, width = rgb.shape[:2]
    size = (round(width * times), round(height * times))
    if number % 4 == 3:
        return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    return np.asarray(Image.fromarray(rgb).resize(size, ENLARGERS[number % 4]), np.uint8)


def narrow_jawed(rgb: Rgb, face: Face, by: float = NARROWER) -> Rgb:
    """Return the picture with all between mouth and chin narrower by a share, fading out to the cheeks, the neck and the sides."""
    eyes = (np.array(face.left_eye.middle_px) + np.array(face.right_eye.middle_px)) / 2
    down = face.chin_px.astype(np.float64) - eyes
    length = float(np.hypot(*down))
    down /= length
    across = np.array([down[1], -down[0]])
    rows, columns = np.mgrid[0 : rgb.shape[0], 0 : rgb.shape[1]].astype(np.float32)
    lower = ((columns - eyes[0]) * down[0] + (rows - eyes[1]) * down[1]) / length
    aside = (columns - eyes[0]) * across[0] + (rows - eyes[1]) * across[1]
    weight = _rise(lower, 0.25, 0.70) * (1 - _rise(lower, 1.05, 1.55)) * (1 - _rise(np.abs(aside) / (0.55 * length), 1.15, 2.05))
    shift = aside * (1 / (1 - by) - 1) * weight
    places = ((columns + shift * across[0]).astype(np.float32), (rows + shift * across[1]).astype(np.float32))
    return np.asarray(cv2.remap(rgb, *places, cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REFLECT), np.uint8)


def mirrored_iris(rgb: Rgb, eye: Eye) -> Rgb:
    """Return the picture with one iris, and the lamp in it, turned left to right."""
    (x, y), radius = (round(float(value)) for value in eye.iris_px), round(eye.iris_radius_px)
    rows, columns = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    disc = np.clip((radius - 0.5 - np.hypot(rows, columns)) / max(1.0, 0.15 * radius), 0, 1)
    opened = np.zeros(rgb.shape[:2], np.uint8)
    cv2.fillPoly(opened, [np.rint(eye.contour_px).astype(np.int32)], (1,))
    box = (slice(y - radius, y + radius + 1), slice(x - radius, x + radius + 1))
    share = (disc * opened[box] * opened[box][:, ::-1])[..., None]
    out = rgb.copy()
    out[box] = np.rint(rgb[box] * (1 - share) + rgb[box][:, ::-1] * share)
    return out


def without_catchlights(rgb: Rgb, eye: Eye, spots: Corneas) -> Rgb:
    """Return the picture with the lamps that the subject's left eye mirrors painted over."""
    mask = np.zeros(rgb.shape[:2], np.uint8)
    for spot in spots.left:
        right, down = corneas.place(spot)
        middle = (round(float(eye.iris_px[0]) + right * eye.iris_radius_px), round(float(eye.iris_px[1]) + down * eye.iris_radius_px))
        cv2.circle(mask, middle, max(2, round(math.sqrt(spot.area_frac) * eye.iris_radius_px + 1.5)), (255,), -1)
    return np.asarray(cv2.inpaint(rgb, mask, 3, cv2.INPAINT_TELEA), np.uint8)


def _rise(value: np.ndarray, low: float, high: float) -> np.ndarray:
    share = np.clip((value - low) / (high - low), 0, 1)
    return share * share * (3 - 2 * share)
