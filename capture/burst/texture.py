"""How much of the reference's fine texture a frame shows too: a blurred or badly aligned one shows less, whatever its noise.

Texture is what a blur of `FINE_PX` takes away. Two frames' noise is independent, so it drops out of the product of their textures, and what is left is what
both see.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Floats, Rgb

FINE_PX = 1.5
LEAST_FRAC = 0.02
"""Of the reference's fine contrast, noise included: with less in common there is no texture to judge by."""
LOST_FRAC = 0.15
"""Unless the frame has by so much less fine contrast than the reference: then it has lost it."""


def shared_frac(reference: Rgb, aligned: Sequence[Rgb], originals: Sequence[Rgb], weights: Sequence[Floats]) -> list[float | None]:
    """Return what each frame (H, W, 3) has of the reference's texture, 1 all of it, where its weights (H, W) are; None where there is none to judge by.

    It is told in two ways, and the lesser counts. Against the mean of all frames, the best of them taken as 1: so one of which a hand hides half is judged
    by the other half. And by itself, for all may be blurred: a frame that has the share k of the texture T and the reference's noise has T(1 - k²) less fine
    contrast before it was aligned, and shares k·T.
    """
    ours = _fine(reference)
    common = [ours * _fine(frame) for frame in aligned]
    everybody = np.sum([share * weight for share, weight in zip(common, weights, strict=True)], axis=0) / np.maximum(np.sum(weights, axis=0), 1e-6)
    beside: list[float] = []
    alone: list[float | None] = []
    for share, original, weight in zip(common, originals, weights, strict=True):
        contrast, shared, usual, own = (float((weight * each).sum()) for each in (ours * ours, share, everybody, _fine(original) ** 2))
        enough = min(shared, usual) > LEAST_FRAC * contrast > 0
        beside.append(shared / usual if enough else 0.0)
        missing = (contrast - own) / shared if enough else 0.0
        nothing = 0.0 if contrast - own > LOST_FRAC * contrast else None
        alone.append((math.hypot(missing, 2) - missing) / 2 if enough else nothing)
    best = max(beside, default=0.0) or 1.0
    return [None if own is None else min(own, frac / best, 1.0) for own, frac in zip(alone, beside, strict=True)]


def _fine(rgb: Rgb) -> Floats:
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return np.asarray(grey - cv2.GaussianBlur(grey, (0, 0), FINE_PX), np.float32)
