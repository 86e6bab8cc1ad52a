"""A shirt with an open top button: a body with a placket, and a collar whose two leaves stand off the neck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from capture.studio.garments import cloth, layout, leaf
from capture.studio.garments.leaf import Course
from capture.studio.garments.outfit import Outfit
from capture.studio.noise import smooth_step
from capture.studio.parts import Part
from capture.studio.sheet import Paint, Sheet, normals_of

if TYPE_CHECKING:
    from capture.studio.garments.cloth import Fabric
    from capture.studio.garments.layout import Shell
    from capture.studio.garments.leaf import Leaf
    from capture.studio.physique import Physique
    from capture.types import Floats

COLUMNS = 57
TEXTURE = (457, 1009)
BELOW_MM = np.concatenate([[0, 1, 3, 8, 15, 24], np.geomspace(34, 430, 16), [560, 760, 1000]]).astype(np.float32)[:, None]
SHOWN_COLUMNS, SHOWN_ROWS = (19, 38), 20
"""What shows in a jacket's opening."""
OPEN_MM = ((0, 236), (14, 208), (27, 184), (41, 162))
"""The opening's edge as seen from the front (x, y): from the first closed button up to the collar's stand."""
FOLDS = Course(((38, 160), (45, 150), (52, 140), (59, 129)), ((104, 112), (132, 101), (180, 93)), (7, 9))
"""The collar's fold from the front to the back, for the left side: where the stand ends and the leaf turns over."""
EDGES = Course(((66, 222), (78, 199), (89, 176), (97, 156)), ((104, 138), (132, 134), (180, 131)), (5, 8))
"""The leaf's outer edge: from its point, round the shoulder, to the back; place by place across from the fold's."""
STAND_MM = 26.0
LEAF_COLUMNS = 57
LEAF_ROWS = np.array([0, 0.02, 0.06, 0.14, 0.28, 0.45, 0.64, 0.82, 0.94, 1.0], np.float32)
LEAF_TEXTURE = (129, 673)
PLACKET_MM, STITCH_MM = 16.0, 4.5
"""Half the placket's breadth; seams are this far from edges."""
BUTTONS_Y_MM = (250.0, 336.0, 422.0, 508.0)
BUTTON_MM = 5.5
FOLD_MM = 4.0


def shirt(body: Physique, fabric: Fabric, *, under_jacket: bool = False) -> Outfit:
    """Return a shirt; `under_jacket` leaves out what a jacket hides."""
    around = layout.columns_rad(COLUMNS)
    edge = layout.front_edge_level(body, around, OPEN_MM, 122, 112)
    ease = 1.2 * smooth_step(-1, 2, BELOW_MM) + 5 * smooth_step(20, 150, BELOW_MM)
    plain = layout.shell(body, around, edge, BELOW_MM, np.broadcast_to(ease, (len(BELOW_MM), len(around))))
    height = cloth.folds(plain.points_mm, fabric.rng, 1.0) * smooth_step(20, 110, BELOW_MM)
    worn = plain.raised(FOLD_MM * height)
    leaves, stand = collar(body)
    part = Part(Sheet(worn.points_mm, normals_of(worn.points_mm)), _paint(worn, height, leaves, fabric), _open_frac(height))
    lining, turned_over = collar_parts(leaves, stand, fabric)
    if under_jacket:
        shown = layout.rows_of(layout.columns_of(part, np.arange(*SHOWN_COLUMNS)), SHOWN_ROWS)
        return Outfit(around, edge, (lining,), (shown, turned_over))
    behind, before = layout.halves(part, around)
    return Outfit(around, edge, (*behind, lining), (*before, turned_over))


