"""Single hairs that grow out of skin, drawn as fine lines: brows and beards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from capture.script.persona import HairStyle
from capture.studio import grid
from capture.studio.sheet import in_rgb
from capture.studio.surface.plan import softened, strokes

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.script.persona import Persona
    from capture.types import Floats

WHITE = np.array([0.52, 0.50, 0.47], np.float32)
"""Linear reflectance of hairs without pigment."""
LAYERS = 3
"""Hairs are drawn in so many layers, so that those that cross hide more."""
_STEPS = 4


def colour(persona: Persona) -> Floats:
    """Return (3,) the colour of a persona's hairs before any of them turned white: what the scalp's hair is, where no cloth covers it."""
    hair = persona.hair
    covered = hair.style in (HairStyle.HEADSCARF, HairStyle.TURBAN)
    return np.array(hair.brows if covered and hair.brows else hair.colour, np.float32)


def bent(roots: NDArray[Any], angle_rad: NDArray[Any], length_px: NDArray[Any], bend_rad: NDArray[Any]) -> Floats:
    """Return (N, 5, 2) the paths of hairs from roots (N, 2), that leave at an angle (0 to the right, + down) and turn by `bend_rad` towards their tips."""
    share = np.arange(_STEPS) / (_STEPS - 1)
    turning = angle_rad[:, None] + bend_rad[:, None] * share
    steps = np.stack([np.cos(turning), np.sin(turning)], -1) * (length_px / _STEPS)[:, None, None]
    return np.asarray(roots[:, None] + np.concatenate([np.zeros((len(roots), 1, 2)), np.cumsum(steps, 1)], 1), np.float32)


def opacity(paths: Floats, strength: NDArray[Any], *, soft_mm: float = 0.16, breadth_px: int = 1) -> Floats:
    """Return (`grid.TEXTURE`) 0..1 how much hairs (N, K, 2) with opacities (N,) hide."""
    open_frac = np.ones(grid.TEXTURE, np.float32)
    for layer in range(LAYERS):
        open_frac *= 1 - strokes(paths[layer::LAYERS], strength[layer::LAYERS], breadth_px=breadth_px) * np.float32(1 / 255)
    return softened(1 - open_frac, soft_mm)


def lay_over(albedo: Floats, tint: Floats, cover: Floats) -> None:
    """Paint a colour (3,) or (…, 3) over albedo (…, 3)."""
    x, y, width, height = cv2.boundingRect((cover != 0).astype(np.uint8))
    if not width:
        return
    there = np.s_[y : y + height, x : x + width]
    part, share = albedo[there], np.ascontiguousarray(cover[there])
    part += ((tint if tint.ndim == 1 else tint[there]) - part) * in_rgb(share)


def split_white(paths: Floats, strength: NDArray[Any], grey_frac: float, rng: Generator) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return the (paths, strengths) of hairs with pigment and of white ones."""
    white = rng.uniform(size=len(paths)) < grey_frac
    return (paths[~white], strength[~white]), (paths[white], strength[white])
