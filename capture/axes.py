"""Angles, rotations and directions in the program's axes (see `capture.types`), and the focal length that turns them into pixels.

Vectors are (x, y, z): x right in the image, y down, z away from the camera. A direction to a light points from the face
to the light, so a light at the lens is (0, 0, -1). The subject's left is the image's right: +x.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

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
    (sy, cy), (sp, cp), (sr, cr) = ((math.sin(angle), math.cos(angle)) for angle in map(math.radians, (yaw_deg, pitch_deg, roll_deg)))
    return np.array(
        [
            [cy * cr + sy * sp * sr, sy * sp * cr - cy * sr, -sy * cp],
            [cp * sr, cp * cr, sp],
            [sy * cr - cy * sp * sr, -sy * sr - cy * sp * cr, cy * cp],
        ]
    )


def handedness(matrix: Vector) -> float:
    """Return the determinant of a (3, 3) matrix: below 0 it mirrors."""
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    return float(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))


def angles_deg(matrix: Vector) -> tuple[float, float, float]:
    """Return (yaw, pitch, roll) in degrees of a rotation matrix: the inverse of `rotation`, for |pitch| < 90."""
    (_, _, x), (down, level, rise), (_, _, z) = matrix.tolist()
    pitch = math.asin(min(max(rise, -1.0), 1.0))
    return math.degrees(math.atan2(-x, z)), math.degrees(pitch), math.degrees(math.atan2(down, level))


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
    level = math.hypot(x, z)
    across, ahead = (x / level, z / level) if level else (0.0, 1.0)
    away = math.hypot(level, y) or 1.0
    down, straight = y / away, (level / away if level or y else 1.0)
    return np.array([[ahead, -across * down, across * straight], [0, straight, down], [-across, -ahead * down, ahead * straight]])
