"""What the head hides from a lamp: rays marched over the star map, with a penumbra as wide as the lamp.

A ray is in the clear as far as its points lie outside the head's radius in their direction. The nearest miss, seen from the start, against the lamp's
angular radius gives how much of the lamp's disc is seen (after Quilez' soft shadows for distance fields). Always coarse: shadows on skin are soft.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.noise import smooth_step
from capture.studio.stage import Light

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

EQUAL_ANGLES = (180, 360)
"""Rows and columns of the radius map that rays look into: a cell is one degree."""
NEAREST_MM = 3.0
"""A ray's first point: nearer ones would find the surface it starts from."""
LIFT_MM = 1.6
"""How far over the surface rays start."""
SMALLEST_LAMP_DEG = 2.0
"""The lattice is too coarse for sharper shadows."""
NECK_CENTRE_MM, NECK_RADIUS_MM, THROAT_MM = 28.0, 62.0, 40.0
"""The upright cylinder where the head's map runs inside the neck: it casts no shadow below `THROAT_MM`."""
STEPS = 16
"""Points of a ray, each farther than the one before by the same factor."""
FACE_REACH_MM = 95.0
"""A nose's shadow is no longer on a face."""
SKY_RAYS = 48
SKY_RADIUS_DEG = 20.0
"""A ray stands for as much of the sky as lies round it."""
SKY_REACH_MM = 70.0
"""Beyond, what hides the sky is another part of the head that reflects as much."""


@dataclass(frozen=True, slots=True, eq=False)
class Occluder:
    """A head's radius (mm) by equal angles: rows from straight up to straight down, columns from the seam round by the right ear, and a column again."""

    radius_mm: Floats


def occluder(radius_mm: Floats) -> Occluder:
    """Return the occluder of a star map (V, U), without what lies inside the neck."""
    lattice = radius_mm.shape[0], radius_mm.shape[1]
    directions = grid.directions(lattice)
    points = directions * radius_mm[..., None]
    in_neck = (points[..., 1] > THROAT_MM) & (np.hypot(points[..., 0], points[..., 2] - NECK_CENTRE_MM) < NECK_RADIUS_MM)
    cut = np.where(in_neck, np.minimum(radius_mm, THROAT_MM / np.maximum(directions[..., 1], 0.3)), radius_mm)
    rows, columns = EQUAL_ANGLES
    longitude, latitude = np.meshgrid(np.linspace(-np.pi, np.pi, columns + 1), np.linspace(np.pi / 2, -np.pi / 2, rows))
    place = grid.place_of(longitude, latitude)
    u, v = place[..., 0] * (lattice[1] - 1), place[..., 1] * (lattice[0] - 1)
    return Occluder(np.asarray(cv2.remap(cut.astype(np.float32), u, v, cv2.INTER_LINEAR), np.float32))


def visible_frac(head: Occluder, points_mm: Floats, normals: Floats, light: Light, *, reach_mm: float = FACE_REACH_MM) -> Floats:
    """Return (…) the share 0..1 of a lamp that points (…, 3) with normals (…, 3) see past the head.

    All in the head's frame. Points that face away are not judged and get 1: their cosine hides them.
    """
    towards = light.towards_head
    cosine = normals @ towards
    visible = np.ones(cosine.shape, np.float32)
    judged = cosine > -0.2
    if not judged.any():
        return visible
    start = points_mm[judged] + normals[judged] * np.float32(LIFT_MM)
    away_mm = _way_mm(reach_mm)
    clearance = _height_mm(head, *(start[:, axis] + away_mm * towards[axis] for axis in range(3)))
    sharpness = np.float32(0.5 / np.tan(np.radians(max(light.radius_deg, SMALLEST_LAMP_DEG))))
    clearance *= sharpness / away_mm
    visible[judged] = smooth_step(0, 1, 0.5 + clearance.min(axis=0))
    return visible


@lru_cache(maxsize=8)
def _way_mm(reach_mm: float) -> Floats:
    """Return (STEPS, 1) how far along a ray its points are."""
    return np.asarray(np.geomspace(NEAREST_MM, reach_mm, STEPS)[:, None], np.float32)


def _height_mm(head: Occluder, x: NDArray[Any], y: NDArray[Any], z: NDArray[Any]) -> Floats:
    """Return how high points in the head's frame are over its surface, along the ray from mid-head."""
    rows, columns = EQUAL_ANGLES
    level = cv2.magnitude(x, z)
    column = np.asarray(cv2.phase(z, x), np.float32)
    column *= np.float32(-columns / (2 * np.pi))
    column += np.float32(columns)
    row = np.asarray(cv2.phase(-y, level), np.float32)
    row *= np.float32((rows - 1) / np.pi)
    height = np.asarray(cv2.magnitude(level, y), np.float32)
    height -= cv2.remap(head.radius_mm, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(height, np.float32)


def open_sky_frac(head: Occluder, points_mm: Floats, normals: Floats) -> Floats:
    """Return (V, U) the share of the hemisphere over each point that the head leaves open, by the cosine law."""
    number = np.arange(SKY_RAYS) + 0.5
    down = 1 - 2 * number / SKY_RAYS
    turn = np.pi * (1 + 5**0.5) * number
    level = np.sqrt(1 - down**2)
    total = np.zeros(points_mm.shape[:2], np.float32)
    weights = np.zeros_like(total)
    for towards in np.stack([np.cos(turn) * level, down, np.sin(turn) * level], 1).astype(np.float32):
        weight = np.maximum(normals @ towards, 0)
        part = Light(towards, towards, np.ones(3, np.float32), SKY_RADIUS_DEG)
        total += weight * visible_frac(head, points_mm, normals, part, reach_mm=SKY_REACH_MM)
        weights += weight
    return np.asarray(cv2.GaussianBlur(total / np.maximum(weights, 1e-3), (0, 0), 0.8), np.float32)
