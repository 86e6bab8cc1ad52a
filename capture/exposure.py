"""How bright the face is, what the sensor lost, how noisy it is, and whether the light flickers.

Everything is read in linear light (IEC 61966-2-1 undone) on the skin: inside the face's outline, without eyes and
mouth.

- `face_ev` = log2(mean luminance of the skin / 0.18). Stops; 0 is a face as bright as an 18 % grey card; one stop
  more light is +1.
- `highlights_frac` = share of the skin's pixels with luminance of at least 247/255: ISO/IEC 29794-5 over-exposure, as
  OFIQ counts it.
- `shadows_frac` = share of them under sRGB code 25, where 8 bits hold no tone worth lifting. Both 0..1.
- `background_ev` = log2(mean luminance of what is not the person / 0.18), on every n-th pixel of the frame: what light
  the background has, whatever the face has (`BackgroundReading.brightness_ev` compares the two). None without a matte
  or without a background.
- `noise_frac` = median |N * green| / (0.6745 · 6 · 255), where N = [1 -2 1; -2 4 -2; 1 -2 1] cancels planes and edges
  and passes six times the standard deviation of white noise (Immerkaer 1996, "Fast noise variance estimation"); the
  median, instead of his mean, passes over pores and hairs. 0..0.25.
- `flicker_frac` (in `capture.tones`) = standard deviation of the last second's frame means about their straight trend,
  of their mean. 0 is steady.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import behind_mask, bounds, luminance, polygon_mask
from capture.tones import HIGHLIGHT, SHADOW, ev
from capture.types import ExposureReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

    Mask = NDArray[np.uint8]

SAMPLES_PX = 160
"""The face is read on every n-th pixel so that it spans about this many: a mean and two shares need no more."""
FRAME_SAMPLES_PX = 160
NOISE_SPAN_PX = 160
NOISE_GAIN = 6.0
MEDIAN_OF_NORMAL = 0.6745
MIN_BACKGROUND_PX = 50

_NOISE_KERNEL = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def measure(rgb: Rgb, face: Face, flicker_frac: float | None = None) -> ExposureReading:
    """Return the exposure of `face` in an (H, W, 3) picture; `flicker_frac` is passed on as it was measured over the frames."""
    crop, corner_px = _face_crop(rgb, face)
    step = math.ceil(max(crop.shape[:2]) / SAMPLES_PX)
    sparse = np.ascontiguousarray(crop[::step, ::step])
    skin = luminance(sparse)[_skin_mask((sparse.shape[0], sparse.shape[1]), face, corner_px, step) > 0]
    return ExposureReading(
        face_ev=ev(float(skin.mean())),
        highlights_frac=float((skin >= HIGHLIGHT).mean()),
        shadows_frac=float((skin < SHADOW).mean()),
        background_ev=_background_ev(rgb, face.matte),
        noise_frac=_noise_frac(crop, face, corner_px),
        flicker_frac=flicker_frac,
    )


def mean_light(rgb: Rgb) -> float:
    """Return the mean linear luminance 0..1 of a picture, on a sparse grid: its brightness from frame to frame."""
    return float(luminance(_sparse(rgb)).mean())


def _face_crop(rgb: Rgb, face: Face) -> tuple[Rgb, Floats]:
    """Return the part of the picture that holds the face, and its corner (x, y); the whole picture for a face outside it."""
    box = bounds(face.outline_px, (rgb.shape[0], rgb.shape[1]))
    rows, columns = box or (slice(0, rgb.shape[0]), slice(0, rgb.shape[1]))
    return rgb[rows, columns], np.array([columns.start, rows.start], np.float32)


def _skin_mask(shape: tuple[int, int], face: Face, corner_px: Floats, step: int) -> Mask:
    """Return a mask of the skin on every `step`-th pixel of the crop that starts at `corner_px`; never empty."""
    mask = polygon_mask(shape, (face.outline_px - corner_px) / step)
    holes = (face.left_eye.contour_px, face.right_eye.contour_px, face.mouth.contour_px)
    mask[polygon_mask(shape, *((hole - corner_px) / step for hole in holes)) > 0] = 0
    return mask if mask.any() else np.full(shape, 255, np.uint8)


def _noise_frac(crop: Rgb, face: Face, corner_px: Floats) -> float:
    """Return the noise at the middle of the crop, where skin is flattest and the work stays bounded."""
    top, left = (max(0, (size - NOISE_SPAN_PX) // 2) for size in crop.shape[:2])
    middle = np.ascontiguousarray(crop[top : top + NOISE_SPAN_PX, left : left + NOISE_SPAN_PX, 1])
    response = cv2.filter2D(middle, cv2.CV_16S, _NOISE_KERNEL, borderType=cv2.BORDER_REFLECT_101)
    skin = _skin_mask((middle.shape[0], middle.shape[1]), face, corner_px + np.array([left, top], np.float32), 1)
    counts = cv2.calcHist([cv2.convertScaleAbs(response)], [0], skin, [256], (0, 256))[:, 0].cumsum()
    half = float(counts[-1]) / 2
    code = int(np.searchsorted(counts, half))
    below = float(counts[code - 1]) if code else 0.0
    median = code - 0.5 + (half - below) / max(float(counts[code]) - below, 1.0) if code else 0.5 * half / float(counts[0])
    return median / (MEDIAN_OF_NORMAL * NOISE_GAIN * 255)


def _sparse(rgb: Rgb) -> Rgb:
    step = max(1, max(rgb.shape[:2]) // FRAME_SAMPLES_PX)
    return np.ascontiguousarray(rgb[::step, ::step])


def _background_ev(rgb: Rgb, matte: Floats | None) -> float | None:
    if matte is None:
        return None
    small = _sparse(rgb)
    height, width = small.shape[:2]
    behind = luminance(small)[behind_mask(matte, (height, width)) > 0]
    return ev(float(behind.mean())) if behind.size >= MIN_BACKGROUND_PX else None
