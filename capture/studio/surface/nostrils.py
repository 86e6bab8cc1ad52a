"""Nostrils and the shadow round the nose's wings: hollows that the head map has no depth for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.surface.plan import softened, strokes

if TYPE_CHECKING:
    from capture.studio.surface.plan import Plan
    from capture.types import Floats

RIMS = ((98, 97), (327, 326))
"""Vertices of the nostrils' rims, outer and inner, the subject's (right, left)."""
INWARDS = 0.58
"""Share of the way from the outer to the inner vertex at which a nostril's middle lies."""
HALF_PX = (11.0, 4.4)
"""Half its length and breadth in texels (3.6 and 1.2 mm: it is seen from below)."""
TILT_DEG = 16.0
WINGS = ([49, 64, 98], [279, 294, 327])
"""Round each wing, from where it leaves the cheek down to the nostril."""


def draw(plan: Plan) -> tuple[Floats, Floats]:
    """Return (the nostrils, the wings' creases), each `grid.TEXTURE` 0..1."""
    holes = np.zeros(grid.TEXTURE, np.uint8)
    width = 1 + 0.18 * plan.persona.shape.nose_width
    for side, (outer, inner) in zip((-1, 1), RIMS, strict=True):
        x, y = plan.texels(plan.mesh_mm[outer] * (1 - INWARDS) + plan.mesh_mm[inner] * INWARDS)
        axes = (round(HALF_PX[0] * width * 16), round(HALF_PX[1] * 16))
        cv2.ellipse(holes, (round(float(x) * 16), round(float(y) * 16)), axes, side * TILT_DEG, 0, 360, (255,), -1, cv2.LINE_AA, 4)
    paths = np.stack([plan.texels(plan.mesh_mm[wing]) for wing in WINGS])
    pieces = np.concatenate([np.stack([paths[:, :-1], paths[:, 1:]], 2)]).reshape(-1, 2, 2)
    creases = strokes(pieces, np.full(len(pieces), 1.0), breadth_px=3)
    return softened(holes, 0.65) / np.float32(255), softened(creases, 1.0) / np.float32(255)


def darken(albedo: Floats, holes: Floats, creases: Floats) -> None:
    """Darken albedo (…, 3): red light comes through the wings."""
    box = cv2.boundingRect(((holes > 0.002) | (creases > 0.002)).astype(np.uint8))
    here = np.s_[box[1] : box[1] + box[3], box[0] : box[0] + box[2]]
    albedo[here] *= 1 - holes[here][..., None] * np.array([0.84, 0.92, 0.92], np.float32)
    albedo[here] *= 1 - creases[here][..., None] * np.array([0.22, 0.32, 0.32], np.float32)
