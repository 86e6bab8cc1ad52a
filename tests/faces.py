"""Faces without pictures: the mean face turned, scaled, moved and given an expression, as a tracker would report it.

The projection is parallel: what a long lens sees. Vertex numbers may live here, since these faces stand in for the tracker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from capture.axes import rotation
from capture.mean_face import VERTICES_MM, features
from capture.mean_face.features import (
    CHIN,
    INNER_LOWER_LIP,
    INNER_UPPER_LIP,
    LEFT_BROW,
    LEFT_EYE,
    LEFT_MOUTH_CORNER,
    OUTER_LIPS,
    RIGHT_BROW,
    RIGHT_EYE,
    RIGHT_MOUTH_CORNER,
)
from capture.types import Eye, Face, Mouth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

SHAPE = (720, 1280)
EYEBALL_CENTRE_MM = {"left": (31.0, 0.5, 5.0), "right": (-31.0, 0.5, 5.0)}
PUPIL_ARM_MM = 10.5
IRIS_RADIUS_MM = 5.85
BROWS = [*RIGHT_BROW, *LEFT_BROW]
LIPS = sorted({*OUTER_LIPS, *INNER_UPPER_LIP, *INNER_LOWER_LIP, 78, 308, RIGHT_MOUTH_CORNER, LEFT_MOUTH_CORNER})
LOWER_LIP = sorted({*INNER_LOWER_LIP, 146, 91, 181, 84, 17, 314, 405, 321, 375, CHIN})
_TWIN = np.linalg.norm(VERTICES_MM[:, None] - VERTICES_MM[None] * np.float32([-1, 1, 1]), axis=2).argmin(axis=1)


def made_face(
    shape: tuple[int, int] = SHAPE,
    *,
    yaw_deg: float = 0.0,
    pitch_deg: float = 0.0,
    roll_deg: float = 0.0,
    px_per_mm: float = 2.0,
    centre_px: tuple[float, float] | None = None,
    aspect: tuple[float, float] = (0.30, 0.30),
    gaze_deg: tuple[float, float] = (0.0, 0.0),
    vertices_mm: Floats | None = None,
    matte: Floats | None = None,
) -> Face:
    """Return a face at a pose (as `capture.axes.rotation` turns it) in a frame of `shape` (H, W).

    `centre_px` (x, y) is where the point midway between the outer eye corners lies, by default the frame's centre. `aspect` is the
    eye aspect ratio of the subject's (left, right) eye: mean lid opening over the distance between the corners. `gaze_deg` is the
    (yaw, pitch) of both eyes off the lens. `vertices_mm` is another mesh than the mean face.
    """
    mesh_mm = np.array(VERTICES_MM if vertices_mm is None else vertices_mm, np.float64)
    for eye, wanted in zip((LEFT_EYE, RIGHT_EYE), aspect, strict=True):
        _open(mesh_mm, eye, wanted)
    turn = rotation(yaw_deg, pitch_deg, roll_deg) * px_per_mm
    x, y = centre_px or ((shape[1] - 1) / 2, (shape[0] - 1) / 2)
    mesh = (mesh_mm @ turn.T + np.array([x, y, 0])).astype(np.float32)
    iris = {side: _iris(np.array(centre), turn, gaze_deg) + np.float32([x, y]) for side, centre in EYEBALL_CENTRE_MM.items()}
    radius_px = IRIS_RADIUS_MM * px_per_mm
    irises = features.Iris(iris["left"], radius_px), features.Iris(iris["right"], radius_px)
    return features.name(mesh, irises, confidence_frac=1.0, shoulders=None, matte=matte)


def smiling(lift_mm: float, widen_mm: float) -> Floats:
    """Return the mean face with each mouth corner raised and drawn outwards; the lips between follow in proportion."""
    mesh = VERTICES_MM.copy()
    half_mm = abs(mesh[LEFT_MOUTH_CORNER, 0])
    share = mesh[LIPS, 0] / half_mm
    mesh[LIPS, 0] += share * widen_mm
    mesh[LIPS, 1] -= share**2 * lift_mm
    return mesh


def gaping(open_mm: float) -> Floats:
    """Return the mean face with the lower lip and the chin dropped."""
    mesh = VERTICES_MM.copy()
    mesh[LOWER_LIP, 1] += open_mm
    return mesh


def brows_up(lift_mm: float) -> Floats:
    """Return the mean face with its brows raised."""
    mesh = VERTICES_MM.copy()
    mesh[BROWS, 1] -= lift_mm
    return mesh


def lower_lids_up(lift_mm: float) -> Floats:
    """Return the mean face with its lower lids raised: a squinch."""
    mesh = VERTICES_MM.copy()
    mesh[[*LEFT_EYE[3], *RIGHT_EYE[3]], 1] -= lift_mm
    return mesh


def mirrored(face: Face, width_px: int) -> Face:
    """Return the face as it is in the picture's mirror image, with sides exchanged and the mesh in its own order again."""
    flip, add = np.float32([-1, 1]), np.float32([width_px - 1, 0])

    def there(points: Floats) -> Floats:
        return np.asarray(points * flip + add, np.float32)

    def eye(one: Eye) -> Eye:
        outline = (there(part) for part in (one.outer_px, one.inner_px, one.upper_px, one.lower_px, one.contour_px, one.iris_px))
        return Eye(*outline, one.iris_radius_px)

    mouth = face.mouth
    return replace(
        face,
        mesh_px=(face.mesh_px * np.float32([-1, 1, 1]) + np.float32([width_px - 1, 0, 0]))[_TWIN],
        outline_px=there(face.outline_px)[::-1],
        left_eye=eye(face.right_eye),
        right_eye=eye(face.left_eye),
        mouth=Mouth(*(there(part) for part in (mouth.right_corner_px, mouth.left_corner_px)), *(there(part)[::-1] for part in (mouth.inner_upper_px, mouth.inner_lower_px, mouth.contour_px))),  # noqa: E501 - one mouth, one line
        nose_tip_px=there(face.nose_tip_px),
        chin_px=there(face.chin_px),
        forehead_px=there(face.forehead_px),
        shoulders_px=None if face.shoulders_px is None else there(face.shoulders_px)[::-1],
        shoulders_yaw_deg=None if face.shoulders_yaw_deg is None else -face.shoulders_yaw_deg,
        matte=None if face.matte is None else face.matte[:, ::-1],
    )


