"""How FaceMesh's mesh of a turned head departs from the turned mean face: what `capture.pose` takes off again.

Made by `capture.making.turns` from the virtual studio's strangers. `ANCHORS` are the vertices that the pose is fitted to, spread evenly over the face.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

with (resources.files("capture.mean_face") / "turns.npz").open("rb") as _file, np.load(_file) as _arrays:
    ANCHORS: NDArray[np.uint16] = _arrays["anchors"]
    """(200,) vertex numbers, each with its mirror image."""
    BY_ANGLE_DEG: Floats = _arrays["by_angle_deg"]
    """(15, 3) rotation vector in head axes, in degrees, for each of `capture.pose.angle_terms`."""
    BY_PLACE_DEG: Floats = _arrays["by_place_deg"]
    """(200, 3, 3) the same for each millimetre (x, y, z in head axes) by which an anchor is off the fitted mean face."""
for _array in (ANCHORS, BY_ANGLE_DEG, BY_PLACE_DEG):
    _array.setflags(write=False)
