"""The ears, as relief on the head's star map: a plate that stands off the head, its rim (helix), inner fold (antihelix), bowl (concha) and lobe.

Seen in the ear's own coordinates: along 0 at its root before the ear canal to 1 at the rear rim, down −1 at the top to 1 at the lobe's end. Adult ears are
about 63 mm high, 35 mm wide and stand about 20 mm off the head (Farkas 1994).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

HALF_HEIGHT_MM = 31.0
WIDTH_MM = 33.0
ROOT_MM = (14.0, 8.0)
"""Height and depth (y, z) of the middle of the root in the head's frame."""
SLANT = 0.22
"""How much the ear leans back: millimetres backwards for each upwards."""
STAND_OFF_MM = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Ears:
    """Both ears on a head map (V, U)."""

    relief_mm: Floats
    """How far they stand out of the head."""
    share: Floats
    """0..1 where it is ear."""
    hollow_frac: Floats
    """0..1 how much of the sky the bowl and the groove inside the rim hide: finer than the map's cells could show."""


def on(points_mm: NDArray[np.float64], size: float) -> Ears:
    """Return the ears of a head (V, U, 3); `size` 0 is the mean, ±1 what people differ by."""
    scale = 1 + 0.12 * size
    down = (points_mm[..., 1] - ROOT_MM[0]) / (HALF_HEIGHT_MM * scale)
    along = (points_mm[..., 2] - ROOT_MM[1] + SLANT * (points_mm[..., 1] - ROOT_MM[0])) / (WIDTH_MM * scale)
    # The outline is an egg, broad above: how far out a point is, 1 on the rim.
    half_width = np.where(down < 0, 0.52, 0.52 - 0.17 * np.clip(down, 0, 1))
    out = np.sqrt(((along - 0.5) / half_width) ** 2 + down**2)
    at_side = np.abs(points_mm[..., 0]) > 45
    inside = smooth_step(1.16, 0.86, out) * at_side
    upper, lower = smooth_step(-0.25, -0.95, down), smooth_step(0.3, 1.0, down)
    stand = STAND_OFF_MM * (1 + 0.35 * size) * smooth_step(-0.15, 0.95, along) * (1 - 0.4 * upper - 0.35 * lower)
    rim = 3.0 * _ridge(out, 0.88, 0.12) * smooth_step(0.75, 0.3, down)
    fold = 2.4 * _ridge(out, 0.52, 0.13) * smooth_step(0.25, 0.55, along) * smooth_step(0.8, 0.4, np.abs(down))
    bowl = _ridge(along, 0.40, 0.2) * _ridge(down, 0.12, 0.34)
    tragus = 2.5 * _ridge(along, 0.14, 0.09) * _ridge(down, 0.12, 0.18)
    groove = _ridge(out, 0.72, 0.09) * smooth_step(0.5, 0.1, down) * smooth_step(0.05, 0.35, along)
    hollow = np.clip(0.85 * bowl + 0.5 * groove, 0, 0.9) * inside
    relief = inside * (stand + rim + fold + tragus - 6.5 * bowl - 1.2 * groove)
    return Ears(np.asarray(relief, np.float32), np.asarray(smooth_step(1.18, 0.85, out) * at_side, np.float32), np.asarray(hollow, np.float32))


def _ridge(x: NDArray[np.float64], middle: float, width: float) -> NDArray[np.float64]:
    return np.asarray(np.exp(-(((x - middle) / width) ** 2)), np.float64)
