"""Knitted garments: a jersey with a crew or a v-neck in a ribbed band, and a turtleneck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio.garments import cloth, layout
from capture.studio.garments.outfit import Outfit
from capture.studio.garments.printing import printed
from capture.studio.noise import smooth_step
from capture.studio.parts import Part
from capture.studio.sheet import Sheet, normals_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.studio.garments.cloth import Fabric
    from capture.studio.garments.layout import Shell
    from capture.studio.physique import Physique
    from capture.studio.sheet import Paint
    from capture.types import Floats

COLUMNS = 57
TEXTURE = (460, 1009)
"""18 texels to a column, 17 to a row: a texture can be cut where the lattice is."""
BELOW_MM = np.concatenate([[0, 0.8, 2.2, 5, 11, 17, 19, 21, 26, 33], np.geomspace(42, 430, 15), [560, 760, 1000]]).astype(np.float32)[:, None]
"""Rows below the edge: close together at the band, then wider and wider, down past the hips."""
BAND_MM = 19.0
RIB_MM = 2.9
"""From rib to rib in the band."""
THICK_MM = 2.6
FOLD_MM = 4.5
"""Height of a jersey's folds."""


def crew(body: Physique, fabric: Fabric) -> Outfit:
    """Return a jersey with a round neck."""
    around = layout.columns_rad(COLUMNS)
    forward = np.cos(around)
    edge = layout.edge_level(body, around, 128 + 46 * np.maximum(forward, 0) - 20 * np.maximum(-forward, 0))
    return jersey(body, around, edge, fabric)


def v_neck(body: Physique, fabric: Fabric) -> Outfit:
    """Return a jersey with a pointed neck, 50 mm below the collarbones' pit."""
    around = layout.columns_rad(COLUMNS)
    edge = layout.front_edge_level(body, around, [(0, 236), (29, 192), (53, 156), (68, 135), (77, 123)], 115, 106)
    return jersey(body, around, edge, fabric)


def jersey(body: Physique, around: Floats, edge: Floats, fabric: Fabric, *, over: Sequence[Floats] = ()) -> Outfit:
    """Return a jersey whose band begins at levels (U,); `over` are outlines (N, 2) of what lies on it, as seen from the front."""
    plain = layout.shell(body, around, edge, BELOW_MM, np.broadcast_to(_ease_mm(BELOW_MM), (len(BELOW_MM), len(around))))
    height = cloth.folds(plain.points_mm, fabric.rng, 1.0) * smooth_step(20, 90, BELOW_MM)
    worn = plain.raised(FOLD_MM * height)
    part = Part(Sheet(worn.points_mm, normals_of(worn.points_mm)), _paint(worn, height, over, fabric), _open_frac(height))
    return Outfit(around, edge, *layout.halves(part, around))


def _ease_mm(below_mm: Floats) -> Floats:
    """Return how far the cloth stands off the body: from nothing at the edge to its thickness over the edge's roll, a dip at the band's seam, then loose."""
    rim = THICK_MM * np.sqrt(np.clip(1 - (1 - below_mm / 2.5).clip(0, 1) ** 2, 0, 1))
    dip = 0.9 * np.exp(-(((below_mm - BAND_MM) / 1.6) ** 2))
    return np.asarray(rim - dip + 5 * smooth_step(30, 160, below_mm), np.float32)


def _open_frac(height: Floats) -> Floats:
    return np.asarray(1 - 0.25 * smooth_step(0.1, -1.0, height), np.float32)


def _paint(worn: Shell, height: Floats, over: Sequence[Floats], fabric: Fabric) -> Paint:
    below = layout.stretched(worn.below_mm, TEXTURE)
    points = layout.stretched(worn.points_mm, TEXTURE)
    in_band = smooth_step(BAND_MM + 0.6, BAND_MM - 0.6, below)
    round_the_neck = np.cumsum(np.linalg.norm(np.diff(layout.stretched(worn.points_mm[4:5], (1, TEXTURE[1]))[0], axis=0, prepend=0), axis=1))
    band = cloth.ribs(round_the_neck[None] - round_the_neck[0], RIB_MM, 0.3)
    body = fabric.threads(points) * cloth.creases(layout.stretched(height, TEXTURE), 0.3)
    light = body * (1 - in_band) + band * fabric.threads(points) * in_band
    light *= cloth.seam(below - BAND_MM, 0.35, 0.9)
    light *= 1 - (1 - cloth.seam(cloth.armhole(points), 0.3, 1.6)) * smooth_step(60, 90, below)
    light *= cloth.shade_under(points, over, depth=0.5, reach_mm=6, fall_mm=6)
    return printed(fabric.painted(light), points, fabric, light)
