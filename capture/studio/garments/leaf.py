"""Flat pieces that lie on a garment, a collar's leaves or a lapel: sheets ruled between two curves on the body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.studio.garments.layout import around_of, before_mm, curve
from capture.studio.parts import Part
from capture.studio.physique import level_mm, level_of, surface_mm
from capture.studio.sheet import Paint, Sheet, normals_of

if TYPE_CHECKING:
    from capture.studio.physique import Physique
    from capture.types import Floats


FINE = 12
"""Points between two places of a course."""
INSIDE_OPEN = 0.7
"""Of the sky that a collar's inside sees past the neck."""


@dataclass(frozen=True, slots=True)
class Course:
    """A curve on the subject's left side, `ease_mm` off the skin: first as seen from the front, then round the neck's side to the back."""

    front_mm: tuple[tuple[float, float], ...]
    """Places (x, y) that it goes through."""
    behind: tuple[tuple[float, float], ...] = ()
    """Further places (angle about the body's axis in degrees, y in mm)."""
    ease_mm: tuple[float, float] = (5.0, 5.0)
    """At the front, and at the back."""


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A ruled sheet: V rows from its fold to its edge, U columns along it."""

    points_mm: Floats
    normals: Floats
    to_edge_mm: Floats
    """(V, U) distance to the nearest border but the fold's."""
    around_rad: Floats
    """(U,) the fold's angles about the body's axis, rising."""

    @property
    def outline_mm(self) -> Floats:
        """The outline (N, 2) as seen from the front."""
        points = self.points_mm[..., :2]
        return np.concatenate([points[0], points[1:, -1], points[-1, ::-1], points[:0:-1, 0]])


def line(body: Physique, course: Course, count: int) -> Floats:
    """Return (count, 3) a course as (angle about the axis, level, ease), evenly spaced in the numbers of its places."""
    place = np.linspace(0, len(course.front_mm) + len(course.behind) - 1, count)
    corner = len(course.front_mm) - 1
    ease = np.interp(place, [corner, max(place[-1], corner + 1)], course.ease_mm).astype(np.float32)
    x, y = curve(course.front_mm, FINE * corner + 1).T
    dense = before_mm(body.distance_mm, x, y, course.ease_mm[0])
    places = np.stack([around_of(dense), level_of(dense)], 1)
    numbers = np.linspace(0, corner, len(places))
    if course.behind:
        degrees, heights = np.array(course.behind, np.float32).T
        knots = np.stack([np.radians(degrees), level_mm(body.distance_mm, np.radians(degrees), heights)], 1)
        rest = curve(np.concatenate([places[-1 - FINE :: FINE], knots]), FINE * (len(knots) + 1) + 1)[FINE + 1 :]
        places = np.concatenate([places, rest])
        numbers = np.concatenate([numbers, corner + np.arange(1, len(rest) + 1) / FINE])
    along = [np.interp(place, numbers, places[:, axis]) for axis in range(2)]
    return np.asarray(np.stack([*along, ease], 1), np.float32)


def both_sides(left: Floats) -> Floats:
    """Return (2 · count − 1, 3) a curve of the left side that ends behind the neck, continued along the right side to where it came from."""
    right = left * np.array([-1, 1, 1], np.float32)
    return np.concatenate([left, right[-2::-1]])


def ruled(body: Physique, fold: Floats, edge: Floats, rows_frac: Floats, swell_mm: float) -> Leaf:
    """Return the sheet between two curves (U, 3) of `line`: rows at shares (V,) of the way from fold to edge, swelling off the body between them.

    At the fold it turns in by its own thickness, and at the other borders it meets what it lies on, so that both look round.
    """
    share = rows_frac[:, None]
    around, level, ease = (fold[:, axis] + (edge[:, axis] - fold[:, axis]) * share for axis in range(3))
    ease = ease + swell_mm * 4 * share * (1 - share)
    points = surface_mm(body.distance_mm, around.astype(np.float32), level.astype(np.float32), ease.astype(np.float32))
    to_edge = _to_edge_mm(points)
    return Leaf(points, normals_of(points), to_edge, np.unwrap(fold[:, 0]).astype(np.float32))


def inside(part: Part) -> Part:
    """Return the inside of a part, for where it is seen past what it surrounds."""
    sheet, paint = part.sheet, part.paint
    turned = Sheet(sheet.points_mm[:, ::-1], -sheet.normals[:, ::-1])
    return Part(turned, Paint(np.ascontiguousarray(paint.albedo[:, ::-1])), np.full(turned.points_mm.shape[:2], INSIDE_OPEN, np.float32))


def _to_edge_mm(points_mm: Floats) -> Floats:
    along = np.linalg.norm(np.diff(points_mm, axis=1), axis=-1).cumsum(axis=1)
    along = np.concatenate([np.zeros_like(along[:, :1]), along], 1)
    down = np.linalg.norm(np.diff(points_mm, axis=0), axis=-1).cumsum(axis=0)
    down = np.concatenate([np.zeros_like(down[:1]), down], 0)
    return np.asarray(np.minimum(np.minimum(along, along[:, -1:] - along), down[-1:] - down), np.float32)
