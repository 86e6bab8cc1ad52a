"""Making a picture smaller as light adds up, not as its codes do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from capture.pixels import encode, linear

if TYPE_CHECKING:
    from capture.types import Floats, Rgb

FILTER_NAME = "Lanczos (3 lobes) in linear light"


def reduced(rgb: Rgb, size_px: tuple[int, int]) -> Rgb:
    """Return the (H, W, 3) picture at `size_px` (width, height), which must not be larger.

    The sRGB curve is undone first, so that a fine pattern keeps its brightness; a filter on the codes would darken it.
    """
    width_px, height_px = size_px
    if width_px > rgb.shape[1] or height_px > rgb.shape[0]:
        raise ValueError(f"{rgb.shape[1]} by {rgb.shape[0]} px can't be reduced to {width_px} by {height_px}")
    return np.rint(encode(reduced_light(linear(np.ascontiguousarray(rgb)), size_px))).astype(np.uint8)


def reduced_light(light: Floats, size_px: tuple[int, int]) -> Floats:
    """Return linear light (H, W, 3) at `size_px` (width, height), which must not be larger; beside sharp edges a little below 0 or above 1."""
    smaller = [Image.fromarray(light[:, :, channel]).resize(size_px, Image.Resampling.LANCZOS) for channel in range(3)]
    return np.stack([np.asarray(channel, np.float32) for channel in smaller], axis=2)
