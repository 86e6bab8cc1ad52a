"""The small copies of a whole frame that measures share: points picked from it, their linear light, and where of it no person is.

The light is 256 cells long whatever the camera's size, so that nothing that is read off it depends on that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import LUMA_WEIGHTS, behind_mask, linear, scaled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

MAX_SAMPLES, SAMPLES = 960, 640
"""A frame with more pixels along than the first is read at so many points along: averaging all pixels would cost five times this."""
MEAN_SAMPLES = 96
"""Points along that tell the mean of all: five thousand of them average noise away, and it is wanted of every frame."""
SPAN_CELLS = 256
PERSON_MARGIN_CELLS = 2
"""What touches the edge of the person is the person's edge, not the wall's."""
MIN_CELLS = 100
"""Less background than this is none."""


@dataclass(frozen=True, eq=False)
class Overview:
    """Small copies of a frame `rgb` (H, W, 3), each made when it is asked for. `matte` (any size) is the person's share 0..1."""

    rgb: Rgb
    matte: Floats | None

    @cached_property
    def samples(self) -> Rgb:
        """Pixels picked from the frame on an even grid, (N, M, 3)."""
        return _picked(self.rgb, SAMPLES) if max(self.rgb.shape[:2]) > MAX_SAMPLES else self.rgb

    @property
    def px_per_sample(self) -> float:
        """How far each sample is from the next."""
        return max(self.rgb.shape[:2]) / max(self.samples.shape[:2])

    @cached_property
    def rgb_light(self) -> Floats:
        """Linear light 0..1 of the copy, (h, w, 3)."""
        # Every cell is the mean of the four points nearest to its middle: a single one shimmers.
        return linear(scaled(self.samples, SPAN_CELLS, cv2.INTER_LINEAR))

    @cached_property
    def light(self) -> Floats:
        """Linear luminance 0..1 of the copy, (h, w)."""
        return np.asarray(cv2.transform(self.rgb_light, LUMA_WEIGHTS), np.float32)

    @cached_property
    def share(self) -> Floats | None:
        """The person's share 0..1 of each cell, (h, w); None without a matte."""
        return None if self.matte is None else np.asarray(cv2.resize(self.matte, self.light.shape[::-1]), np.float32)

    @cached_property
    def behind(self) -> NDArray[np.uint8] | None:
        """255 where the background is, (h, w); None without a matte, and where there is too little of it."""
        if self.share is None:
            return None
        behind = behind_mask(self.share, (self.share.shape[0], self.share.shape[1]), PERSON_MARGIN_CELLS)
        return behind if cv2.countNonZero(behind) >= MIN_CELLS else None

    @cached_property
    def behind_light(self) -> float | None:
        """Mean luminance 0..1 of the background; None where `behind` is."""
        return None if self.behind is None else float(cv2.mean(self.light, self.behind)[0])

    @property
    def mean_light(self) -> float:
        """Mean linear luminance 0..1 of the frame."""
        few = _picked(self.rgb, MEAN_SAMPLES) if max(self.rgb.shape[:2]) > MEAN_SAMPLES else self.rgb
        return float(LUMA_WEIGHTS[0] @ cv2.mean(linear(few))[:3])


def overview(rgb: Rgb, matte: Floats | None) -> Overview:
    """Return the small copy of an (H, W, 3) picture, whose person `matte` (any size, 0..1) shows."""
    return Overview(rgb, matte)


def _picked(rgb: Rgb, span: int) -> Rgb:
    return scaled(rgb, span, cv2.INTER_NEAREST)
