"""How much of the reference's fine texture a frame shows too: a blurred or badly aligned one shows less, whatever its noise.

Texture is what a blur of `FINE_PX` takes away. Two frames' noise is independent, so it drops out of the product of their textures, and what is left is what
both see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Floats, Rgb

FINE_PX = 1.5
LEAST_FRAC = 0.02
"""Of the reference's fine contrast, noise included: with less in common there is no texture to judge by."""


def shared_frac(reference: Rgb, frames: Sequence[Rgb], weights: Sequence[Floats]) -> list[float | None]:
    """Return what each aligned frame (H, W, 3) shares of the reference's texture where its weights (H, W) are, 1 the best of them; None where there is none.

    Frames are held to the mean of all of them over the same places, so one of which a hand hides half is judged by the other half.
    """
    ours = _fine(reference)
    common = [ours * _fine(frame) for frame in frames]
    everybody = np.sum([share * weight for share, weight in zip(common, weights, strict=True)], axis=0) / np.maximum(np.sum(weights, axis=0), 1e-6)
    found: list[float | None] = []
    for share, weight in zip(common, weights, strict=True):
        usual = float((weight * everybody).sum())
        enough = usual > LEAST_FRAC * float((weight * ours * ours).sum()) > 0
        found.append(float((weight * share).sum()) / usual if enough else None)
    best = max((frac for frac in found if frac is not None), default=1.0)
    return [None if frac is None else frac / best for frac in found]


def _fine(rgb: Rgb) -> Floats:
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return np.asarray(grey - cv2.GaussianBlur(grey, (0, 0), FINE_PX), np.float32)
