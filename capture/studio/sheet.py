"""What everything in the studio is made of: a sheet, a lattice of points in space, and the paint stretched over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A lattice surface of V rows and U columns. Seen from its front, u runs right and v runs down."""

    points_mm: Floats
    """(V, U, 3)"""
    normals: Floats
    """(V, U, 3) unit vectors out of the front."""
    tangents: Floats | None = None
    """(V, U, 3) unit vectors along the strands, where there is hair."""


@dataclass(frozen=True, slots=True, eq=False)
class Paint:
    """Textures (TV, TU, …) stretched over a sheet: texel (0, 0) lies on its first point, the last one on its last."""

    albedo: Floats
    """(TV, TU, 3) linear RGB, 0..1."""
    cover: Floats | None = None
    """(TV, TU) opacity 0..1; None is opaque."""
    gloss: Floats | None = None
    """(TV, TU) weight of skin's or cloth's highlights; None is matt."""
    strand_frac: Floats | None = None
    """(TV, TU) where it is hair and gets hair's highlights; None is nowhere."""


def normals_of(points_mm: Floats) -> Floats:
    """Return (V, U, 3) unit normals out of the front of a lattice (V, U, 3), by central differences (Sobel, which also smooths a little)."""
    along_u = cv2.Sobel(points_mm, cv2.CV_32F, 1, 0, ksize=3, borderType=cv2.BORDER_REPLICATE)
    along_v = cv2.Sobel(points_mm, cv2.CV_32F, 0, 1, ksize=3, borderType=cv2.BORDER_REPLICATE)
    return unit(cross(along_v, along_u))


def cross(a: NDArray[Any], b: NDArray[Any]) -> Floats:
    """Return the cross product (…, 3) of two fields of vectors, several times faster than numpy's."""
    ax, ay, az = a[..., 0], a[..., 1], a[..., 2]
    bx, by, bz = b[..., 0], b[..., 1], b[..., 2]
    return np.asarray(np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], -1), np.float32)


def in_rgb(field: NDArray[Any]) -> NDArray[Any]:
    """Return (V, U, 3) a field (V, U) in each of red, green and blue: numpy multiplies by that several times faster than by a last axis of one."""
    return np.asarray(cv2.merge((field, field, field)))


def tinted(field: Floats, colour: Floats) -> Floats:
    """Return (V, U, 3) a field (V, U) times a colour (3,), several times faster than numpy does."""
    return np.asarray(cv2.merge([field * part for part in colour]), np.float32)


def unit(vectors: NDArray[Any]) -> Floats:
    """Return (…, 3) vectors of length 1 (0 stays 0)."""
    squared = np.einsum("...k,...k->...", vectors, vectors)
    return np.asarray(vectors / np.sqrt(np.maximum(squared, 1e-18))[..., None], np.float32)
