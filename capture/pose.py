"""Which way the head points: the mean face fitted to all 468 vertices in perspective.

Formula: the rotation R and place t that carry the mean face (`capture.mean_face`) onto the vertices' image positions
with the least squared distance, through a pinhole camera (OpenCV's SQPnP, then Levenberg-Marquardt). R is then taken
relative to the line of sight to the face, so that a face that looks into the lens reads 0 wherever it is in the frame,
and split as Ry(yaw)·Rx(pitch)·Rz(roll). Degrees; the signs are those of `capture.types`.

Range: trustworthy to about 60 degrees of yaw. The zero of pitch is the mean face's (see `capture.making.mean_face`) and
differs between people by some degrees. Source: comparison of pose recipes on labelled faces (all vertices in
perspective beat a six-point fit by 2 to 3 times).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import angles_deg, focal_px, line_of_sight
from capture.mean_face import VERTICES_MM
from capture.types import PoseReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats

NO_DISTORTION = np.zeros(5)


@dataclass(frozen=True, slots=True, eq=False)
class HeadFit:
    """Where the mean face lies: `rotation` (3, 3) in camera axes, `place_mm` (3,) of its origin; `error_px` is the fit's RMS distance."""

    rotation: NDArray[np.float64]
    place_mm: NDArray[np.float64]
    error_px: float


def fit(mesh_px: Floats, shape: tuple[int, int], hfov_deg: float | None = None) -> HeadFit | None:
    """Return the mean face's place for a mesh (468, 3) in a picture of (height, width); None when no head can look like that."""
    height, width = shape
    focal = focal_px(shape, hfov_deg)
    camera = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
    model, image = VERTICES_MM.astype(np.float64), mesh_px[:, :2].astype(np.float64)
    if not np.isfinite(image).all():
        return None
    found, turn, place = cv2.solvePnP(model, image, camera, NO_DISTORTION, flags=cv2.SOLVEPNP_SQPNP)
    if not found:
        return None
    found, turn, place = cv2.solvePnP(model, image, camera, NO_DISTORTION, turn, place, useExtrinsicGuess=True, flags=cv2.SOLVEPNP_ITERATIVE)
    if not found or place[2, 0] <= 0:
        return None
    projected = cv2.projectPoints(model, turn, place, camera, NO_DISTORTION)[0][:, 0]
    error_px = float(np.sqrt(((projected - image) ** 2).sum(axis=1).mean()))
    return HeadFit(np.asarray(cv2.Rodrigues(turn)[0], np.float64), np.asarray(place[:, 0], np.float64), error_px)


def measure(shape: tuple[int, int], face: Face, hfov_deg: float | None = None) -> PoseReading | None:
    """Return the head's pose in a picture of (height, width); None when the mesh fits no head."""
    head = fit(face.mesh_px, shape, hfov_deg)
    if head is None:
        return None
    yaw, pitch, roll = angles_deg(line_of_sight(head.place_mm).T @ head.rotation)
    return PoseReading(yaw, pitch, roll, face.shoulders_yaw_deg)
