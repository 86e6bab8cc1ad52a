"""How far a coarse matte can be trusted: what of the border is too wide to be mended, what lies where no head is, and whether the face itself is the person.

A matte's edge may be off by a few cells, which the guided filter mends. A band of half-covered cells that is wider, and cells beyond the head that count as the
person, stay in the picture as patches of the old wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import rotation
from capture.develop.matte import SURELY, inside, middle_of
from capture.head import LEAST_FORESHORTENING, CrownFrom, Head

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.session import Features
    from capture.types import Floats, PoseReading

    Cells = NDArray[np.bool_]

WIDE_CELLS = 4
"""A half-covered cell that is farther than this from all that is surely the person, or surely not, is past mending: twice as far as the filter looks."""
HAIR_MM = 90.0
"""Hair higher than this above the skull's own is not expected."""
ABOVE_CROWN_MM = 25.0
"""The crown is read within 30 mm of the skull's middle; beside it, hair may stand this much higher."""
BESIDE_MM, BELOW_MM = 260.0, 120.0
"""Round the eyes' middle, to the sides and down to about the chin: what a crop shows of the person's border."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against a matte; areas are shares of the area of the face's box."""

    face_frac: float
    """How much of the face's middle is the person, 0..1."""
    wide_frac: float
    """Half-covered cells past mending."""
    above_frac: float
    """Half-covered and covered cells above where the head ends."""


def doubt_of(coarse: Floats, size_px: tuple[int, int], features: Features, pose: PoseReading | None) -> Doubt:
    """Return what speaks against the matte (h, w), 0..1, of a picture of `size_px` (width, height) with a face, turned as `pose` says."""
    rows, columns = coarse.shape
    x_px = (np.arange(columns) + 0.5) * size_px[0] / columns
    y_px = (np.arange(rows) + 0.5) * size_px[1] / rows
    head = _head(features, pose)
    left, top, right, bottom = features.outline_box_px
    face_cells = max((right - left) * (bottom - top) * rows * columns / (size_px[0] * size_px[1]), 1.0)
    (eyes_x, eyes_y), beside_px = head.eyes_px, BESIDE_MM * head.px_per_mm
    seen = (np.abs(x_px - eyes_x) <= beside_px) & (y_px[:, None] <= eyes_y + BELOW_MM * head.px_per_mm)
    above = seen & (y_px[:, None] < _end_px(features, head))
    middle = inside(middle_of(features.outline_box_px), x_px, y_px)
    return Doubt(
        face_frac=float(coarse[middle].mean()) if middle.any() else 1.0,
        wide_frac=float(np.count_nonzero(_wide(coarse) & seen) / face_cells),
        above_frac=float(np.count_nonzero((coarse > SURELY) & above) / face_cells),
    )


def _wide(coarse: Floats) -> Cells:
    """Return which cells are half covered and far from what is sure to be the person, or from what is sure not to be."""
    half = (coarse > SURELY) & (coarse < 1 - SURELY)
    far = np.zeros_like(half)
    for sure in (coarse >= 1 - SURELY, coarse <= SURELY):
        if not sure.any():
            return half
        far |= cv2.distanceTransform(np.where(sure, 0, 1).astype(np.uint8), cv2.DIST_L2, 5) > WIDE_CELLS
    return np.asarray(half & far)


def _head(features: Features, pose: PoseReading | None) -> Head:
    (left_x, left_y), (right_x, right_y) = features.left_eye_px, features.right_eye_px
    turn = np.eye(3) if pose is None else rotation(pose.yaw_deg, pose.pitch_deg, pose.roll_deg)
    distance_px = float(np.hypot(left_x - right_x, left_y - right_y))
    return Head(((left_x + right_x) / 2, (left_y + right_y) / 2), turn, distance_px / max(float(np.hypot(turn[0, 0], turn[1, 0])), LEAST_FORESHORTENING))


def _end_px(features: Features, head: Head) -> float:
    """Return the row above which there is no head: over the crown where that was seen, else over the highest hair."""
    highest_px = head.crown_y_px - HAIR_MM * head.px_per_mm
    if features.crown_from is not CrownFrom.MATTE:
        return highest_px
    return max(highest_px, features.crown_y_px - ABOVE_CROWN_MM * head.px_per_mm)
