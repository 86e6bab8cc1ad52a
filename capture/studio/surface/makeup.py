"""Make-up on the skin: blush on the cheeks, shade on the lids. Lipstick is with the lips, liner with the lashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio.sheet import tinted
from capture.studio.surface import pigment
from capture.studio.surface.plan import stretched

if TYPE_CHECKING:
    from capture.studio.surface.plan import Plan
    from capture.types import Floats

BLUSH = (0.30, 0.95, 0.70)
"""How much of red, green and blue a full blush takes, as an exponent: a rose pigment."""
LID_SHADE = (0.55, 0.70, 0.68)
"""The same of a full lid shade: a brown."""


def apply(albedo: Floats, plan: Plan) -> None:
    """Filter albedo (…, 3) by a persona's blush and lid shade; deep skin needs stronger colours to show, and wears them."""
    skin = plan.persona.skin
    deeper = 1 + 0.25 * pigment.melanin(skin.monk)
    if skin.blush > 0:
        _filter(albedo, stretched(_blush(plan)), BLUSH, 0.30 * skin.blush * deeper)
    if skin.eyeliner > 0:
        _filter(albedo, stretched(_lids(plan)), LID_SHADE, 0.62 * skin.eyeliner)


def _filter(albedo: Floats, share: Floats, absorption: tuple[float, float, float], strength: float) -> None:
    albedo *= np.exp(tinted(-share, np.array(absorption, np.float32) * np.float32(strength)))


def _blush(plan: Plan) -> Floats:
    """Return (`grid.GEOMETRY`) where blush is brushed: the cheek's apple, drawn out towards the temple."""
    apple = plan.both(50, 280, (12, 9), (0, 1))
    towards_temple = plan.both(50, 280, (16, 9), (14, -9))
    return np.asarray(np.minimum(apple + 0.6 * towards_temple, 1), np.float32)


def _lids(plan: Plan) -> Floats:
    """Return (`grid.GEOMETRY`) where lids are shaded: from the lashes to over the crease, most towards the temple."""
    spots = []
    for side, socket in ((1, plan.shape.left_eye), (-1, plan.shape.right_eye)):
        middle = (socket.outer_mm + socket.inner_mm) / 2
        inner = plan.near(middle + np.array([0, -5.5, 0], np.float32), (10, 3.6))
        outer = plan.near(middle + np.array([side * 8, -5.0, 2], np.float32), (7, 3.6))
        spots.append(np.minimum(0.75 * inner + 0.7 * outer, 1))
    return np.asarray(np.maximum(*spots), np.float32)
