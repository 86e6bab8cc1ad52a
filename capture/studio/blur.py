"""What lens and shutter do to an image: haze on the glass, the lens's own softness, a defocused point's disc, the streak of motion.

All blur linear light, which is where light adds. Pictures are (H, W) or (H, W, 3) float32; their edges go on as they end.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import focal_px

if TYPE_CHECKING:
    from capture.script.scene import Camera
    from capture.types import Floats

LENS_PX = 0.6
"""Standard deviation of the sharpest point that a webcam's lens and colour mosaic draw, at 1280 pixels of width."""
LENS_REACH_PX = 3
"""As far as that softness is drawn."""
HAZE_CELLS = 64
"""Long side of the copy on which haze is spread: it has nothing finer."""
HAZE_SPREADS = (0.06, 0.25)
"""Standard deviations of the narrow and the wide half of haze, in the picture's longer side."""
LEAST_DISC_PX = 0.5
"""A disc of less lies within one pixel."""
SMALL_DISC_PX = 3.0
"""Up to here a disc is drawn by its variance alone, which four pixels can't tell from it."""
WIDEST_DISC_PX = 8.0
"""Wider ones are drawn on a smaller copy, which loses nothing that the blur leaves."""
LEAST_STREAK_PX = 1.0
LONGEST_STREAK_PX = 8.0
"""Longer ones are several of this length in a row: a kernel with few numbers stays fast."""


def confusion_px(camera: Camera, size_px: tuple[int, int], distance_mm: float, focus_mm: float) -> float:
    """Return the diameter on the picture of a point at `distance_mm` with the lens focused at `focus_mm`: aperture · focal length · |1/z − 1/focus|.

    It follows from similar triangles behind a thin lens whose focal length is short beside both distances; infinity is allowed.
    """
    width, height = size_px
    return camera.aperture_mm * focal_px((height, width), camera.hfov_deg) * abs(1 / distance_mm - 1 / focus_mm)


def lens(picture: Floats) -> Floats:
    """Return the picture as the lens draws it in focus."""
    sigma = LENS_PX * picture.shape[1] / 1280
    span = 3 if sigma < 0.75 else 5 if sigma < 1.2 else 2 * LENS_REACH_PX + 1
    return np.asarray(cv2.GaussianBlur(picture, (span, span), sigma, borderType=cv2.BORDER_REPLICATE), np.float32)


def hazed(picture: Floats, haze_frac: float) -> Floats:
    """Return the picture through a lens that spreads `haze_frac` of its light: (1 - h)·L + h·(L spread widely), after which it is as bright as before.

    What grease and breath scatter goes far and falls off slowly: half of it is drawn as a Gaussian of the narrow spread, half as one of the wide.
    """
    if haze_frac <= 0:
        return picture
    height, width = picture.shape[:2]
    scale = HAZE_CELLS / max(height, width)
    small = cv2.resize(picture, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA)
    spread = [cv2.GaussianBlur(small, (0, 0), share * HAZE_CELLS, borderType=cv2.BORDER_REPLICATE) for share in HAZE_SPREADS]
    veil = cv2.resize(np.mean(spread, axis=0), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.addWeighted(picture, 1 - haze_frac, veil, haze_frac, 0), np.float32)


def disc(picture: Floats, diameter_px: float) -> Floats:
    """Return the picture out of focus: every point an even disc."""
    if diameter_px < LEAST_DISC_PX:
        return picture
    if diameter_px < SMALL_DISC_PX:
        # An even disc's variance along either axis is its radius squared over four; five weights that have it cost no more than a Gaussian's.
        side = diameter_px**2 / 16 / 4
        taps = np.array([side / 4, side, 1 - 2.5 * side, side, side / 4], np.float32)
        return np.asarray(cv2.sepFilter2D(picture, -1, taps, taps, borderType=cv2.BORDER_REPLICATE), np.float32)
    if diameter_px <= WIDEST_DISC_PX:
        return np.asarray(cv2.filter2D(picture, -1, _disc_kernel(diameter_px), borderType=cv2.BORDER_REPLICATE), np.float32)
    height, width = picture.shape[:2]
    times = math.ceil(diameter_px / WIDEST_DISC_PX)
    small = cv2.resize(picture, (max(1, width // times), max(1, height // times)), interpolation=cv2.INTER_AREA)
    blurred = disc(np.asarray(small, np.float32), diameter_px / times)
    return np.asarray(cv2.resize(blurred, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def streak(picture: Floats, motion_px: tuple[float, float]) -> Floats:
    """Return the picture smeared evenly along a way (right, down), half of it to each side."""
    length = math.hypot(*motion_px)
    if length < LEAST_STREAK_PX:
        return picture
    copies = math.ceil(length / LONGEST_STREAK_PX)
    part = (motion_px[0] / copies, motion_px[1] / copies)
    short = cv2.filter2D(picture, -1, _streak_kernel(part), borderType=cv2.BORDER_REPLICATE)
    if copies == 1:
        return np.asarray(short, np.float32)
    height, width = short.shape[:2]
    steps = [(round(along * part[0]), round(along * part[1])) for along in np.arange(copies) - (copies - 1) / 2]
    reach = max(abs(step) for pair in steps for step in pair)
    wide = cv2.copyMakeBorder(short, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    total = np.zeros_like(short)
    for across, down in steps:
        cv2.scaleAdd(wide[reach + down : reach + down + height, reach + across : reach + across + width], 1 / copies, total, total)
    return np.asarray(total, np.float32)


def _disc_kernel(diameter_px: float) -> Floats:
    """Return an odd square of weights, sum 1: the share of each pixel that the disc covers."""
    fine = 8
    span = 2 * math.ceil((diameter_px - 1) / 2) + 1
    place = (np.arange(span * fine) + 0.5) / fine - span / 2
    inside = (np.hypot(place[:, None], place[None, :]) <= diameter_px / 2).astype(np.float32)
    weights = inside.reshape(span, fine, span, fine).sum(axis=(1, 3))
    return np.asarray(weights / weights.sum(), np.float32)


def _streak_kernel(motion_px: tuple[float, float]) -> Floats:
    """Return an odd square of weights, sum 1: points along the way, each shared out among the four pixels round it."""
    reach = math.ceil(max(abs(motion_px[0]), abs(motion_px[1])) / 2) + 1
    weights = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    count = 4 * math.ceil(math.hypot(*motion_px)) + 1
    for share in (np.arange(count) + 0.5) / count - 0.5:
        x, y = motion_px[0] * share + reach, motion_px[1] * share + reach
        left, top = math.floor(x), math.floor(y)
        right, down = x - left, y - top
        weights[top : top + 2, left : left + 2] += np.outer((1 - down, down), (1 - right, right)).astype(np.float32)
    return np.asarray(weights / weights.sum(), np.float32)
