"""What the mean face hides from itself: for each direction of a light, the share of each triangle that it reaches.

Made by `capture.making.shadows`. Directions are in the face's own axes (a light before the nose is (0, 0, -1)).
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

with (resources.files("capture.mean_face") / "shadows.npz").open("rb") as _file, np.load(_file) as _arrays:
    DIRECTIONS: Floats = _arrays["directions"]
    """(D, 3) unit vectors spread over the whole sphere, each with its mirror image."""
    LIT_FRAC: Floats = np.ascontiguousarray(_arrays["rays_free"].T, np.float32) / np.float32(_arrays["rays_free"].max())
    """(854, D) the share 0..1 of each triangle that a light in each direction reaches; 0 for triangles that face away from it."""
DIRECTIONS.setflags(write=False)
LIT_FRAC.setflags(write=False)
