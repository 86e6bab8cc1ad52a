"""What is behind the sitter: how busy, how bright, and how well they stand out from it.

All is measured on the small copy of the picture (`capture.overview`), so that the numbers do not depend on the camera's size.

- `clutter_frac` = mean over the background of the gradient's length, Scharr's operator on linear luminance: ISO/IEC
  29794-5's background uniformity as OFIQ measures it, here scaled so that a step from black to white reads 1. 0..1;
  plain walls read under 0.01.
- `brightness_ev` = log2(mean linear luminance of the background / that of the face). Stops.
- `separation` = median along the person's edge of the CIELAB (D65) distance between the mean linear colours of a rim
  inside it and a rim outside it. 0..100 and more; about 2 is barely seen (CIE 1976 colour difference).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.median import median
from capture.pixels import BEHIND, clutter_frac
from capture.tones import ev
from capture.types import BackgroundReading

if TYPE_CHECKING:
    from capture.overview import Overview
    from capture.types import Floats

PERSON = 0.9
"""Share of the matte over which a cell is surely the person."""
RIM_SHRINK, RIM_CELLS = 4, 1
"""The rims' reach, on a copy so many times shorter: beyond a matte's own softness, near enough to be what the eye compares."""
MIN_RIM_SHARE = 0.1
MIN_EDGE_CELLS = 8

_RIM = (2 * RIM_CELLS + 1, 2 * RIM_CELLS + 1)


def measure(view: Overview, face_ev: float) -> BackgroundReading | None:
    """Return what is behind a face of that brightness; None without a matte, or where the person leaves hardly any background."""
    if view.behind is None or view.share is None or view.behind_light is None:
        return None
    return BackgroundReading(clutter_frac(view.light, view.behind), ev(view.behind_light) - face_ev, _separation(view.rgb_light, view.share))


def _separation(rgb_light: Floats, person_share: Floats) -> float | None:
    """Return the median colour distance across the person's edge, from linear R, G, B and the person's share of each cell; None where no edge is seen."""
    height, width = person_share.shape
    size = (max(1, width // RIM_SHRINK), max(1, height // RIM_SHRINK))
    light, share = (cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in (rgb_light, person_share))
    person, behind = (share > PERSON).astype(np.float32), (share < BEHIND).astype(np.float32)
    inside, outside = (cv2.boxFilter(mask, -1, _RIM, borderType=cv2.BORDER_CONSTANT) for mask in (person, behind))
    rows, columns = np.nonzero((inside > MIN_RIM_SHARE) & (outside > MIN_RIM_SHARE))
    if len(rows) < MIN_EDGE_CELLS:
        return None
    labs = []
    for mask, around in ((person, inside), (behind, outside)):
        total = cv2.boxFilter(light * mask[..., None], -1, _RIM, borderType=cv2.BORDER_CONSTANT)
        mean = total[rows, columns] / around[rows, columns, None]
        labs.append(cv2.cvtColor(mean[None], cv2.COLOR_LRGB2Lab)[0])
    return float(median(np.linalg.norm(labs[0] - labs[1], axis=1)))
