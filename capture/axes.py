"""Angles, rotations and directions in the program's axes (see `capture.types`), and the focal length that turns them into pixels.

Vectors are (x, y, z): x right in the image, y down, z away from the camera. A direction to a light points from the face
to the light, so a light at the lens is (0, 0, -1). The subject's left is the image's right: +x.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

UNKNOWN_LENS_FOCAL_FRAC = 1.0
"""Focal length over the picture's longer side where no field of view is known: 53 degrees across, between webcams (65) and portrait lenses (25)."""


def focal_px(shape: tuple[int, int], hfov_deg: float | None) -> float:
    """Return the focal length in pixels of a picture (height, width): W/2 / tan(hfov/2), or a likely one where the field of view is not known."""
    height, width = shape
    if hfov_deg is None:
        return UNKNOWN_LENS_FOCAL_FRAC * max(height, width)
    return width / 2 / math.tan(math.radians(hfov_deg) / 2)


def rotation(yaw_deg: float, pitch_deg: float, roll_deg: float) -> Vector:
    """Return the (3, 3) rotation Ry(yaw)·Rx(pitch)·Rz(roll) that turns a head looking into the lens (nose along −z) to that pose."""
    yaw, pitch, roll = math.radians(yaw_deg), math.radians(pitch_deg), math.radians(roll_deg)
    sin_y, cos_y, sin_p, cos_p, sin_r, cos_r = math.sin(yaw), math.cos(yaw), math.sin(pitch), math.cos(pitch), math.sin(roll), math.cos(roll)
    return np.array(
        [
            [cos_y * cos_r + sin_y * sin_p * sin_r, sin_y * sin_p * cos_r - cos_y * sin_r, -sin_y * cos_p],
            [cos_p * sin_r, cos_p * cos_r, sin_p],
            [sin_y * cos_r - cos_y * sin_p * sin_r, -sin_y * sin_r - cos_y * sin_p * cos_r, cos_y * cos_p],
        ]
    )


def angles_deg(matrix: Vector) -> tuple[float, float, float]:
    """Return (yaw, pitch, roll) in degrees of a rotation matrix: the inverse of `rotation`, for |pitch| < 90."""
    (_, _, across), (down_x, down_y, down_z), (_, _, away) = matrix.tolist()
    return math.degrees(math.atan2(-across, away)), math.degrees(math.asin(min(max(down_z, -1.0), 1.0))), math.degrees(math.atan2(down_x, down_y))


def direction(azimuth_deg: float, elevation_deg: float) -> Vector:
    """Return the (3,) unit vector towards a light."""
    azimuth, elevation = math.radians(azimuth_deg), math.radians(elevation_deg)
    return np.array([math.sin(azimuth) * math.cos(elevation), -math.sin(elevation), -math.cos(azimuth) * math.cos(elevation)])


def azimuth_elevation_deg(vector: Vector) -> tuple[float, float]:
    """Return (azimuth, elevation) in degrees of a (3,) direction: the inverse of `direction`."""
    x, y, z = vector.tolist()
    return math.degrees(math.atan2(x, -z)), math.degrees(math.atan2(-y, math.hypot(x, z)))


def line_of_sight(point: Vector) -> Vector:
    """Return the (3, 3) rotation that turns the camera's axis (0, 0, 1) towards `point` (camera axes), first in yaw, then in pitch."""
    x, y, z = point.tolist()
    azimuth, elevation = math.atan2(x, z), math.atan2(y, math.hypot(x, z))
    sin_a, cos_a, sin_e, cos_e = math.sin(azimuth), math.cos(azimuth), math.sin(elevation), math.cos(elevation)
    return np.array([[cos_a, -sin_a * sin_e, sin_a * cos_e], [0, cos_e, sin_e], [-sin_a, -cos_a * sin_e, cos_a * cos_e]])


def nearest_rotation(moments: Vector) -> tuple[Vector, float]:
    """Return the rotation R (3, 3) for which the trace of Rᵀ·`moments` is largest, and that trace.

    With `moments` Σ aᵀ·b over rows a and b about their means, R carries the b onto the a with the least squares, and the scale of the similarity that
    does is the trace over Σ |b|² (Umeyama 1991).
    """
    # OpenCV's takes a fifth of the time of NumPy's on a matrix as small.
    stretch, left, right = (np.asarray(part, np.float64) for part in cv2.SVDecomp(moments))
    turn = left @ right
    (a, b, c), (d, e, f), (g, h, i) = turn.tolist()
    if a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0:
        left[:, 2] *= -1
        stretch[2] *= -1
        turn = left @ right
    return turn, float(stretch.sum())
