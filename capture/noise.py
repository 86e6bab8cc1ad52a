"""How noisy the face's pixels are.

`noise_frac` = median |N * green| / (0.6745 · 6 · 255), where N = [1 -2 1; -2 4 -2; 1 -2 1] cancels planes and edges and passes six times the standard
deviation of white noise (Immerkaer 1996, "Fast noise variance estimation"); the median, instead of his mean, passes over pores and hairs. 0..0.25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import bounds

if TYPE_CHECKING:
    from capture.types import Face, Rgb

SPAN_PX = 160
"""At the middle of the face, where skin is flattest; the work stays bounded."""
GAIN = 6.0
MEDIAN_OF_NORMAL = 0.6745

_SECOND_DIFFERENCE = np.array([1, -2, 1], np.float32)
"""Across and down, this makes N."""


def measure(rgb: Rgb, face: Face) -> float:
    """Return the standard deviation of the noise on `face` in an (H, W, 3) picture, of full scale; at the picture's middle for a face outside it."""
    rows, columns = bounds(face.outline_px, (rgb.shape[0], rgb.shape[1])) or (slice(0, rgb.shape[0]), slice(0, rgb.shape[1]))
    top, left = (max(part.start, (part.start + part.stop - SPAN_PX) // 2) for part in (rows, columns))
    crop = rgb[top : min(top + SPAN_PX, rows.stop), left : min(left + SPAN_PX, columns.stop)]
    rough = cv2.sepFilter2D(cv2.extractChannel(crop, 1), cv2.CV_16S, _SECOND_DIFFERENCE, _SECOND_DIFFERENCE, borderType=cv2.BORDER_REFLECT_101)
    response = np.asarray(cv2.convertScaleAbs(rough), np.uint8)
    return _median(response) / (MEDIAN_OF_NORMAL * GAIN * 255)


def _median(codes: Rgb) -> float:
    """Return the median of whole numbers, each taken as spread evenly over its step."""
    counts = cv2.calcHist([codes], [0], None, [256], (0, 256))[:, 0].cumsum()
    half = float(counts[-1]) / 2
    code = int(np.searchsorted(counts, half))
    below = float(counts[code - 1]) if code else 0.0
    share = (half - below) / max(float(counts[code]) - below, 1.0)
    return code - 0.5 + share if code else 0.5 * share
