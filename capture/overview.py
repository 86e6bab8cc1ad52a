"""The small copies of a whole frame that measures share: points picked from it, their linear light, and where of it no person is.

The light is 256 cells long whatever the camera's size, so that nothing that is read off it depends on that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import LUMA_WEIGHTS, behind_mask, linear, scaled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

MAX_SAMPLES, SAMPLES = 960, 640
"""A frame with more pixels along than the first is read at so many points along: averaging all pixels would cost five times this."""
SPAN_CELLS = 256
PERSON_MARGIN_CELLS = 2
"""What touches the edge of the person is the person's edge, not the wall's."""
MIN_CELLS = 100
"""Less background than this is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """Pixels picked from the frame on an even grid, `samples` (N, M, 3), each `px_per_sample` from the next; and what is made of them.

    That is the linear light of the copy, (h, w, 3) and its luminance (h, w), 0..1; the person's share of each cell (h, w), 0..1, None without a matte.
    `behind` (h, w) is 255 where the background is, and `behind_light` its mean luminance; both are None without one.
    """

    samples: Rgb
    px_per_sample: float
    rgb_light: Floats
    light: Floats
    share: Floats | None
    behind: NDArray[np.uint8] | None
    behind_light: float | None

    @property
    def mean_light(self) -> float:
        """Mean linear luminance 0..1 of the frame."""
        return float(cv2.mean(self.light)[0])


def overview(rgb: Rgb, matte: Floats | None) -> Overview:
    """Return the small copy of an (H, W, 3) picture, whose person `matte` (any size, 0..1) shows."""
    span_px = max(rgb.shape[:2])
    samples = scaled(rgb, SAMPLES, cv2.INTER_NEAREST) if span_px > MAX_SAMPLES else rgb
    # Every cell is then the mean of the four points nearest to its middle: a single one shimmers.
    rgb_light = linear(scaled(samples, SPAN_CELLS, cv2.INTER_LINEAR))
    light = np.asarray(cv2.transform(rgb_light, LUMA_WEIGHTS), np.float32)
    px_per_sample = span_px / max(samples.shape[:2])
    if matte is None:
        return Overview(samples, px_per_sample, rgb_light, light, None, None, None)
    share = np.asarray(cv2.resize(matte, light.shape[::-1]), np.float32)
    behind = behind_mask(share, (share.shape[0], share.shape[1]), PERSON_MARGIN_CELLS)
    if cv2.countNonZero(behind) < MIN_CELLS:
        return Overview(samples, px_per_sample, rgb_light, light, share, None, None)
    return Overview(samples, px_per_sample, rgb_light, light, share, behind, float(cv2.mean(light, behind)[0]))
