"""Pictures, faces in them, and what a tracker says: the nouns that carry arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from capture.types.readings import Gesture

    Rgb: TypeAlias = NDArray[np.uint8]
    Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of the sitter.

    `index` counts the source's frames from 0, dropped ones included. `t_s` is the source's own time in seconds, never falling. `rgb` is (H, W, 3),
    turned upright. `encoded` is the camera's own JPEG (or the file's own bytes) where the source gave one; decoding it gives `rgb` again. `rendered` is True
    where no camera took it: the virtual studio computed it, and nobody's likeness is in it. A large live camera's picture is read small: then `encoded`
    holds one `shrunk_by` times as large (`capture.whole`).
    """

    index: int
    t_s: float
    rgb: Rgb
    encoded: bytes | None = None
    rendered: bool = False
    shrunk_by: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class FaceBox:
    """A face that a detector found, in pixels of the frame; `eyes_px` are the subject's (left, right) eye centres, shape (2, 2)."""

    left_px: float
    top_px: float
    width_px: float
    height_px: float
    eyes_px: Floats
    score_frac: float


@dataclass(frozen=True, slots=True, eq=False)
class Eye:
    """One eye. `upper_px` and `lower_px` are matching lid points (N, 2) from the outer to the inner corner; `contour_px` (M, 2) goes round the opening."""

    outer_px: Floats
    inner_px: Floats
    upper_px: Floats
    lower_px: Floats
    contour_px: Floats
    iris_px: Floats
    iris_radius_px: float

    @property
    def middle_px(self) -> tuple[float, float]:
        """The middle between the corners."""
        (x, y), (other_x, other_y) = self.outer_px.tolist(), self.inner_px.tolist()
        return (x + other_x) / 2, (y + other_y) / 2

    @property
    def width_px(self) -> float:
        """The distance of the corners."""
        return math.dist(self.outer_px.tolist(), self.inner_px.tolist())


@dataclass(frozen=True, slots=True, eq=False)
class Mouth:
    """The mouth: corners (2,) named by the subject's sides, the inner lip line as matching (N, 2) points above and below, the outer contour (M, 2)."""

    left_corner_px: Floats
    right_corner_px: Floats
    inner_upper_px: Floats
    inner_lower_px: Floats
    contour_px: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """The sitter's face by its features' names, in pixels of the frame.

    `mesh_px` is (468, 3) in the vertex order of `capture.mean_face`; z has the scale of x and grows away from the camera, along the line of sight to the
    face. `outline_px` (M, 2) goes round the face from the hairline to the chin. `shoulders_px` is (2, 2): the subject's left and right;
    `shoulders_yaw_deg` their turn, in the same sign as the head's yaw. `matte` (h, w) is the person's share 0..1 of each cell of a coarse grid over the
    whole frame. `confidence_frac` is 0..1.
    """

    mesh_px: Floats
    outline_px: Floats
    left_eye: Eye
    right_eye: Eye
    mouth: Mouth
    nose_tip_px: Floats
    chin_px: Floats
    forehead_px: Floats
    confidence_frac: float
    shoulders_px: Floats | None = None
    shoulders_yaw_deg: float | None = None
    matte: Floats | None = None

    @property
    def eye_distance_px(self) -> float:
        """Distance between the two eyes' centres (the mean of each eye's corners), in pixels."""
        left, right = self.left_eye.middle_px, self.right_eye.middle_px
        return math.dist(left, right)


@dataclass(frozen=True, slots=True, eq=False)
class Tracking:
    """What a tracker says of one frame: the sitter's `face` (None when none is large enough to measure) and every face's box, the sitter's first.

    `gesture` is what the sitter's raised hand says, as in `Reading`.
    """

    face: Face | None
    boxes: tuple[FaceBox, ...] = ()
    gesture: Gesture | None = None
