"""Which way the head points: the mean face fitted to the mesh in perspective, mended by what turned meshes are known to do.

1. The rotation R and place t that carry the mean face's anchors (200 vertices spread evenly, `capture.mean_face.turns`)
   onto the mesh's image positions with the least squared distance through a pinhole camera: the similarity that fits the
   mesh with its depths (Umeyama 1991), then Gauss-Newton. It is done in a camera turned towards the face, so that R is
   relative to the line of sight: a face that looks into the lens reads 0 wherever it is in the frame.
2. FaceMesh's faces of turned heads are not turned faces: it pulls them towards the front, and takes one person's nose or
   jaw for a turn. What is left between anchors and mesh, in millimetres in head axes, tells: a ridge regression on it and
   on the angles gives the rotation that is missing. It was learned on the virtual studio's strangers by
   `capture.making.turns`, in heads and in their mirror images alike.

R = Ry(yaw)·Rx(pitch)·Rz(roll), degrees; the signs are those of `capture.types`. Trustworthy to about 60 degrees of yaw.
People's own zero differs by some degrees in pitch, one in yaw: `capture.neutral` takes it off.

Where the field of view is not known, the focal length is the picture's longer side, unless the face would then be nearer
than 0.8 m: a face that fills a picture was cropped or taken through a long lens, and perspective that is not there reads
as a turn towards the front, 2 to 5 degrees of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import angles_deg, focal_px, line_of_sight, nearest_rotation
from capture.mean_face import VERTICES_MM
from capture.mean_face.turns import ANCHORS, BY_ANGLE_DEG, BY_PLACE_DEG
from capture.types import PoseReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats

    Exact = NDArray[np.float64]

NEAREST_MM = 800.0
"""Through a lens that is not known. Webcams see faces from 0.5 to 0.8 m, cameras from 1 m on; between these, what is wrong costs little."""
FARTHEST_DEG = (65.0, 25.0, 25.0)
"""Yaw, pitch, roll: the strangers of `capture.making` turn no farther."""
LEAST_PX_PER_MM = 1e-6
"""A head so small is a point."""
STEPS, NO_STEP = 4, math.radians(0.03)
"""Of Gauss-Newton, at most; each turns by a tenth of the one before, so that after one as short as the second nothing is left to be done."""


@dataclass(frozen=True, slots=True, eq=False)
class HeadFit:
    """Where the mean face lies.

    `turn` (3, 3) is relative to the line of sight to the mean face's origin, midway between the eyes' outer corners, which is at `place_mm` (3,) in camera
    axes. `off_mm` (200, 3) is the mesh's way off the fitted anchors in head axes; along the line of sight it has only the mesh's own depth.
    """

    turn: Exact
    place_mm: Exact
    off_mm: Exact


class Anchors:
    """The mean face's anchors, with what a fit needs of them."""

    def __init__(self, numbers: NDArray[np.uint16]) -> None:
        places_mm = VERTICES_MM[numbers].astype(np.float64)
        self.numbers = numbers.astype(np.intp)
        self.middle_mm: Exact = places_mm.mean(axis=0)
        self.about_mm: Exact = places_mm - self.middle_mm
        self.spread_mm2 = float((self.about_mm**2).sum())

    def fit(self, mesh_px: Floats, shape: tuple[int, int], hfov_deg: float | None = None) -> HeadFit | None:
        """Return the mean face's place for a mesh (468, 3) in a picture of (height, width); None when no head can look like that."""
        mesh = mesh_px[self.numbers].astype(np.float64)
        if not np.isfinite(mesh).all():
            return None
        middle_px = _mean(mesh)
        turn, stretched = nearest_rotation((mesh - middle_px).T @ self.about_mm)
        px_per_mm = stretched / self.spread_mm2
        if px_per_mm < LEAST_PX_PER_MM:
            return None
        focal = focal_px(shape, hfov_deg)
        if hfov_deg is None:
            focal = max(focal, px_per_mm * NEAREST_MM)
        rays = np.ones_like(mesh)
        rays[:, :2] = (mesh[:, :2] - (shape[1] / 2, shape[0] / 2)) / focal
        towards = _mean(rays)
        sight = line_of_sight(towards)
        seen = rays @ sight
        flat = seen[:, :2] / seen[:, 2:]
        depth_px = focal * math.hypot(*towards.tolist())
        turn, middle_mm = self._least_squares(flat, turn, np.array([0, 0, depth_px / px_per_mm]))
        if not middle_mm[2] > 0:
            return None
        about = self.about_mm @ turn.T
        off = np.empty_like(mesh)
        off[:, :2] = flat * (about[:, 2:] + middle_mm[2]) - middle_mm[:2]
        off[:, 2] = (mesh[:, 2] - middle_px[2]) * (middle_mm[2] / depth_px)
        eyes_mm = middle_mm - turn @ self.middle_mm
        return HeadFit(line_of_sight(eyes_mm).T @ turn, sight @ eyes_mm, (off - about) @ turn)

    def _least_squares(self, seen: Exact, turn: Exact, middle_mm: Exact) -> tuple[Exact, Exact]:
        """Return the turn (3, 3) and the place (3,) of the anchors' middle that project the anchors best onto `seen` (N, 2), by Gauss-Newton from near by."""
        places_mm, targets = np.ascontiguousarray(self.about_mm.T), np.ascontiguousarray(seen.T)
        # By the turn about x, y and z, and the way along them: of the place across, and of the place down.
        slopes = np.zeros((6, 2, len(seen)))
        for _ in range(STEPS):
            about = turn @ places_mm
            x, y, z = about
            near = 1 / (z + middle_mm[2])
            flat = (about[:2] + middle_mm[:2, None]) * near
            np.multiply(flat, -y, out=slopes[0])
            slopes[0, 1] -= z
            np.multiply(flat, x, out=slopes[1])
            slopes[1, 0] += z
            slopes[2, 0], slopes[2, 1], slopes[3, 0], slopes[4, 1] = -y, x, 1, 1
            np.negative(flat, out=slopes[5])
            slopes *= near
            rows = slopes.reshape(6, -1)
            step = np.asarray(cv2.solve(rows @ rows.T, rows @ (targets - flat).ravel(), flags=cv2.DECOMP_CHOLESKY)[1][:, 0], np.float64)
            turn = _turned_by(step[:3]) @ turn
            middle_mm = middle_mm + step[3:]
            if max(map(abs, step[:3].tolist())) < NO_STEP:
                break
        return turn, middle_mm


