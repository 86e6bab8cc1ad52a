"""A persona's bare head: a radius for each direction from mid-head, drawn smoothly through the face mesh, a skull and the underside of the jaw.

The surface is a cubic radial basis interpolation of the radius over directions (r = Σ w·|d − dᵢ|³ + a linear part), which bends as little as a thin plate
would. The face mesh it goes through is the exact truth of the neutral face.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face import features
from capture.studio import ears, grid, traits
from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.persona import Persona
    from capture.types import Floats

    Exact = NDArray[np.float64]

SKULL_CENTRE_MM = np.array([0.0, -32.0, 24.0])
SKULL_RADII_MM = np.array([79.0, 90.0, 98.0])
"""Half of breadth 158, of a height that puts the crown 118 mm over the eyes, and of length 196 mm: an adult's head, skin included."""
SKULL_POWER = 2.15
"""A superellipsoid: a little boxier than an ellipsoid, as brows and occiput make it."""
BELOW_MM = 76.0
"""Radius below the jaw, all inside the neck."""
AT_A_TIME = 256
"""Directions whose radii are worked out together: their distances to all control points stay in a processor's cache, which nearly halves the time."""
STIFFNESS = 2e-5
"""Added to the interpolation's diagonal: lets it miss a vertex by some tenths of a millimetre rather than ripple."""
MIRROR_GAP = 0.04
"""How far from the middle plane the skull's control points keep, so that none meets its mirror image."""
EYEBALL_MM = 12.0
"""An eyeball's radius (adults: 24 mm across)."""
_LIP_GAP = {13, 14, 82, 312, 87, 317, 81, 311, 178, 402, 80, 310, 88, 318}
"""The lips' inner edges, which lie on one another and would crease the surface."""


@dataclass(frozen=True, slots=True, eq=False)
class Socket:
    """One eye's place in the head's frame: the lids' corners and middles, and the eyeball."""

    outer_mm: Floats
    inner_mm: Floats
    upper_mm: Floats
    lower_mm: Floats
    centre_mm: Floats
    radius_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class HeadShape:
    """A bare head, no hair on it, at rest, in the head's frame; lattices have `grid.GEOMETRY`."""

    radius_mm: Floats
    """(V, U) from mid-head."""
    points_mm: Floats
    """(V, U, 3)"""
    landmarks_mm: Floats
    """(468, 3) the persona's own face mesh."""
    ear_frac: Floats
    """(V, U) where it is ear."""
    hollow_frac: Floats
    """(V, U) how much of the sky the ears' own folds hide."""
    left_eye: Socket
    right_eye: Socket


def build(persona: Persona) -> HeadShape:
    """Return a persona's bare head. About half a second."""
    mesh = traits.mesh_mm(persona)
    left, right = _socket(mesh, features.LEFT_EYE), _socket(mesh, features.RIGHT_EYE)
    scales = np.array([persona.shape.width, persona.shape.height, persona.shape.depth])
    controls = np.concatenate([_face_points(mesh), _lid_points(left), _lid_points(right), _skull_points(mesh, scales), _jaw_points(mesh, persona)])
    directions = grid.directions(grid.GEOMETRY)
    radius = _interpolated(controls, directions.reshape(-1, 3)).reshape(grid.GEOMETRY)
    both = ears.on(directions * radius[..., None], persona.shape.ears)
    radius = (radius + both.relief_mm).astype(np.float32)
    return HeadShape(radius, directions * radius[..., None], mesh.astype(np.float32), both.share, both.hollow_frac, left, right)


def _socket(mesh: Exact, eye: tuple[int, int, list[int], list[int]]) -> Socket:
    outer, inner, upper, lower = (mesh[eye[0]], mesh[eye[1]], mesh[eye[2][3]], mesh[eye[3][3]])
    middle = (outer + inner) / 2
    # The lids' edges touch the ball 6 mm above and below its front, where it has fallen back by 6² / (2·12) = 1.5 mm.
    centre = np.array([middle[0], (upper[1] + lower[1] + 2 * middle[1]) / 4, (upper[2] + lower[2]) / 2 + EYEBALL_MM - 1.5])
    outer_mm, inner_mm, upper_mm, lower_mm, centre_mm = np.array([outer, inner, upper, lower, centre], np.float32)
    return Socket(outer_mm, inner_mm, upper_mm, lower_mm, centre_mm, EYEBALL_MM)


def _face_points(mesh: Exact) -> Exact:
    return mesh[[vertex for vertex in range(len(mesh)) if vertex not in _LIP_GAP]]


