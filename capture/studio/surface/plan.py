"""Where things are on one persona's skin: places of the face mesh on the head map's lattice, soft spots around them, lines and rings drawn into its texture.

Broad fields are worked out on `grid.GEOMETRY` and stretched to `grid.TEXTURE`; what is drawn is drawn in texels, of which a face has about three to a
millimetre.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.noise import smooth_step, value_noise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.script.persona import Persona
    from capture.studio.shape import HeadShape
    from capture.types import Floats

TEXELS_PER_MM = 3.0
"""On the face (0.28 to 0.40 mm across, 0.18 to 0.48 mm down a texel)."""
SAME_SIDE_MM = 28.0
"""A soft spot ends where the head is this much deeper or nearer than its middle."""
_SUBPIXEL_BITS = 4
_LEVELS = 24
"""Strengths of strokes are rounded to so many, which lets OpenCV draw many at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One persona's skin, to be painted."""

    shape: HeadShape
    persona: Persona

    @property
    def mesh_mm(self) -> Floats:
        """The face mesh, (468, 3) in the head's frame."""
        return self.shape.landmarks_mm

    def rng(self, purpose: int) -> Generator:
        """Return the random numbers of one purpose, the same ones for the same persona."""
        return np.random.default_rng((self.persona.seed, 40, purpose))

    def near(self, place_mm: NDArray[Any], reach_mm: tuple[float, float]) -> Floats:
        """Return (`grid.GEOMETRY`) a Gaussian spot about a place (3,), 1 there, with standard deviations across and down."""
        points = self.shape.points_mm
        across = (points[..., 0] - np.float32(place_mm[0])) / np.float32(reach_mm[0])
        down = (points[..., 1] - np.float32(place_mm[1])) / np.float32(reach_mm[1])
        here = smooth_step(SAME_SIDE_MM * 1.5, SAME_SIDE_MM, np.abs(points[..., 2] - np.float32(place_mm[2])))
        return np.asarray(np.exp(-(across**2 + down**2) / 2) * here, np.float32)

    def both(self, right: int, left: int, reach_mm: tuple[float, float], off_mm: tuple[float, float] = (0, 0)) -> Floats:
        """Return (`grid.GEOMETRY`) spots about two vertices, moved by `off_mm`: outwards and down."""
        spots = [
            self.near(self.mesh_mm[vertex] + np.array([side * off_mm[0], off_mm[1], 0], np.float32), reach_mm) for side, vertex in ((-1, right), (1, left))
        ]
        return np.maximum(*spots)

    def noise(self, purpose: int, cell_mm: float, octaves: int = 3) -> Floats:
        """Return (`grid.TEXTURE`) smooth noise of deviation 1 with cells of a size on the face; it fades at the poles, where texels run together."""
        rough = value_noise(grid.TEXTURE, cell_mm * TEXELS_PER_MM, self.rng(purpose), octaves=octaves)
        return rough * away_from_poles()[:, None]

    def texels(self, points_mm: NDArray[Any]) -> Floats:
        """Return (…, 2) the texture's columns and rows of places (…, 3) in the head's frame."""
        rows, columns = grid.TEXTURE
        return grid.place(points_mm) * np.array([columns - 1, rows - 1], np.float32)


def away_from_poles() -> Floats:
    """Return (rows,) 1 on the face and 0 at the texture's poles."""
    _, latitude = grid.angles_rad((grid.TEXTURE[0], 2))
    return smooth_step(0.0, 0.55, np.cos(latitude[:, 0]))


def stretched(field: Floats) -> Floats:
    """Return a field on `grid.GEOMETRY` as texels: first and last points lie on first and last texels."""
    rows, columns = grid.TEXTURE
    step = [(size - 1) / (texels - 1) for size, texels in zip(field.shape[:2], grid.TEXTURE, strict=True)]
    to_field = np.array([[step[1], 0, 0], [0, step[0], 0]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(field, to_field, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE), np.float32)


def softened(field: NDArray[Any], reach_mm: float) -> Floats:
    """Return texels blurred by a standard deviation on the face."""
    deviation_px = reach_mm * TEXELS_PER_MM
    if field.dtype != np.uint8:
        return np.asarray(cv2.GaussianBlur(field, (0, 0), deviation_px) if field.any() else np.zeros_like(field), np.float32)
    # OpenCV blurs bytes in whole numbers and cuts the bell off at three deviations, so that what lies further from anything drawn is nothing, exactly.
    x, y, width, height = cv2.boundingRect(field)
    reach = math.ceil(3 * deviation_px) + 1
    part = slice(max(y - reach, 0), y + height + reach), slice(max(x - reach, 0), x + width + reach)
    blurred = np.zeros(field.shape, np.float32)
    if width:
        blurred[part] = cv2.GaussianBlur(field[part], (0, 0), deviation_px)
    return blurred


def filled(rings: Iterable[Floats], soft_mm: float) -> Floats:
    """Return (`grid.TEXTURE`) 1 inside rings (N, 2) of texels, with a soft edge."""
    canvas = np.zeros(grid.TEXTURE, np.uint8)
    cv2.fillPoly(canvas, [_fixed(ring) for ring in rings], (255,), cv2.LINE_AA, _SUBPIXEL_BITS)
    return softened(canvas, soft_mm) / np.float32(255) if soft_mm else np.asarray(canvas / np.float32(255), np.float32)


def strokes(paths: NDArray[Any], strength: NDArray[Any], *, breadth_px: int = 1) -> Floats:
    """Return (`grid.TEXTURE`) lines along paths (N, K, 2) of texels with strengths (N,) 0..1; where they cross, the later or stronger one is seen.

    The result is in codes 0..255, uint8 turned float, so that many canvases can be put together cheaply.
    """
    canvas = np.zeros(grid.TEXTURE, np.uint8)
    levels = np.clip(np.round(strength * _LEVELS), 0, _LEVELS).astype(int)
    fixed = _fixed(paths)
    for level in range(1, _LEVELS + 1):
        cv2.polylines(canvas, list(fixed[levels == level]), False, (round(255 * level / _LEVELS),), breadth_px, cv2.LINE_AA, _SUBPIXEL_BITS)
    return np.asarray(canvas, np.float32)


def _fixed(points: NDArray[Any]) -> NDArray[np.int32]:
    """Return texels as OpenCV's fixed-point numbers."""
    return np.asarray(np.round(points * (1 << _SUBPIXEL_BITS)), np.int32)
