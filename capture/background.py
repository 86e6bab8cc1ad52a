"""What is behind the sitter: how busy, how bright, and how well they stand out from it.

All is measured on a copy of the picture 256 cells long, so that the numbers do not depend on the camera's size.

- `clutter_frac` = mean over the background of the gradient's length, Scharr's operator on linear luminance: ISO/IEC
  29794-5's background uniformity as OFIQ measures it, here scaled so that a step from black to white reads 1. 0..1;
  plain walls read under 0.01.
- `brightness_ev` = log2(mean linear luminance of the background / that of the face). Stops.
- `separation` = median along the person's edge of the CIELAB (D65) distance between the mean linear colours of a rim
  inside it and a rim outside it. 0..100 and more; about 2 is barely seen (CIE 1976 colour difference).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import LINEAR_OF_CODE, LUMA_WEIGHTS, linear, polygon_mask
from capture.types import BackgroundReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

    Mask = NDArray[np.uint8]

SPAN_PX = 256
BEHIND, PERSON = 0.1, 0.9
"""Shares of the matte under and over which a cell is surely the background or surely the person."""
SCHARR_STEP = 16.0
"""What OpenCV's Scharr operator answers to a step of 1: the sum of its weights on one side."""
MIN_CELLS = 100
RIM_PX = 2
"""Reach of the two rims, on a copy half that long: beyond a matte's own softness, near enough to be what the eye compares."""
MIN_RIM_SHARE = 0.1
MIN_EDGE_CELLS = 8
BLACKEST = float(LINEAR_OF_CODE[1]) / 2

_RIM = (2 * RIM_PX + 1, 2 * RIM_PX + 1)


def measure(rgb: Rgb, face: Face) -> BackgroundReading | None:
    """Return what is behind the sitter in an (H, W, 3) picture; None without a matte, or where the person leaves hardly any background."""
    if face.matte is None:
        return None
    small, scale = _small(rgb)
    height, width = small.shape[:2]
    matte = cv2.resize(face.matte, (width, height), interpolation=cv2.INTER_LINEAR)
    # What touches the edge of the person is the person's edge, not the wall's.
    behind = np.asarray(cv2.erode((matte < BEHIND).astype(np.uint8), np.ones((5, 5), np.uint8)), np.uint8)
    if int(behind.sum()) < MIN_CELLS:
        return None
    rgb_light = linear(small)
    light = np.asarray(cv2.transform(rgb_light, LUMA_WEIGHTS), np.float32)
    skin = polygon_mask((height, width), (face.outline_px + np.float32(0.5)) * scale - np.float32(0.5))
    if not skin.any():
        return None
    behind_light, face_light = (max(float(cv2.mean(light, mask)[0]), BLACKEST) for mask in (behind, skin))
    return BackgroundReading(_clutter_frac(light, behind), math.log2(behind_light / face_light), _separation(rgb_light, np.asarray(matte, np.float32)))


def _small(rgb: Rgb) -> tuple[Rgb, float]:
    """Return the picture 256 cells long and the scale (cells a pixel)."""
    height, width = rgb.shape[:2]
    scale = SPAN_PX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if scale < 1 / 3:
        # Every cell is then the mean of four samples: averaging all pixels would cost five times this.
        rgb = np.asarray(cv2.resize(rgb, (2 * size[0], 2 * size[1]), interpolation=cv2.INTER_NEAREST), np.uint8)
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR), np.uint8), scale


def _clutter_frac(light: Floats, behind: Mask) -> float:
    across, down = cv2.Scharr(light, cv2.CV_32F, 1, 0), cv2.Scharr(light, cv2.CV_32F, 0, 1)
    return float(cv2.mean(cv2.magnitude(across, down), behind)[0]) / SCHARR_STEP


def _separation(rgb_light: Floats, matte: Floats) -> float | None:
    """Return the median colour distance across the person's edge, from linear R, G, B and the matte on it; None where no edge is seen."""
    size = (max(1, matte.shape[1] // 2), max(1, matte.shape[0] // 2))
    light, share = (cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in (rgb_light, matte))
    person, behind = (share > PERSON).astype(np.float32), (share < BEHIND).astype(np.float32)
    inside, outside = (cv2.boxFilter(mask, -1, _RIM, borderType=cv2.BORDER_CONSTANT) for mask in (person, behind))
    edge = (inside > MIN_RIM_SHARE) & (outside > MIN_RIM_SHARE)
    if int(edge.sum()) < MIN_EDGE_CELLS:
        return None
    labs = []
    for mask, around in ((person, inside), (behind, outside)):
        total = cv2.boxFilter(light * cv2.merge([mask] * 3), -1, _RIM, borderType=cv2.BORDER_CONSTANT)
        mean = total[edge] / around[edge][:, None]
        labs.append(cv2.cvtColor(mean[None], cv2.COLOR_LRGB2Lab)[0])
    return float(np.median(np.linalg.norm(labs[0] - labs[1], axis=1)))
