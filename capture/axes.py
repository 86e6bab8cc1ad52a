"""Angles, rotations and directions in the program's axes (see `capture.types`), and the focal length that turns them into pixels.

Vectors are (x, y, z): x right in the image, y down, z away from the camera. A direction to a light points from the face
to the light, so a light at the lens is (0, 0, -1). The subject's left is the image's right: +x.
"""

from __future__ import annotations

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
    return float(width / 2 / np.tan(np.radians(hfov_deg) / 2))


def rotation(yaw_deg: float, pitch_deg: float, roll_deg: float) -> Vector:
    """Return the (3, 3) rotation Ry(yaw)·Rx(pitch)·Rz(roll) that turns a head looking into the lens (nose along −z) to that pose."""
    yaw, pitch, roll = np.radians([yaw_deg, pitch_deg, roll_deg])
    about_y = np.array([[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]])
    about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    return np.asarray(about_y @ about_x @ about_z, np.float64)


def angles_deg(matrix: Vector) -> tuple[float, float, float]:
    """Return (yaw, pitch, roll) in degrees of a rotation matrix: the inverse of `rotation`, for |pitch| < 90."""
    yaw = np.degrees(np.arctan2(-matrix[0, 2], matrix[2, 2]))
    pitch = np.degrees(np.arcsin(np.clip(matrix[1, 2], -1, 1)))
    roll = np.degrees(np.arctan2(matrix[1, 0], matrix[1, 1]))
    return float(yaw), float(pitch), float(roll)


def direction(azimuth_deg: float, elevation_deg: float) -> Vector:
    """Return the (3,) unit vector towards a light."""
    azimuth, elevation = np.radians([azimuth_deg, elevation_deg])
    return np.array([np.sin(azimuth) * np.cos(elevation), -np.sin(elevation), -np.cos(azimuth) * np.cos(elevation)])


def azimuth_elevation_deg(vector: Vector) -> tuple[float, float]:
    """Return (azimuth, elevation) in degrees of a (3,) direction: the inverse of `direction`."""
    x, y, z = vector / np.linalg.norm(vector)
    return float(np.degrees(np.arctan2(x, -z))), float(np.degrees(np.arcsin(np.clip(-y, -1, 1))))


def line_of_sight(point: Vector) -> Vector:
    """Return the (3, 3) rotation that turns the camera's axis (0, 0, 1) towards `point` (camera axes), first in yaw, then in pitch."""
    x, y, z = point
    azimuth = np.arctan2(x, z)
    elevation = np.arctan2(y, np.hypot(x, z))
    about_y = np.array([[np.cos(azimuth), 0, np.sin(azimuth)], [0, 1, 0], [-np.sin(azimuth), 0, np.cos(azimuth)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(elevation), np.sin(elevation)], [0, -np.sin(elevation), np.cos(elevation)]])
    return np.asarray(about_y @ about_x, np.float64)
