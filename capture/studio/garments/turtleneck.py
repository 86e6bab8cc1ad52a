"""A turtleneck: a jersey whose collar goes up the neck and folds over once, ribbed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio.garments import cloth, knit, layout
from capture.studio.garments.outfit import Outfit
from capture.studio.noise import smooth_step, value_noise
from capture.studio.parts import Part
from capture.studio.physique import surface_mm
from capture.studio.sheet import Sheet, normals_of

if TYPE_CHECKING:
    from capture.studio.garments.cloth import Fabric
    from capture.studio.physique import Physique
    from capture.studio.sheet import Paint
    from capture.types import Floats

COLUMNS = 57
TEXTURE = (209, 1009)
ROLL_FRAC = np.array([-0.14, -0.06, -0.02, 0, 0.03, 0.09, 0.2, 0.36, 0.54, 0.72, 0.86, 0.95, 0.985, 1.0], np.float32)
"""Rows by their share of the way from the fold at the top (0) to the turned-over edge (1); before the fold they go down inside."""
TOP_FRONT_MM, TOP_BACK_MM = 104.0, 78.0
EDGE_FRONT_MM, EDGE_BACK_MM = 162.0, 114.0
BASE_FRONT_MM, BASE_BACK_MM = 146.0, 104.0
"""Heights before and behind the neck of the fold, of the turned-over edge, and of the seam under it."""
EDGE_POWER = 1.9
"""More than 1 keeps an edge up at the neck's sides."""
EASE_MM, THICK_MM = 4.0, 6.0
"""How far the inner layer stands off the neck, and what the outer one adds."""
RIB_MM = 4.2
FOLLOWS_FRAC = 0.3
"""How much of the head's turn the collar's fold takes part in; its edge rests on the body."""


def turtleneck(body: Physique, fabric: Fabric) -> Outfit:
    """Return a turtleneck."""
    around = layout.columns_rad(COLUMNS)
    forward = (np.cos(around) + 1) / 2
    top = layout.edge_level(body, around, TOP_BACK_MM + (TOP_FRONT_MM - TOP_BACK_MM) * forward)
    edge = layout.edge_level(body, around, EDGE_BACK_MM + (EDGE_FRONT_MM - EDGE_BACK_MM) * forward**EDGE_POWER)
    collar = _collar(body, around, top, edge, fabric)
    ring = collar.sheet.points_mm[-1, np.abs(around) < np.pi / 2, :2]
    seam = layout.edge_level(body, around, BASE_BACK_MM + (BASE_FRONT_MM - BASE_BACK_MM) * forward**EDGE_POWER)
    base = knit.jersey(body, around, seam, fabric, over=[ring])
    behind, before = layout.halves(collar, around)
    return Outfit(around, top, (*base.behind, *behind), (*base.before, *before))


def _collar(body: Physique, around: Floats, top: Floats, edge: Floats, fabric: Fabric) -> Part:
    """Return the collar between the levels (U,) of its fold and of its turned-over edge."""
    share = ROLL_FRAC[:, None]
    level = top + (edge - top) * np.abs(share)
    slack = value_noise((len(ROLL_FRAC), COLUMNS), 6, fabric.rng, octaves=2, stretch=(0.7, 1))
    slack[:, -1] = slack[:, 0]
    outer = smooth_step(-0.02, 0.08, share) * smooth_step(1.0, 0.97, share) * (1 + 0.5 * np.sin(np.pi * share.clip(0, 1)))
    ease = EASE_MM + THICK_MM * outer + 1.4 * slack * smooth_step(0, 0.2, share)
    points = surface_mm(body.distance_mm, around, level.astype(np.float32), ease.astype(np.float32))
    follows = FOLLOWS_FRAC * np.broadcast_to(1 - share.clip(0, 1), ease.shape).astype(np.float32)
    open_frac = 1 - 0.3 * smooth_step(0.4, -1.4, slack) - 0.35 * smooth_step(0, -0.06, share)
    return Part(Sheet(points, normals_of(points)), _paint(points, slack, fabric), open_frac.astype(np.float32), follows)


def _paint(points: Floats, slack: Floats, fabric: Fabric) -> Paint:
    fine = layout.stretched(points, TEXTURE)
    middle = fine[TEXTURE[0] // 2]
    along = np.concatenate([[0], np.linalg.norm(np.diff(middle, axis=0), axis=1).cumsum()])
    count = round(float(along[-1]) / RIB_MM)
    light = cloth.ribs(along[None] * count / along[-1], 1.0, 0.35) * fabric.threads(fine)
    light *= cloth.creases(layout.stretched(slack, TEXTURE), 0.25)
    return fabric.painted(light)
