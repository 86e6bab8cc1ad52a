"""How garments are laid over a body: columns about its axis, rows from the neckline down, and curves drawn on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.noise import smooth_step
from capture.studio.physique import AXIS_Z_MM, level_mm, level_of, surface_mm
from capture.studio.sheet import Paint, Sheet, normals_of
from capture.studio.solids import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from capture.studio.parts import Part
    from capture.studio.physique import Physique
    from capture.studio.solids import Solid
    from capture.types import Floats

FLATNESS = 1.4
"""Breadth over depth of the ellipse on which columns are evenly spaced: chests and shoulders lie between a neck's 1 and 2."""
BEFORE_MM = 260.0
"""In front of the axis: before every body."""
SIDE_DEG = 100.0
"""Where an edge passes the neck's side, about the body's axis."""
BRIDGE_MM = (4.0, 45.0)
"""From the garment's edge: cloth follows the skin up to the first, and bridges its hollows beyond the second."""


def columns_rad(count: int, reach_rad: float = np.pi) -> Floats:
    """Return (count,) angles about the body's axis from −reach to +reach; odd counts have one straight in front."""
    even = np.linspace(-reach_rad, reach_rad, count)
    around = np.arctan2(FLATNESS * np.sin(even), np.cos(even))
    ends = np.array([-reach_rad, reach_rad]) if reach_rad == np.pi else around[[0, -1]]
    around[[0, -1]] = ends
    return np.asarray(around, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Shell:
    """A garment's lattice: V rows from its edge downwards, U columns about the body."""

    points_mm: Floats
    """(V, U, 3) in the body's frame."""
    below_mm: Floats
    """(V, U) how far below the edge, measured along the body's levels."""
    edge_level_mm: Floats
    """(U,) the edge's level."""

    def raised(self, height_mm: Floats) -> Shell:
        """Return the garment with its surface raised by (V, U): its folds."""
        return replace(self, points_mm=self.points_mm + normals_of(self.points_mm) * height_mm[..., None])


def shell(body: Physique, around_rad: Floats, edge_level_mm: Floats, below_mm: Floats, ease_mm: Floats) -> Shell:
    """Return a garment that hangs from an edge (U,): row by row `below_mm` (V, 1) or (V, U) under it, `ease_mm` (V, U) off the body."""
    below = np.broadcast_to(below_mm, ease_mm.shape).astype(np.float32)
    level = edge_level_mm + below
    close, loose = (surface_mm(solid, around_rad, level, ease_mm) for solid in (body.distance_mm, body.under_cloth_mm))
    share = smooth_step(*BRIDGE_MM, below)[..., None]
    return Shell(close + (loose - close) * share, below, edge_level_mm)


def halves(part: Part, around_rad: Floats) -> tuple[tuple[Part], tuple[Part]]:
    """Return (behind the neck), (before it): a part that goes all round, its columns at angles (U,), is drawn in two, before and after the neck.

    The two overlap from 60 to 160 degrees on each side, since it depends on the lens which columns are behind.
    """
    count = len(around_rad) - 1
    before = np.arange(count // 28, count - count // 28 + 1)
    behind = np.concatenate([np.arange(count - count * 5 // 14, count), np.arange(count * 5 // 14 + 1)])
    behind_rad = np.where(around_rad[behind] < 0, around_rad[behind] + 2 * np.pi, around_rad[behind])
    return (
        (replace(columns_of(part, behind), around_rad=behind_rad.astype(np.float32), behind_neck=True),),
        (replace(columns_of(part, before), around_rad=around_rad[before]),),
    )


def columns_of(part: Part, chosen: NDArray[np.int64]) -> Part:
    """Return some neighbouring columns of a part, with the texels that lie on them, as many on each cell."""
    sheet, paint = part.sheet, part.paint
    cells = sheet.points_mm.shape[1] - 1
    per_cell = (paint.albedo.shape[1] - 1) // cells
    texels = np.concatenate([(chosen[:-1, None] * per_cell + np.arange(per_cell)).reshape(-1), chosen[-1:] * per_cell])
    return replace(
        part,
        sheet=Sheet(sheet.points_mm[:, chosen], sheet.normals[:, chosen]),
        paint=Paint(paint.albedo.take(texels, axis=1)),
        open_frac=part.open_frac[:, chosen],
        head_frac=None if part.head_frac is None else part.head_frac[:, chosen],
    )


def rows_of(part: Part, count: int) -> Part:
    """Return the first rows of a part, with the texels that lie on them."""
    sheet, paint = part.sheet, part.paint
    texels = (paint.albedo.shape[0] - 1) // (sheet.points_mm.shape[0] - 1) * (count - 1) + 1
    return replace(
        part,
        sheet=Sheet(sheet.points_mm[:count], sheet.normals[:count]),
        paint=Paint(paint.albedo[:texels]),
        open_frac=part.open_frac[:count],
        head_frac=None if part.head_frac is None else part.head_frac[:count],
    )


def edge_level(body: Physique, around_rad: Floats, y_mm: Floats) -> Floats:
    """Return the levels (U,) of an edge at heights (U,) on the skin."""
    return level_mm(body.distance_mm, around_rad, y_mm)


def before_mm(solid: Solid, x_mm: Floats, y_mm: Floats, ease_mm: float = 0.0) -> Floats:
    """Return (…, 3) the points of a solid's front at places x, y (…)."""
    start = np.stack([x_mm, y_mm, np.full_like(x_mm, AXIS_Z_MM - BEFORE_MM)], -1).astype(np.float32)
    start[..., 2] += walk(solid, start, np.array([0, 0, 1], np.float32), BEFORE_MM, ease_mm)
    return np.asarray(start, np.float32)


def front_edge_level(body: Physique, around_rad: Floats, front_mm: Sequence[tuple[float, float]], side_y_mm: float, back_y_mm: float) -> Floats:
    """Return the levels (U,) of a symmetrical edge: as seen from the front through points (x ≥ 0, y), the last by the neck's side, then round to the back."""
    x, y = curve(front_mm, 60).T
    front = before_mm(body.distance_mm, x, y)
    turned = np.radians(np.array([SIDE_DEG, 180], np.float32))
    beyond = level_mm(body.distance_mm, turned, np.array([side_y_mm, back_y_mm], np.float32))
    around = np.maximum.accumulate(around_of(front))
    around[0] = 0
    levels = np.interp(np.abs(around_rad), np.concatenate([around, turned]), np.concatenate([level_of(front), beyond]))
    return np.asarray(levels, np.float32)


def around_of(points_mm: Floats) -> Floats:
    """Return the angles (…) about the body's axis of points (…, 3)."""
    return np.asarray(np.arctan2(points_mm[..., 0], AXIS_Z_MM - points_mm[..., 2]), np.float32)


def curve(knots: Sequence[tuple[float, ...]] | Floats, count: int) -> Floats:
    """Return (count, K) points of a smooth curve through knots (N, K), evenly spaced in the knots' numbers (Catmull and Rom's spline)."""
    points = np.array(knots, np.float64)
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    place = np.linspace(0, len(points) - 1, count)
    number = np.minimum(place.astype(int), len(points) - 2)
    t = (place - number)[:, None]
    a, b, c, d = (padded[number + k] for k in range(4))
    spline = b + t * ((c - a) + t * ((2 * a - 5 * b + 4 * c - d) + t * (3 * b - a - 3 * c + d))) / 2
    return np.asarray(spline, np.float32)


def stretched(lattice: Floats, texture: tuple[int, int]) -> Floats:
    """Return a lattice (V, U, …) at a texture's resolution (TV, TU): border on border."""
    rows, columns = lattice.shape[:2]
    across, down = np.meshgrid(np.linspace(0, columns - 1, texture[1]), np.linspace(0, rows - 1, texture[0]))
    return np.asarray(cv2.remap(np.ascontiguousarray(lattice), across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR), np.float32)
