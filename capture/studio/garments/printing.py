"""What is printed on cloth: it lies in the threads, and bends with the folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.script.scene import Typeface
from capture.studio import lettering
from capture.studio.physique import AXIS_Z_MM
from capture.studio.sheet import Paint

if TYPE_CHECKING:
    from capture.studio.garments.cloth import Fabric
    from capture.types import Floats

CAPITAL_MM, TOP_MM = 42.0, 196.0
"""Height of a capital, and how far below mid-head the print begins: under the neck's edge."""


def printed(paint: Paint, points_mm: Floats, fabric: Fabric, light: Floats) -> Paint:
    """Return a cloth's paint with its print, on texels that lie at points (TV, TU, 3) of the body's frame; `light` (TV, TU) is the threads' brightness."""
    if not fabric.print:
        return paint
    ink = lettering.cover(fabric.print, Typeface.PLAIN)
    scale = np.float32(lettering.CAPITAL_PX / CAPITAL_MM)
    across = points_mm[..., 0] * scale + np.float32(ink.shape[1] / 2)
    down = (points_mm[..., 1] - np.float32(TOP_MM)) * scale
    share = cv2.remap(ink, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    share = (share * (points_mm[..., 2] < AXIS_Z_MM))[..., None]
    return Paint(np.asarray(paint.albedo * (1 - share) + share * light[..., None] * np.array(fabric.ink, np.float32), np.float32))