def collar(body: Physique) -> tuple[Leaf, Leaf]:
    """Return a shirt's collar, from the left point behind the neck to the right point, and the stand that carries it."""
    fold, edge = (leaf.both_sides(leaf.line(body, course, (LEAF_COLUMNS + 1) // 2)) for course in (FOLDS, EDGES))
    stand = leaf.ruled(body, fold, fold + np.array([0, STAND_MM, -3], np.float32), np.array([0, 0.5, 1], np.float32), 0.0)
    return leaf.ruled(body, fold, edge, LEAF_ROWS, 3.0), stand


def collar_parts(leaves: Leaf, stand: Leaf, fabric: Fabric) -> tuple[Part, Part]:
    """Return the collar's sheets: the stand's inside, which shows behind the neck, and the leaves before it."""
    points = layout.stretched(leaves.points_mm, LEAF_TEXTURE)
    light = fabric.threads(points) * cloth.stitches(layout.stretched(leaves.to_edge_mm, LEAF_TEXTURE) - STITCH_MM)
    outside = Sheet(leaves.points_mm, leaves.normals)
    turned_over = Part(outside, fabric.painted(light), np.ones(leaves.points_mm.shape[:2], np.float32), around_rad=leaves.around_rad)
    return leaf.inside(replace(turned_over, sheet=Sheet(stand.points_mm, stand.normals))), turned_over


def _open_frac(height: Floats) -> Floats:
    return np.asarray(1 - 0.25 * smooth_step(0.1, -1.0, height), np.float32)


def _paint(worn: Shell, height: Floats, leaves: Leaf, fabric: Fabric) -> Paint:
    points, below = layout.stretched(worn.points_mm, TEXTURE), layout.stretched(worn.below_mm, TEXTURE)
    light = fabric.threads(points) * cloth.creases(layout.stretched(height, TEXTURE), 0.3)
    light *= _front(points)
    light *= 1 - (1 - cloth.seam(cloth.armhole(points), 0.25, 1.4)) * smooth_step(60, 90, below)
    light *= cloth.shade_under(points, [leaves.outline_mm], depth=0.45, reach_mm=5, fall_mm=5)
    return Paint(_buttoned(fabric.painted(light).albedo, points))


def _front(points_mm: Floats) -> Floats:
    """Return (TV, TU) the brightness that placket and its seams give: its left edge lies over the right."""
    x, y, front = points_mm[..., 0], points_mm[..., 1], points_mm[..., 2] < 30
    closed = smooth_step(OPEN_MM[0][1] - 6, OPEN_MM[0][1] + 4, y) * front
    lines = cloth.seam(x + PLACKET_MM, 0.4, 0.8) * cloth.stitches(np.abs(x) - PLACKET_MM + STITCH_MM)
    fall = 1 - 0.28 * np.exp(-(np.maximum(-PLACKET_MM - x, 0) / 3)) * (x < -PLACKET_MM)
    return np.asarray(1 - (1 - lines * fall) * closed, np.float32)


def _buttoned(albedo: Floats, points_mm: Floats) -> Floats:
    """Return the shirt's colours with buttons of mother of pearl: a rim, four holes, a shade below."""
    columns = albedo.shape[1]
    middle = slice(columns * 3 // 7, columns * 4 // 7)
    x, y, strip = points_mm[:, middle, 0], points_mm[:, middle, 1], albedo[:, middle]
    for button_y in BUTTONS_Y_MM:
        away = np.hypot(x, y - button_y)
        shade = 0.4 * smooth_step(2.5, 0, np.hypot(x - 0.6, y - button_y - 1.6) - BUTTON_MM)
        disc = smooth_step(0.6, -0.6, away - BUTTON_MM)
        holes = smooth_step(1.2, 0.5, np.hypot(np.abs(x) - 1.3, np.abs(y - button_y) - 1.3))
        tint = 0.62 - 0.16 * np.exp(-(((away - 3.7) / 0.7) ** 2)) - 0.45 * holes
        strip *= (1 - shade)[..., None]
        strip += (tint[..., None] * np.array([1.0, 0.98, 0.94], np.float32) - strip) * disc[..., None]
    return albedo
