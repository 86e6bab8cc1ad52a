"""A face of matt skin under a lamp at a known place: each triangle of the mesh painted with the light it returns, as a camera would encode it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from faces import SHAPE

from capture.axes import rotation
from capture.light.surface import facing
from capture.mean_face import TRIANGLES
from capture.mean_face.shadows import DIRECTIONS, LIT_FRAC
from capture.mean_face.skin import RELIEF
from capture.pixels import encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

WALL_CODE = 90


def share_of_key(face: Face, towards: NDArray[np.float64], pose_deg: tuple[float, float, float], lamp_radius_deg: float = 0.0) -> Floats:
    """Return (854,) the share of a key in direction `towards` (camera axes) that each triangle gets, its cast shadows counted.

    The surface is the true one, not the deepened one that the measure assumes. A lamp with a radius is the mean of its points of light.
    """
    turn = rotation(*pose_deg)
    normals = facing(face.mesh_px * np.float32([1, 1, 1 / RELIEF]))[0] @ turn
    apart_deg = np.degrees(np.arccos(np.clip(DIRECTIONS @ (turn.T @ towards), -1, 1)))
    points = np.flatnonzero(apart_deg <= lamp_radius_deg)
    if lamp_radius_deg == 0 or not len(points):
        shadow = LIT_FRAC[:, apart_deg.argmin()]
        return np.asarray(np.maximum(normals @ (turn.T @ towards), 0) * shadow, np.float32)
    return np.asarray((np.maximum(normals @ DIRECTIONS[points].T, 0) * LIT_FRAC[:, points]).mean(axis=1), np.float32)


def painted(face: Face, light: Floats, shape: tuple[int, int] = SHAPE, *, gain: float = 1.0, noise: float = 0.0, seed: int = 1) -> Rgb:
    """Return the picture (H, W, 3) of a face whose triangles return `light` (854,), on a plain wall; `noise` is in codes."""
    codes = np.round(encode((light * gain).astype(np.float32)))
    rgb = np.full((*shape, 3), WALL_CODE, np.uint8)
    corners = np.round(face.mesh_px[TRIANGLES, :2] * 16).astype(np.int32)
    for triangle in np.argsort(-face.mesh_px[TRIANGLES, 2].mean(axis=1)):
        cv2.fillConvexPoly(rgb, corners[triangle], [int(codes[triangle])] * 3, cv2.LINE_8, 4)
    if noise:
        grain = np.random.default_rng(seed).normal(0, noise, rgb.shape)
        rgb = np.clip(np.round(rgb + grain), 0, 255).astype(np.uint8)
    return rgb
