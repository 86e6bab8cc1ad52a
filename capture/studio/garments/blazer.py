"""A blazer over a shirt: a jacket that opens in a long V, two lapels with notches, and a collar round the neck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from capture.studio.garments import cloth, layout, leaf, shirt
from capture.studio.garments.leaf import Course
from capture.studio.garments.outfit import Outfit
from capture.studio.noise import smooth_step
from capture.studio.parts import Part
from capture.studio.sheet import Sheet, normals_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.studio.garments.cloth import Fabric
    from capture.studio.garments.layout import Shell
    from capture.studio.garments.leaf import Leaf
    from capture.studio.physique import Physique
    from capture.studio.sheet import Paint
    from capture.types import Floats

COLUMNS = 57
TEXTURE = (441, 1009)
BELOW_MM = np.concatenate([[0, 3, 9, 20], np.geomspace(34, 430, 16), [560, 760, 1000]]).astype(np.float32)[:, None]
OPEN_MM = ((0, 448), (17, 402), (41, 318), (60, 238), (72, 176), (80, 142))
"""The front's edge as seen from the front (x, y): from the button up the roll line to the neck's side."""
ROLL = Course(((59, 150), (54, 205), (46, 262), (34, 318), (20, 376), (4, 436)), ease_mm=(9, 9))
LAPEL = Course(((116, 202), (111, 238), (99, 284), (79, 334), (50, 386), (8, 440)), ease_mm=(13, 13))
"""A lapel lies between the roll line and its outer edge, from its point down to the button."""
COLLAR_FOLD = Course(((57, 174), (60, 152), (66, 133)), ((104, 119), (132, 109), (180, 103)), (9.5, 12))
COLLAR_EDGE = Course(((98, 194), (103, 174), (108, 157)), ((104, 142), (132, 138), (180, 137)), (15, 13))
"""The jacket's collar; its front end lies on the lapel, and the notch is the corner between them."""
ROWS = np.array([0, 0.03, 0.09, 0.22, 0.4, 0.6, 0.8, 0.94, 1.0], np.float32)
LAPEL_COLUMNS, COLLAR_COLUMNS = 21, 49
LAPEL_TEXTURE, COLLAR_TEXTURE = (129, 321), (113, 577)
EASE_MM, PADDING_MM = 9.0, 7.0
"""A jacket stands off shirt and body, and farther at the padded shoulders."""
EDGE_STITCH_MM = 5.0
SWELL_MM = 4.0
FOLD_MM = 3.0


def blazer(body: Physique, fabric: Fabric, under: Fabric) -> Outfit:
    """Return a blazer of one fabric over a shirt of another."""
    inner = shirt.shirt(body, under, under_jacket=True)
    around = layout.columns_rad(COLUMNS)
    edge = layout.front_edge_level(body, around, OPEN_MM, 132, 118)
    worn, height = _shell(body, around, edge, fabric)
    lapels, collar = _lapels(body), _collar(body)
    outlines = [piece.outline_mm for piece in (*lapels, collar)]
    part = Part(Sheet(worn.points_mm, normals_of(worn.points_mm)), _paint(worn, height, outlines, fabric), 1 - 0.2 * smooth_step(0.1, -1, height))
    behind, before = layout.halves(part, around)
    left, right = (_piece(lapel, LAPEL_TEXTURE, outlines[2:], fabric) for lapel in lapels)
    turned_over = replace(_piece(collar, COLLAR_TEXTURE, [], fabric), around_rad=collar.around_rad)
    return Outfit(inner.around_rad, inner.edge_level_mm, (*inner.behind, *behind), (*inner.before, *before, left, right, turned_over))


def _shell(body: Physique, around: Floats, edge: Floats, fabric: Fabric) -> tuple[Shell, Floats]:
    """Return the jacket's body and its folds' height."""
    ease = np.broadcast_to(EASE_MM * smooth_step(-4, 8, BELOW_MM), (len(BELOW_MM), len(around)))
    plain = layout.shell(body, around, edge, BELOW_MM, ease)
    x, y = np.abs(plain.points_mm[..., 0]), plain.points_mm[..., 1]
    padding = PADDING_MM * np.exp(-(((x - 172 * body.breadth) / 42) ** 2 + ((y - 185) / 34) ** 2))
    height = cloth.folds(plain.points_mm, fabric.rng, 0.6) * smooth_step(30, 140, BELOW_MM) * smooth_step(190, 240, y)
    return plain.raised(padding + FOLD_MM * height), height


def _lapels(body: Physique) -> tuple[Leaf, Leaf]:
    """Return the (left, right) lapels."""
    roll, edge = (leaf.line(body, course, LAPEL_COLUMNS) for course in (ROLL, LAPEL))
    mirror = np.array([-1, 1, 1], np.float32)
    # Columns run to the image's right as seen from the front: down the left lapel they would run the wrong way round.
    left = leaf.ruled(body, roll[::-1], edge[::-1], ROWS, SWELL_MM)
    right = leaf.ruled(body, roll * mirror, edge * mirror, ROWS, SWELL_MM)
    return left, right


def _collar(body: Physique) -> Leaf:
    fold, edge = (leaf.both_sides(leaf.line(body, course, (COLLAR_COLUMNS + 1) // 2)) for course in (COLLAR_FOLD, COLLAR_EDGE))
    return leaf.ruled(body, fold, edge, ROWS, SWELL_MM)


def _piece(piece: Leaf, texture: tuple[int, int], over: Sequence[Floats], fabric: Fabric) -> Part:
    """Return a lapel or a collar as a part, in the shade of what lies over it."""
    points = layout.stretched(piece.points_mm, texture)
    light = fabric.threads(points) * cloth.stitches(layout.stretched(piece.to_edge_mm, texture) - EDGE_STITCH_MM)
    light *= cloth.shade_under(points, over, depth=0.45, reach_mm=4, fall_mm=3)
    paint = fabric.painted(light)
    return Part(Sheet(piece.points_mm, piece.normals), paint, np.ones(piece.points_mm.shape[:2], np.float32))


def _paint(worn: Shell, height: Floats, outlines: Sequence[Floats], fabric: Fabric) -> Paint:
    points, below = layout.stretched(worn.points_mm, TEXTURE), layout.stretched(worn.below_mm, TEXTURE)
    light = fabric.threads(points) * cloth.creases(layout.stretched(height, TEXTURE), 0.25)
    light *= 1 - (1 - cloth.seam(cloth.armhole(points), 0.35, 1.8)) * smooth_step(40, 70, below)
    light *= cloth.shade_under(points, outlines, depth=0.5, reach_mm=6, fall_mm=5)
    return fabric.painted(light)
