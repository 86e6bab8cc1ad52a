"""Signed distances to round solids and their soft unions, from which body and hand are modelled.

A distance is negative inside, in mm. A soft union fills the groove where two solids meet, as flesh does: within `blend` mm of both surfaces it lies outside
either (the polynomial minimum of Quilez, "Smooth minimum", which departs from the true one by at most blend / 4). Surfaces are found by walking towards
them by the distance that is certain to be free (sphere tracing, Hart 1996).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

    Point = tuple[float, float, float]

CAUTION = 0.9
"""Share of the free distance that is walked at once: ellipsoids only estimate theirs."""
STEPS = 28
"""Enough for a hundredth of a millimetre nearly everywhere; rays that graze a surface need more and stop a little before it."""
SLOPE_MM = 0.5


class Solid(Protocol):
    """A solid: the signed distance (…) in mm at points x, y, z (…)."""

    def __call__(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the signed distance."""


def ball(x: Floats, y: Floats, z: Floats, centre: Point, radii: Point) -> Floats:
    """Return an estimate of the distance to an ellipsoid, exact at its surface and for a sphere."""
    dx, dy, dz = x - np.float32(centre[0]), y - np.float32(centre[1]), z - np.float32(centre[2])
    scaled = (dx / radii[0]) ** 2 + (dy / radii[1]) ** 2 + (dz / radii[2]) ** 2
    steepness = (dx / radii[0] ** 2) ** 2 + (dy / radii[1] ** 2) ** 2 + (dz / radii[2] ** 2) ** 2
    away = np.sqrt(scaled)
    return np.asarray(away * (away - 1) / np.sqrt(np.maximum(steepness, 1e-12)), np.float32)


def limb(x: Floats, y: Floats, z: Floats, ends: tuple[Point, Point], radii: tuple[float, float]) -> Floats:
    """Return the distance to a capsule that tapers from one end's radius to the other's (nearly: its flank is measured square to the axis)."""
    start, end = np.array(ends, np.float32)
    axis = end - start
    dx, dy, dz = x - start[0], y - start[1], z - start[2]
    share = np.minimum(np.maximum((dx * axis[0] + dy * axis[1] + dz * axis[2]) / np.float32(axis @ axis), 0), 1)
    dx, dy, dz = dx - share * axis[0], dy - share * axis[1], dz - share * axis[2]
    return np.asarray(np.sqrt(dx * dx + dy * dy + dz * dz) - (np.float32(radii[0]) + share * np.float32(radii[1] - radii[0])), np.float32)


def soft_union(one: Floats, other: Floats, blend_mm: float) -> Floats:
    """Return the distance to two solids melted together over `blend_mm`."""
    near = np.maximum(np.float32(blend_mm) - np.abs(one - other), 0)
    return np.asarray(np.minimum(one, other) - near * near * np.float32(0.25 / blend_mm), np.float32)


def walk(solid: Solid, start_mm: Floats, direction: Floats, reach_mm: float, ease_mm: Floats | float) -> Floats:
    """Return (…) how far rays from points (…, 3) along unit directions (…, 3) go until `ease_mm` (…) before a solid, at most `reach_mm`."""
    shape = np.broadcast_shapes(start_mm.shape[:-1], direction.shape[:-1], np.shape(ease_mm))
    fields = [*np.moveaxis(start_mm, -1, 0), *np.moveaxis(direction, -1, 0), ease_mm]
    rays = [np.broadcast_to(np.asarray(field, np.float32), shape).reshape(-1) for field in fields]
    away = np.zeros(math.prod(shape), np.float32)
    walking, gone = np.arange(len(away)), away.copy()
    for _ in range(STEPS):
        *lines, ease = rays
        free = solid(*(start + heading * gone for start, heading in zip(lines[:3], lines[3:], strict=True))) - ease
        further = np.minimum(np.maximum(gone + free * np.float32(CAUTION), 0), reach_mm)
        away[walking] = further
        # Who stands still stays: most have arrived long before the last ones that graze a surface.
        moved = further != gone
        walking, gone, rays = walking[moved], further[moved], [ray[moved] for ray in rays]
        if not walking.size:
            break
    return away.reshape(shape)


def normals_at(solid: Solid, points_mm: Floats) -> Floats:
    """Return (…, 3) unit normals of a solid at points (…, 3): the distance's slope, over `SLOPE_MM` to each side."""
    x, y, z = (np.asarray(points_mm[..., axis], np.float32) for axis in range(3))
    step = np.float32(SLOPE_MM)
    slope = np.stack(
        [
            solid(x + step, y, z) - solid(x - step, y, z),
            solid(x, y + step, z) - solid(x, y - step, z),
            solid(x, y, z + step) - solid(x, y, z - step),
        ],
        -1,
    )
    return np.asarray(slope / np.maximum(np.linalg.norm(slope, axis=-1, keepdims=True), 1e-6), np.float32)