def _open(mesh_mm: NDArray[np.float64], eye: tuple[int, int, list[int], list[int]], wanted: float) -> None:
    """Give one eye of the mesh this aspect ratio, by moving its lids towards or from the line between its corners."""
    outer, inner, upper, lower = eye
    lids = [*upper, *lower]
    share = (mesh_mm[lids, 0] - mesh_mm[outer, 0]) / (mesh_mm[inner, 0] - mesh_mm[outer, 0])
    line = mesh_mm[outer, 1] + share * (mesh_mm[inner, 1] - mesh_mm[outer, 1])
    mean_open = (mesh_mm[lower, 1] - mesh_mm[upper, 1])[2:5].mean()
    now = mean_open / np.linalg.norm(mesh_mm[outer, :2] - mesh_mm[inner, :2])
    mesh_mm[lids, 1] = line + (mesh_mm[lids, 1] - line) * wanted / now


def _iris(centre_mm: NDArray[np.float64], turn: NDArray[np.float64], gaze_deg: tuple[float, float]) -> Floats:
    scale = float(np.cbrt(np.linalg.det(turn)))
    look = rotation(*gaze_deg, 0) @ np.array([0, 0, -1]) * PUPIL_ARM_MM * scale
    return np.asarray((turn @ centre_mm + look)[:2], np.float32)
