"""Makes `capture/mean_face/mean_face.npz`: `python -m capture.making.mean_face [FILE]`.

The mean face is what FaceMesh sees in cartoons of a face from the front, averaged and made symmetrical, so that no person's geometry is in it.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from capture.axes import rotation
from capture.face_mesh import MESH_SIZE
from capture.making.cartoon import draw
from capture.mean_face.features import LEFT_EYE, LEFT_MOUTH_CORNER, NOSE_TIP, OVAL, RIGHT_EYE, RIGHT_MOUTH_CORNER
from capture.mediapipe_tracker import MediapipeTracker, tessellation
from capture.types import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

SEEDS = range(12)
EYE_SPAN_MM = 92.0
"""Between the outer corners of the eyes, an adult's mean (Farkas 1994: 91 mm in men, 88 in women)."""
STEP_MM = 3.0
"""What one edge of difference counts against a distance when vertices are paired: about the mesh's own edge length."""
MIDDLE = (NOSE_TIP, *OVAL[:1], *OVAL[18:19])
LEFT = (*LEFT_EYE[:2], *LEFT_EYE[2], LEFT_MOUTH_CORNER, *OVAL[1:18])
RIGHT = (*RIGHT_EYE[:2], *RIGHT_EYE[2], RIGHT_MOUTH_CORNER, *OVAL[:18:-1])
DEPTH_SCALE = 0.85
"""FaceMesh sees too much depth in flat drawings: with it, a real head turned by 45 degrees reads 37, scaled 39."""
HAIRLINE_BACK_DEG = 2.0
"""How far the line from chin to hairline leans back in a level look. A convention: it sets the zero of pitch, which each sitter's neutral replaces."""
TARGET = Path(__file__).parents[1] / "mean_face" / "mean_face.npz"


def make() -> tuple[Floats, NDArray[np.uint16]]:
    """Return (468, 3) vertices in mm, symmetrical about x = 0, in the program's axes, and (T, 3) triangles wound so that normals point outwards."""
    with MediapipeTracker(stills=True, mirrored_too=False) as tracker:
        faces = [_upright(face) for seed in SEEDS for face in _both_ways(tracker, draw(seed))]
    mean = np.mean(faces, axis=0)
    vertices = _level(_symmetrical(mean) * np.array([1, 1, DEPTH_SCALE], np.float32))
    return vertices, _triangles(vertices)


def _both_ways(tracker: MediapipeTracker, rgb: Rgb) -> list[Face]:
    """Return the face found in a picture and in its mirror image."""
    pictures = (rgb, np.ascontiguousarray(rgb[:, ::-1]))
    found = [tracker.track(Frame(0, 0.0, picture)).face for picture in pictures]
    return [face for face in found if face is not None]


def _upright(face: Face) -> Floats:
    """Return the mesh in mm with its origin midway between the outer eye corners and its eye line along x."""
    left, right = face.left_eye.outer_px, face.right_eye.outer_px
    x, y = (left - right) / np.linalg.norm(left - right)
    turn = np.array([[x, y, 0], [-y, x, 0], [0, 0, 1]])
    nearest = [np.abs(face.mesh_px[:, :2] - corner).sum(axis=1).argmin() for corner in (left, right)]
    origin = face.mesh_px[nearest].mean(axis=0)
    scale = EYE_SPAN_MM / float(np.linalg.norm(left - right))
    return np.asarray((face.mesh_px - origin) @ turn.T * scale, np.float32)


def _neighbours() -> list[set[int]]:
    around: list[set[int]] = [set() for _ in range(MESH_SIZE)]
    for a, b in tessellation():
        around[a].add(b)
        around[b].add(a)
    return around


def _steps_from(start: int, around: list[set[int]]) -> list[int]:
    """Return how many edges lie between `start` and each vertex."""
    steps = {start: 0}
    queue = [start]
    for vertex in queue:
        for other in around[vertex] - steps.keys():
            steps[other] = steps[vertex] + 1
            queue.append(other)
    return [steps[vertex] for vertex in range(MESH_SIZE)]


def _symmetrical(mean: Floats) -> Floats:
    """Return the mean of a mesh and its mirror image.

    Vertices pair up by how many edges they are from the features of either side: places alone are too near one another at the lips.
    """
    around = _neighbours()
    middle, left, right = (np.array([_steps_from(vertex, around) for vertex in group]).T for group in (MIDDLE, LEFT, RIGHT))
    own, other = np.hstack([middle, left, right]), np.hstack([middle, right, left])
    mirrored = mean * np.array([-1, 1, 1], np.float32)
    apart = np.abs(own[:, None] - other[None]).sum(axis=2) * STEP_MM + np.linalg.norm(mean[:, None] - mirrored[None], axis=2)
    pair = _pairs(apart + apart.T)
    return np.asarray((mean + mirrored[pair]) / 2, np.float32)


def _level(vertices: Floats) -> Floats:
    """Turn the mesh in pitch so that its face line stands as in a level look."""
    line = vertices[OVAL[0]] - vertices[OVAL[18]]
    forward_deg = float(np.degrees(np.arctan2(-line[2], -line[1])))
    return np.asarray(vertices @ rotation(0, forward_deg + HAIRLINE_BACK_DEG, 0).T, np.float32)


def _pairs(apart: Floats) -> NDArray[np.int64]:
    """Return for each vertex its partner (itself on the middle line), the nearest pairs first; `apart` is symmetrical."""
    pair = np.full(len(apart), -1)
    pair[list(MIDDLE)] = MIDDLE
    for place in np.argsort(apart, axis=None):
        a, b = divmod(int(place), len(apart))
        if pair[a] < 0 and pair[b] < 0:
            pair[a], pair[b] = b, a
    return pair


def _triangles(vertices: Floats) -> NDArray[np.uint16]:
    """Return the tessellation's triangles: every three vertices that are joined to one another."""
    around = _neighbours()
    found = {tuple(sorted((a, b, c))) for a, near in enumerate(around) for b, c in combinations(near, 2) if c in around[b]}
    corners = np.array(sorted(found))
    a, b, c = (vertices[corners[:, k]] for k in range(3))
    inwards = np.cross(b - a, c - a)[:, 2] > 0
    corners[inwards] = corners[inwards][:, ::-1]
    return corners.astype(np.uint16)


def main() -> None:
    """Write the file."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    vertices, triangles = make()
    np.savez_compressed(target, vertices_mm=vertices.astype(np.float32), triangles=triangles)
    print(f"{target}: {len(vertices)} vertices, {len(triangles)} triangles, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
