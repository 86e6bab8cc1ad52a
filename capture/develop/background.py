"""Another background behind the person: the same one out of focus, or a plain colour; in linear light, where lens blur and half-covered pixels add up.

A pixel at the edge of hair shows the person and the background at once. Before anything is put behind, the background's share is taken out of it: both are
spread from where they are sure, and what the pixel is off from their mixture belongs to the person (after Forte 2021, "Approximate fast foreground colour
estimation"). Where the person's share is 1 the pixel stays what it was, to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

WIDE, NEAR = 6.0, 1.0
"""Colours are spread by so many times the edge's reach, first from afar, then from nearby."""
SHRUNK = 8
"""Wide blurs are made of a picture smaller by up to this: nothing finer is left in them."""
_FAINT = 1e-4


def put_behind(light: Floats, share: Floats, backdrop: Floats | float, reach_px: float) -> Floats:
    """Return the picture's light (H, W, 3), 0..1, with the backdrop behind the person, whose share is (H, W).

    The backdrop is a colour's light (3,), or the deviation in pixels of a blur of the picture's own background. `reach_px` is how wide the edge can be.
    """
    person = share[..., None]
    shown = backdrop if isinstance(backdrop, np.ndarray) else _spread(light, 1 - share, float(backdrop), light)
    foreground = np.clip(_foreground(light, share, reach_px), 0, 1)
    mixed = person * foreground + (1 - person) * shown
    return np.where(person >= 1, light, np.asarray(mixed, np.float32))


def _foreground(light: Floats, share: Floats, reach_px: float) -> Floats:
    """Return the person's own light at each pixel."""
    person = share[..., None]
    foreground = background = light
    for reach in (WIDE * reach_px, NEAR * reach_px):
        foreground = _spread(foreground, share, reach, light)
        background = _spread(background, 1 - share, reach, light)
        foreground = foreground + person * (light - person * foreground - (1 - person) * background)
        foreground, background = np.clip(foreground, 0, 1), np.clip(background, 0, 1)
    return foreground


def _spread(values: Floats, weight: Floats, deviation_px: float, otherwise: Floats) -> Floats:
    """Return the weighted mean of values (H, W, 3) round each pixel; where nothing near has a weight, what is there `otherwise`."""
    height, width = weight.shape
    step = int(min(max(deviation_px / 3, 1), SHRUNK))
    size = (max(1, width // step), max(1, height // step))
    weighted = np.concatenate([values * weight[..., None], weight[..., None]], axis=-1)
    small = cv2.resize(weighted, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), max(deviation_px / step, 0.3), borderType=cv2.BORDER_REFLECT_101)
    summed = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    total = summed[..., 3:]
    return np.where(total > _FAINT, summed[..., :3] / np.maximum(total, _FAINT), otherwise)
