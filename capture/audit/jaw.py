"""Where the face ends along the jaw: FaceMesh's outline drawn to the edge that is really there.

FaceMesh knows what jaws are like and so hardly follows one that was made narrower: of 6 % it shows 1.5. Its outline from ear to ear by the chin is therefore
searched along its normals for the strongest change of colour (CIELAB, at 1.2 % of the distance of the eyes), as the one path along which that sums to the
most while neighbours keep together (dynamic programming). The path is then carried into the head's own axes with the mesh (`capture.bones`), which undoes
turn and size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.bones import align
from capture.mean_face.features import JAW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

    Exact = NDArray[np.float64]

POINTS, STEPS = 72, 65
REACH = 0.16
"""Searched this far to either side, in distances of the eyes."""
EDGE_SCALE = 0.012
FAR_COST, KEEP_COST, MOST_GAIN = 0.25, 0.105, 1.5
"""For a point at the end of the reach, and for each step by which neighbours differ, in units of a strong edge; an edge counts at most so much."""
MOST_STEPS = 2
CHIN = np.arange(28, 44)
EDGE_STEPS = 6
"""An edge itself spreads so far."""


@dataclass(frozen=True, slots=True, eq=False)
class Jaw:
    """The jaw's edge from the subject's left ear by the chin to the right: `path_px` (72, 2) in the picture, `path_mm` (72, 3) in the head's axes.

    `mesh_mm` (468, 3) is the mesh in those axes; `px_per_mm` its scale. `chin_clear` is how many times stronger the chin's edge is than what else changes
    along the same normals: 2 and more on bare chins, 1.2 in a beard, whose hairs hide it.
    """

    path_px: Exact
    path_mm: Exact
    mesh_mm: Exact
    px_per_mm: float
    chin_clear: float


def measure(rgb: Rgb, face: Face) -> Jaw:
    """Return the jaw's edge in an (H, W, 3) picture."""
    jaw = face.mesh_px[JAW].astype(np.float64)
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(jaw[:, :2], axis=0).T))])
    places = np.linspace(0, along[-1], POINTS)
    points = np.stack([np.interp(places, along, jaw[:, axis]) for axis in range(3)], axis=1)
    normals = _normals(points[:, :2], face.nose_tip_px)
    offsets = np.linspace(-REACH, REACH, STEPS) * face.eye_distance_px
    grid = (points[:, None, :2] + offsets[None, :, None] * normals[:, None]).astype(np.float32)
    strength = _strength(rgb, grid, EDGE_SCALE * face.eye_distance_px)
    path = _best_path(strength - FAR_COST * (np.linspace(-1, 1, STEPS) ** 2)[None])
    path_px = points[:, :2] + offsets[path][:, None] * normals
    mesh_mm, px_per_mm = align(face.mesh_px)
    # The alignment is a similarity, so an affine map fitted to it is exact.
    to_mm = np.linalg.lstsq(np.column_stack([face.mesh_px, np.ones(len(face.mesh_px))]), mesh_mm, rcond=None)[0]
    return Jaw(path_px, np.column_stack([path_px, points[:, 2], np.ones(POINTS)]) @ to_mm, mesh_mm, px_per_mm, _chin_clear(strength, path))


def _chin_clear(strength: Exact, path: NDArray[np.int64]) -> float:
    away = np.abs(np.arange(STEPS)[None] - path[CHIN, None])
    on_edge = np.where(away <= 1, strength[CHIN], 0).max(axis=1)
    elsewhere = np.where(away > EDGE_STEPS, strength[CHIN], 0).sum(axis=1) / np.maximum((away > EDGE_STEPS).sum(axis=1), 1)
    return float(np.median(on_edge / np.maximum(elsewhere, 0.02)))


def _normals(points: Exact, inside: Floats) -> Exact:
    """Return unit normals (N, 2) of a curve, away from a point inside it."""
    along = np.gradient(points, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    normals = np.stack([along[:, 1], -along[:, 0]], axis=1)
    outwards = np.where(((points - inside) * normals).sum(axis=1) < 0, -1.0, 1.0)
    return np.asarray(normals * outwards[:, None])


def _strength(rgb: Rgb, grid: Floats, spread_px: float) -> Exact:
    """Return (points, steps) the change of colour along each normal, a strong edge being 1."""
    (left, top), (right, bottom) = np.floor(grid.min(axis=(0, 1))).astype(int) - 8, np.ceil(grid.max(axis=(0, 1))).astype(int) + 8
    left, top = max(left, 0), max(top, 0)
    part = rgb[top : max(bottom, top + 1), left : max(right, left + 1)]
    if part.size == 0:
        return np.zeros(grid.shape[:2])
    soft = cv2.GaussianBlur(part.astype(np.float32) / 255, (0, 0), max(0.6, spread_px))
    lab = cv2.cvtColor(soft, cv2.COLOR_RGB2LAB)
    seen = cv2.remap(lab, grid - np.array([left, top], np.float32), np.empty(0, np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    change = np.sqrt((np.gradient(seen, axis=1) ** 2).sum(axis=2)).astype(np.float64)
    return np.asarray(np.minimum(change / max(float(np.percentile(change, 95)), 1e-6), MOST_GAIN))


def _best_path(gain: Exact) -> NDArray[np.int64]:
    """Return (points,) the step of each point on the path with the largest sum."""
    came_from = np.zeros(gain.shape, np.int64)
    total = gain[0].copy()
    steps = np.arange(STEPS)
    for point in range(1, len(gain)):
        moves = range(-MOST_STEPS, MOST_STEPS + 1)
        before = np.stack([np.where((steps + move >= 0) & (steps + move < STEPS), total[np.clip(steps + move, 0, STEPS - 1)], -np.inf) for move in moves])
        before -= KEEP_COST * np.abs(np.arange(-MOST_STEPS, MOST_STEPS + 1))[:, None]
        best = before.argmax(axis=0)
        came_from[point] = steps + best - MOST_STEPS
        total = gain[point] + before[best, steps]
    path = np.zeros(len(gain), np.int64)
    path[-1] = int(total.argmax())
    for point in range(len(gain) - 1, 0, -1):
        path[point - 1] = came_from[point, path[point]]
    return path
