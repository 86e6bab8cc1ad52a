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

from capture.pixels import BEHIND, BLACKEST, LUMA_WEIGHTS, behind_mask, clutter_frac, linear, polygon_mask, scaled
from capture.types import BackgroundReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

    Mask = NDArray[np.uint8]

SPAN_PX = 256
PERSON = 0.9
"""Share of the matte over which a cell is surely the person."""
PERSON_MARGIN_CELLS = 2
MIN_CELLS = 100
RIM_PX = 2
"""Reach of the two rims, on a copy half that long: beyond a matte's own softness, near enough to be what the eye compares."""
MIN_RIM_SHARE = 0.1
MIN_EDGE_CELLS = 8

_RIM = (2 * RIM_PX + 1, 2 * RIM_PX + 1)


def measure(rgb: Rgb, face: Face) -> BackgroundReading | None:
    """Return what is behind the sitter in an (H, W, 3) picture; None without a matte, or where the person leaves hardly any background."""
    if face.matte is None:
        return None
    scale = SPAN_PX / max(rgb.shape[:2])
    small = scaled(rgb, scale)
    height, width = small.shape[:2]
    # What touches the edge of the person is the person's edge, not the wall's.
    behind = behind_mask(face.matte, (height, width), PERSON_MARGIN_CELLS)
    if cv2.countNonZero(behind) < MIN_CELLS:
        return None
    rgb_light = linear(small)
    light = np.asarray(cv2.transform(rgb_light, LUMA_WEIGHTS), np.float32)
    skin = polygon_mask((height, width), (face.outline_px + np.float32(0.5)) * scale - np.float32(0.5))
    if not skin.any():
        return None
    behind_light, face_light = (max(float(cv2.mean(light, mask)[0]), BLACKEST) for mask in (behind, skin))
    return BackgroundReading(clutter_frac(light, behind), math.log2(behind_light / face_light), _separation(rgb_light, face.matte))


def _separation(rgb_light: Floats, matte: Floats) -> float | None:
    """Return the median colour distance across the person's edge, from linear R, G, B and a matte of any size; None where no edge is seen."""
    height, width = rgb_light.shape[:2]
    on_light = cv2.resize(matte, (width, height), interpolation=cv2.INTER_LINEAR)
    size = (max(1, width // 2), max(1, height // 2))
    light, share = (cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in (rgb_light, on_light))
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
