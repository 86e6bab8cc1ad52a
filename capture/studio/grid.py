"""The head map's coordinates: how a star-shaped head about mid-head is laid out on a lattice of rows and columns.

A direction from mid-head has a longitude (0 at the nose, + to the subject's left, ±π at the seam behind) and a latitude (+ up). Rows run from the crown down,
columns from the right half of the seam by the right ear, the nose and the left ear to the seam's left half. The lattice is denser where a portrait is looked
at: on the face, and at the ears; the back of the head has what is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

GEOMETRY = (160, 192)
"""Rows and columns of the head's surface: a cell on the face is 1.2 degrees, about 2 mm."""
TEXTURE = (896, 1024)
"""Rows and columns of what is painted on it: a texel on the face is 0.2 degrees, about 0.35 mm."""

CENTRE_MM: Floats = np.array([0.0, 4.0, 60.0], np.float32)
"""Mid-head, the origin of the head's frame, in the mean face's frame: just below the eyes' line, before the ears. All of a head can be seen from there."""
CENTRE_MM.setflags(write=False)
_TABLE = 4001


def _longitudes() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (longitudes, u) of a fine table: two and a half times denser on the face than behind, with a second rise at the ears (106 degrees)."""
    longitude = np.linspace(-np.pi, np.pi, _TABLE)
    away = np.degrees(np.abs(longitude))
    density = 0.4 + 1.0 / (1 + np.exp((away - 78) / 8)) + 0.55 * np.exp(-(((away - 106) / 16) ** 2))
    return longitude, _running_share(density)


def _latitudes() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (latitudes downwards from +π/2, v): densest from the brows to the chin, between +35 and −58 degrees."""
    latitude = np.linspace(np.pi / 2, -np.pi / 2, _TABLE)
    density = 0.55 + np.exp(-(((np.degrees(latitude) + 12) / 46) ** 4))
    return latitude, _running_share(density)


def _running_share(density: NDArray[np.float64]) -> NDArray[np.float64]:
    steps = (density[1:] + density[:-1]) / 2
    running = np.concatenate([[0.0], np.cumsum(steps)])
    return np.asarray(running / running[-1], np.float64)


_LONGITUDE_RAD, _U_FRAC = _longitudes()
_LATITUDE_RAD, _V_FRAC = _latitudes()


def angles_rad(shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return (longitude, latitude) in radians, each of `shape` (rows, columns), of the lattice's points; its border is the map's border."""
    rows, columns = shape
    longitude = np.interp(np.linspace(0, 1, columns), _U_FRAC, _LONGITUDE_RAD)
    latitude = np.interp(np.linspace(0, 1, rows), _V_FRAC, _LATITUDE_RAD)
    across, down = np.meshgrid(longitude.astype(np.float32), latitude.astype(np.float32))
    return across, down


def directions(shape: tuple[int, int]) -> Floats:
    """Return (rows, columns, 3) unit vectors from mid-head, in the head's frame, of the lattice's points."""
    return towards(*angles_rad(shape))


def towards(longitude: NDArray[Any], latitude: NDArray[Any]) -> Floats:
    """Return (…, 3) unit vectors of longitudes and latitudes in radians."""
    level = np.cos(latitude)
    return np.asarray(np.stack([np.sin(longitude) * level, -np.sin(latitude), -np.cos(longitude) * level], -1), np.float32)


def longitude_latitude(points_mm: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return (longitude, latitude) in radians, each (…), of points (…, 3) in the head's frame; the inverse of `towards`."""
    x, y, z = points_mm[..., 0], points_mm[..., 1], points_mm[..., 2]
    return np.arctan2(x, -z), np.arctan2(-y, np.hypot(x, z))


def place(points_mm: NDArray[Any]) -> Floats:
    """Return (…, 2) lattice coordinates (u, v), each 0..1, of points (…, 3) in the head's frame; only their direction from mid-head matters.

    u times (columns − 1) is a column, v times (rows − 1) a row, in a lattice of any shape.
    """
    return place_of(*longitude_latitude(points_mm))


def place_of(longitude: NDArray[Any], latitude: NDArray[Any]) -> Floats:
    """Return (…, 2) lattice coordinates (u, v), each 0..1, of longitudes and latitudes in radians."""
    u = np.interp(longitude, _LONGITUDE_RAD, _U_FRAC)
    v = np.interp(-latitude, -_LATITUDE_RAD, _V_FRAC)
    return np.asarray(np.stack([u, v], -1), np.float32)
