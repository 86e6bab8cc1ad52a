"""Where a kept shot's face is: as much as it takes to frame it later without a tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from capture.head import CrownFrom, crown_of, head_of

if TYPE_CHECKING:
    from capture.types import Eye, Face, Floats, PoseReading

Point: TypeAlias = tuple[float, float]
"""x, y in pixels of the picture."""


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """A face's named points in pixels of the kept picture. Sides are the subject's own."""

    left_eye_px: Point
    right_eye_px: Point
    """Centres: the mean of each eye's corners."""
    nose_tip_px: Point
    chin_px: Point
    forehead_px: Point
    outline_box_px: tuple[float, float, float, float]
    """Left, top, right, bottom of the face from the hairline to the chin."""
    crown_y_px: float
    """Where the head ends, hair included; negative where that is out of the picture."""
    crown_from: CrownFrom
    shoulders_px: tuple[Point, Point] | None = None
    """The left and the right; None where the tracker saw none, or the shot was kept before they were."""


def features_of(face: Face, pose: PoseReading | None, shape: tuple[int, int]) -> Features:
    """Return what framing needs of `face`, found in a picture of `shape` (H, W) and turned as `pose` says."""
    left, top = (float(value) for value in face.outline_px[:, :2].min(axis=0))
    right, bottom = (float(value) for value in face.outline_px[:, :2].max(axis=0))
    crown = crown_of(shape, face.matte, head_of(face, pose))
    return Features(
        left_eye_px=_centre(face.left_eye),
        right_eye_px=_centre(face.right_eye),
        nose_tip_px=_point(face.nose_tip_px),
        chin_px=_point(face.chin_px),
        forehead_px=_point(face.forehead_px),
        outline_box_px=(left, top, right, bottom),
        crown_y_px=crown.y_px,
        crown_from=crown.known_from,
        shoulders_px=None if face.shoulders_px is None else (_point(face.shoulders_px[0]), _point(face.shoulders_px[1])),
    )


def _centre(eye: Eye) -> Point:
    return _point((eye.outer_px + eye.inner_px) / 2)


def _point(values: Floats) -> Point:
    return float(values[0]), float(values[1])
