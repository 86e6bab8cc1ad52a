"""What the mean face hides from itself: for each direction of a light, the share of each triangle that it reaches.

Made by `capture.making.shadows`. Directions are in the face's own axes (a light before the nose is (0, 0, -1)).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

RELIEF = 1.25
"""How much deeper a real head is than FaceMesh says: with it, a lamp at 60 degrees reads 66 instead of 69 on labelled faces; more gains little."""
RAYS = 3
"""Places asked in each triangle."""
COUNT = 500
"""Directions: about 9 degrees from each to the next."""


def _directions() -> Floats:
    """Return (COUNT, 3) directions spread evenly over the sphere (a Fibonacci lattice)."""
    place = np.arange(COUNT) + 0.5
    height = 1 - 2 * place / COUNT
    turn = np.pi * (1 + 5**0.5) * place
    radius = np.sqrt(1 - height**2)
    return np.stack([radius * np.cos(turn), height, radius * np.sin(turn)], axis=1).astype(np.float32)


DIRECTIONS: Floats = _directions()
DIRECTIONS.setflags(write=False)


@cache
def lit_frac() -> Floats:
    """Return (854, COUNT) the share 0..1 of each triangle that a light in each direction reaches, for triangles that face it."""
    with (resources.files("capture.mean_face") / "shadows.npz").open("rb") as file, np.load(file) as arrays:
        lit = np.ascontiguousarray(arrays["rays_free"].T, np.float32) / np.float32(RAYS)
    lit.setflags(write=False)
    return lit
