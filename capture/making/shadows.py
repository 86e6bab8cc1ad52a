"""Makes `capture/mean_face/shadows.npz`: `python -m capture.making.shadows [FILE]` (a minute or two).

From each of some 500 directions a light is shone on the mean face, and three places of each triangle are asked whether another
triangle stands in the way: what the nose, the brow and the chin take from the rest of the face.
"""

from __future__ import annotations

import sys
from itertools import combinations, combinations_with_replacement, product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face import TRIANGLES, VERTICES_MM, normals
from capture.mean_face.skin import RELIEF

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

TARGET = Path(__file__).parents[1] / "mean_face" / "shadows.npz"
LIFT_MM = 1.5
"""Rays start this far off the surface, so that a triangle's own neighbours don't shade it."""
RAYS = 3
"""Places that are asked in each triangle, one towards each corner."""
TOWARDS_CORNERS = (np.ones((RAYS, RAYS)) + 3 * np.eye(RAYS)) / 6
"""Weights of a triangle's corners at the places that are asked."""
PARTS = 7
"""Parts into which each edge of an icosahedron is cut: 492 directions, about 9 degrees from each to the next."""


def directions() -> Floats:
    """Return (10 · PARTS² + 2, 3) unit vectors spread over the sphere, each with its mirror image (the vertices of a cut icosahedron)."""
    golden = (1 + 5**0.5) / 2
    corners = [turn for a, b in product((-1, 1), (-golden, golden)) for turn in ((0, a, b), (a, b, 0), (b, 0, a))]
    points = {}
    for face in combinations(np.array(corners), 3):
        if all(np.linalg.norm(one - other) < 2.1 for one, other in combinations(face, 2)):
            for i, j in combinations_with_replacement(range(PARTS + 1), 2):
                point = (i * face[0] + (j - i) * face[1] + (PARTS - j) * face[2]) / PARTS
                unit = point / np.linalg.norm(point)
                points[tuple(np.round(unit, 3) + 0.0)] = unit
    return np.array([points[key] for key in sorted(points)], np.float32)


def unshaded(vertices_mm: Floats, towards: Floats) -> NDArray[np.uint8]:
    """Return (T,) how many of the three rays of each triangle reach a light in direction `towards` (3,); 0 for those that face away.

    Ray against triangle by Cramer's rule (Möller and Trumbore, 1997).
    """
    corners = vertices_mm[TRIANGLES]
    outwards = normals(vertices_mm)
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    across = np.cross(towards, second)
    volume = (first * across).sum(axis=1)
    scale = 1 / np.where(np.abs(volume) > 1e-6, volume, np.inf)
    facing = np.flatnonzero(outwards @ towards > 0)
    free = np.zeros(len(TRIANGLES), np.uint8)
    for weights in TOWARDS_CORNERS:
        start = np.einsum("c,tcx->tx", weights, corners[facing]) + outwards[facing] * LIFT_MM
        offset = start[:, None] - corners[None, :, 0]
        u = (offset * across).sum(axis=2) * scale
        turned = np.cross(offset, first[None])
        v, reach_mm = turned @ towards * scale, (turned * second).sum(axis=2) * scale
        hit = (scale != 0) & (u >= 0) & (v >= 0) & (u + v <= 1) & (reach_mm > 0)
        free[facing] += ~hit.any(axis=1)
    return free


def main() -> None:
    """Write the file."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    vertices_mm = VERTICES_MM * np.array([1, 1, RELIEF], np.float32)
    every = directions()
    free = np.stack([unshaded(vertices_mm, towards) for towards in every])
    np.savez_compressed(target, directions=every, rays_free=free)
    print(f"{target}: {free.shape[0]} directions, {free.shape[1]} triangles, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