def _lid_points(socket: Socket) -> Exact:
    """Return (9, 3) points of the closed lids: a bulge over the eyeball, on which the eye's opening is painted."""
    middle = (socket.outer_mm + socket.inner_mm) / 2
    height_mm = (socket.upper_mm[1] + socket.lower_mm[1]) / 2
    front_mm = (socket.upper_mm[2] + socket.lower_mm[2]) / 2 - 1.2
    across, down = np.meshgrid([-6.0, 0.0, 6.0], [-4.0, 0.0, 4.0])
    bulge = front_mm + (across**2 + down**2) / (2 * (EYEBALL_MM + 1))
    return np.asarray(np.stack([middle[0] + across, height_mm + down, bulge], -1).reshape(-1, 3), np.float64)


def _spread(count: int) -> Exact:
    """Return (count, 3) unit vectors spread evenly over the sphere (Fibonacci's lattice)."""
    number = np.arange(count) + 0.5
    down = 1 - 2 * number / count
    turn = np.pi * (1 + 5**0.5) * number
    level = np.sqrt(1 - down**2)
    return np.asarray(np.stack([np.cos(turn) * level, down, np.sin(turn) * level], 1), np.float64)


def _skull_points(mesh: Exact, scales: Exact) -> Exact:
    """Return (N, 3) points of the skull and of the neck's inside, at least 9 degrees away from the face mesh."""
    half = _spread(700)
    half = half[half[:, 0] > MIRROR_GAP]
    directions = np.concatenate([half, half * [-1, 1, 1]])
    nearest = (directions @ (mesh / np.linalg.norm(mesh, axis=1, keepdims=True)).T).max(axis=1)
    before_neck = (directions[:, 1] > 0.45) & (directions[:, 2] < 0.3)
    directions = directions[(nearest < np.cos(np.radians(9))) & ~before_neck]
    low, high = np.zeros(len(directions)), np.full(len(directions), 300.0)
    for _ in range(40):
        middle = (low + high) / 2
        inside = (np.abs((directions * middle[:, None] / scales - SKULL_CENTRE_MM) / SKULL_RADII_MM) ** SKULL_POWER).sum(axis=1) < 1
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    below = smooth_step(0.25, 0.8, directions[:, 1]).astype(np.float64)
    return np.asarray(directions * (low * (1 - below) + below * BELOW_MM)[:, None], np.float64)


def _jaw_points(mesh: Exact, persona: Persona) -> Exact:
    """Return (N, 3) points of the jaw's underside: from the chin's edge it rises towards the throat, the more the leaner the persona."""
    chin = mesh[features.CHIN]
    sag = 5.0 * persona.shape.fullness
    rows = [(14.0, -2.0), (30.0, -9.0), (48.0, -17.0), (75.0, -32.0)]
    points = [
        (side * half_width, chin[1] + up + sag * (back > 10), chin[2] + back)
        for back, up in rows
        for side, half_width in ((0, 0.0), (1, 0.35 * back + 6), (-1, 0.35 * back + 6))
    ]
    return np.array([*points, (0.0, BELOW_MM, 0.0)])


def _interpolated(controls: Exact, directions: Floats) -> Floats:
    """Return (N,) radii in the given directions of the surface through the control points."""
    radii = np.linalg.norm(controls, axis=1)
    places = controls / radii[:, None]
    count = len(places)
    system = np.zeros((count + 4, count + 4))
    system[:count, :count] = _cubed_distance(places, places) + np.eye(count) * STIFFNESS
    system[:count, count:] = np.concatenate([np.ones((count, 1)), places], 1)
    system[count:, :count] = system[:count, count:].T
    weights = np.linalg.solve(system, np.concatenate([radii, np.zeros(4)]))
    result = np.empty(len(directions), np.float32)
    for start in range(0, len(directions), AT_A_TIME):
        part = directions[start : start + AT_A_TIME].astype(np.float64)
        result[start : start + AT_A_TIME] = _cubed_distance(part, places) @ weights[:count] + weights[count] + part @ weights[count + 1 :]
    return result


def _cubed_distance(a: Exact, b: Exact) -> Exact:
    """Return (A, B) third powers of the distances of unit vectors (A, 3) and (B, 3)."""
    squared = a @ (-2 * b.T)
    squared += 2
    np.maximum(squared, 0, out=squared)
    squared *= np.sqrt(squared)
    return np.asarray(squared, np.float64)
