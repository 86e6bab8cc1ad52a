"""The mean face's features by name: which vertices are the eyes, the lips, the outline; and a mesh in that order turned into a `Face`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.types import Eye, Face, Mouth

if TYPE_CHECKING:
    from capture.types import Floats

OVAL = [10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109]  # fmt: skip  # noqa: E501 - one ring, one line
"""The outline, from the middle of the forehead by the subject's left cheek to the chin and back."""
JAW = OVAL[7:30]
"""Of the outline, from the height of the subject's left eye by the chin to that of the right."""
RIGHT_EYE = (33, 133, [246, 161, 160, 159, 158, 157, 173], [7, 163, 144, 145, 153, 154, 155])
LEFT_EYE = (263, 362, [466, 388, 387, 386, 385, 384, 398], [249, 390, 373, 374, 380, 381, 382])
"""Outer corner, inner corner, the upper lid and the lower lid from the outer to the inner corner."""
MIDDLE_LIDS, MIDDLE_LIPS = slice(2, 5), slice(3, 6)
"""The three middle pairs of points of the lids, and of the inner lips."""
INNER_UPPER_LIP = [191, 80, 81, 82, 13, 312, 311, 310, 415]
INNER_LOWER_LIP = [95, 88, 178, 87, 14, 317, 402, 318, 324]
"""From the subject's right to their left, above and below the lips' gap."""
OUTER_LIPS = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185]
UPPER_LIP, LOWER_LIP = 0, 17
"""The outer edge of either lip in the middle."""
RIGHT_BROW = [70, 63, 105, 66, 107, 55, 65, 52, 53, 46]
LEFT_BROW = [300, 293, 334, 296, 336, 285, 295, 282, 283, 276]
"""The upper edge from the outer to the inner end, then the lower edge back."""
RIGHT_MOUTH_CORNER, LEFT_MOUTH_CORNER, NOSE_TIP, CHIN, FOREHEAD = 61, 291, 1, 152, 10


@dataclass(frozen=True, slots=True, eq=False)
class Iris:
    """An iris in the picture: its centre (2,) and radius in pixels."""

    centre_px: Floats
    radius_px: float


def name(
    mesh_px: Floats,
    irises: tuple[Iris, Iris],
    *,
    confidence_frac: float,
    shoulders: tuple[Floats, float] | None,
    matte: Floats | None,
) -> Face:
    """Return the `Face` of a mesh (468, 3) in pixels, z away from the camera, and the subject's (left, right) irises.

    `shoulders` are their places (2, 2) and their turn in degrees; `matte` the person's share of each cell, (h, w).
    """
    flat = mesh_px[:, :2]
    # One look-up for all: a dozen of them take as long as a whole measure.
    outline, left_eye, right_eye, upper_lip, lower_lip, lips = np.split(flat[_POINTS], _ENDS)
    shoulders_px, shoulders_yaw_deg = shoulders or (None, None)
    return Face(
        mesh_px=mesh_px,
        outline_px=outline,
        left_eye=_eye(left_eye, irises[0]),
        right_eye=_eye(right_eye, irises[1]),
        mouth=Mouth(flat[LEFT_MOUTH_CORNER], flat[RIGHT_MOUTH_CORNER], upper_lip, lower_lip, lips),
        nose_tip_px=flat[NOSE_TIP],
        chin_px=flat[CHIN],
        forehead_px=flat[FOREHEAD],
        confidence_frac=confidence_frac,
        shoulders_px=shoulders_px,
        shoulders_yaw_deg=shoulders_yaw_deg,
        matte=matte,
    )


def _ring(eye: tuple[int, int, list[int], list[int]]) -> list[int]:
    """Return an eye's vertices round its opening, from the outer corner by the upper lid."""
    outer, inner, upper, lower = eye
    return [outer, *upper, inner, *lower[::-1]]


def _eye(ring: Floats, iris: Iris) -> Eye:
    inner = len(ring) // 2
    return Eye(ring[0], ring[inner], ring[1:inner], ring[:inner:-1], ring, iris.centre_px, iris.radius_px)


_PARTS = (OVAL, _ring(LEFT_EYE), _ring(RIGHT_EYE), INNER_UPPER_LIP, INNER_LOWER_LIP, OUTER_LIPS)
_POINTS = np.concatenate(_PARTS)
_ENDS = np.cumsum([len(part) for part in _PARTS])[:-1]
