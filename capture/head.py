"""The head behind a face: its turn, its scale, and where its crown is, hair included.

Lengths come from the scale of the face, pixels a millimetre: the distance between the eyes' centres, mended for the
turn of the head, over that of people (63 mm). The turn R foreshortens that line to |(R·x̂)xy|.

The crown is read off the matte where there is one: upwards from the middle of the skull, to the first row that is not
the person's any more. Without a matte, where it misses the head, and where the head goes on to the picture's top edge,
it is the top of a sphere that stands for the skull and its hair.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from capture.axes import rotation
from capture.median import median

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, FaceBox, Floats, PoseReading

    Turn = NDArray[np.float64]

EYE_DISTANCE_MM = 63.0
"""Between the pupils, mean of adults (standard deviation 3.5 to 3.8; Dodgson 2004)."""
LEAST_FORESHORTENING = 0.5
"""Beyond 60 degrees of turn the eye line says nothing of the scale."""
SKULL_CENTRE_MM = np.array([0.0, -26.0, 80.0])
SKULL_RADIUS_MM = 100.0
"""A sphere for the top of the head, from midway between the eyes: crown 126 mm above them, 115 of skull (adult mean) and 11 of hair."""
CROWN_HALF_WIDTH_MM = 30.0
"""The crown is looked for this far left and right of the skull's middle, where the sphere falls off by less than 5 mm."""
INSIDE_FRAC = 0.5
"""A cell of the matte is the person from this share on."""


class CrownFrom(StrEnum):
    """How the crown's place is known."""

    MATTE = "matte"
    """Seen: the person's outline ends there."""
    FACE = "face"
    """Estimated from the face's place, scale and turn."""
    CUT = "cut"
    """The picture's top edge cuts the head: estimated, and never below that edge."""


@dataclass(frozen=True, slots=True)
class Crown:
    """The top of the head, hair included: `y_px` below the picture's top edge, negative where it is out of the picture."""

    y_px: float
    known_from: CrownFrom


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A head as a solid: `eyes_px` (x, y) midway between the eyes, its `turn` (3, 3) as `capture.axes.rotation` makes it, and its scale."""

    eyes_px: tuple[float, float]
    turn: Turn
    eye_distance_px: float
    """Mended for the turn."""

    @property
    def px_per_mm(self) -> float:
        """The scale of the face."""
        return self.eye_distance_px / EYE_DISTANCE_MM

    @property
    def skull_px(self) -> tuple[float, float]:
        """The middle of the skull's sphere."""
        return self.there_px(self.eyes_px, SKULL_CENTRE_MM)

    def there_px(self, from_px: tuple[float, float], way_mm: Turn) -> tuple[float, float]:
        """Return the place that lies by `way_mm` (3,), in the head's own axes, from another."""
        across, down, _ = (self.turn @ way_mm).tolist()
        return from_px[0] + across * self.px_per_mm, from_px[1] + down * self.px_per_mm

    @property
    def crown_y_px(self) -> float:
        """The top of the skull's sphere."""
        return self.skull_px[1] - SKULL_RADIUS_MM * self.px_per_mm


def head_of(face: Face, pose: PoseReading | None) -> Head:
    """Return the head behind `face`, turned as `pose` says; without a pose as far as the eye line shows it."""
    (left_x, left_y), (right_x, right_y) = face.left_eye.middle_px, face.right_eye.middle_px
    turn = rotation(0, 0, _roll_deg(face)) if pose is None else rotation(pose.yaw_deg, pose.pitch_deg, pose.roll_deg)
    foreshortening = max(math.hypot(turn[0, 0], turn[1, 0]), LEAST_FORESHORTENING)
    return Head(((left_x + right_x) / 2, (left_y + right_y) / 2), turn, math.hypot(left_x - right_x, left_y - right_y) / foreshortening)


def head_of_box(box: FaceBox) -> Head:
    """Return the head behind a detector's box, as if it looked into the lens: a box tells no turn."""
    (left_x, left_y), (right_x, right_y) = box.eyes_px.tolist()
    return Head(((left_x + right_x) / 2, (left_y + right_y) / 2), np.eye(3), max(math.hypot(left_x - right_x, left_y - right_y), 1.0))


def crown_of(shape: tuple[int, int], matte: Floats | None, head: Head) -> Crown:
    """Return the crown of `head` in a picture of `shape` (H, W) whose person `matte` (any size) shows."""
    row = None if matte is None else _first_row(matte, head, shape)
    if row is None or matte is None:
        return Crown(head.crown_y_px, CrownFrom.FACE)
    if row == 0:
        return Crown(min(head.crown_y_px, 0.0), CrownFrom.CUT)
    return Crown(row * shape[0] / matte.shape[0], CrownFrom.MATTE)


def _first_row(matte: Floats, head: Head, shape: tuple[int, int]) -> float | None:
    """Return the row of cells, with its fraction, where the person begins above the skull's middle: 0 at the top edge, None when it misses the head.

    Climbs by the median of each row's cells over the crown, which passes over a leaf or a lamp that the matte took for hair. What the matte holds
    higher up, past a gap, is not the head. The edge lies where the share passes one half.
    """
    rows, columns = matte.shape
    (x_px, y_px), reach_px = head.skull_px, CROWN_HALF_WIDTH_MM * head.px_per_mm
    first, last = (math.floor(side / shape[1] * columns) for side in (x_px - reach_px, x_px + reach_px))
    if last < 0 or first >= columns:
        return None
    start = min(max(math.floor(y_px / shape[0] * rows), 0), rows - 1)
    share = median(matte[: start + 1, max(first, 0) : last + 1].T)
    if share[start] < INSIDE_FRAC:
        return None
    outside = np.flatnonzero(share < INSIDE_FRAC)
    if outside.size == 0:
        return 0.0
    above = int(outside[-1])
    return above + 0.5 + float((INSIDE_FRAC - share[above]) / (share[above + 1] - share[above]))


def _roll_deg(face: Face) -> float:
    across, down = (face.left_eye.outer_px - face.right_eye.outer_px).tolist()
    return math.degrees(math.atan2(down, across))