def angle_terms(turn: Exact) -> Exact:
    """Return (15,) polynomial terms of a turn's angles, which stay at the ends of what was learned beyond them; see `capture.making.turns`."""
    within_deg = (min(max(angle, -farthest), farthest) for angle, farthest in zip(angles_deg(turn), FARTHEST_DEG, strict=True))
    yaw, pitch, roll = (math.sin(math.radians(angle)) for angle in within_deg)
    cubes = (yaw**3, yaw**2 * pitch, yaw * pitch**2, pitch**3)
    return np.array([1, yaw, pitch, roll, yaw**2, pitch**2, yaw * pitch, yaw * roll, pitch * roll, *cubes, roll**2, yaw**2 * roll])


def mended(head: HeadFit) -> Exact:
    """Return the head's turn (3, 3) without what FaceMesh does to turned heads."""
    missing_deg = angle_terms(head.turn) @ _BY_ANGLE_DEG + head.off_mm.ravel() @ _BY_PLACE_DEG
    return head.turn @ _turned_by(np.radians(missing_deg))


def measure(shape: tuple[int, int], face: Face, hfov_deg: float | None = None) -> PoseReading | None:
    """Return the head's pose in a picture of (height, width); None when the mesh fits no head."""
    head = _ANCHORS.fit(face.mesh_px, shape, hfov_deg)
    if head is None:
        return None
    yaw, pitch, roll = angles_deg(mended(head))
    return PoseReading(yaw, pitch, roll, face.shoulders_yaw_deg)


def _mean(rows: Exact) -> Exact:
    """Return the mean (3,) of rows (N, 3): NumPy's own takes ten times as long on so few."""
    return np.ones(len(rows)) @ rows / len(rows)


def _turned_by(vector: Exact) -> Exact:
    """Return the rotation matrix of a rotation vector in radians."""
    return np.asarray(cv2.Rodrigues(vector)[0], np.float64)


_ANCHORS = Anchors(ANCHORS)
_BY_ANGLE_DEG, _BY_PLACE_DEG = BY_ANGLE_DEG.astype(np.float64), BY_PLACE_DEG.astype(np.float64).reshape(-1, 3)
