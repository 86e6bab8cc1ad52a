"""Where a kept shot's face is: as much as it takes to frame it later without a tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np

if TYPE_CHECKING:
    from capture.types import Eye, Face, Floats

Point: TypeAlias = tuple[float, float]
"""x, y in pixels of the picture."""

_INSIDE = 0.5
"""A cell of the matte is the person from this share on."""
_MIDDLE_FRAC = 0.25
"""The crown is looked for within this share of the face's width left and right of the face's middle."""


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
    crown_y_px: float | None = None
    """Where the hair ends, as the matte shows it; None without a matte."""


def features_of(face: Face, height_px: int, width_px: int) -> Features:
    """Return what framing needs of `face`, found in a picture of that size."""
    left, top = (float(value) for value in face.outline_px[:, :2].min(axis=0))
    right, bottom = (float(value) for value in face.outline_px[:, :2].max(axis=0))
    forehead = _point(face.forehead_px)
    return Features(
        left_eye_px=_centre(face.left_eye),
        right_eye_px=_centre(face.right_eye),
        nose_tip_px=_point(face.nose_tip_px),
        chin_px=_point(face.chin_px),
        forehead_px=forehead,
        outline_box_px=(left, top, right, bottom),
        crown_y_px=None if face.matte is None else crown_y_px(face.matte, forehead[1], (left, right), height_px, width_px),
    )


def crown_y_px(matte: Floats, forehead_y_px: float, sides_px: tuple[float, float], height_px: int, width_px: int) -> float | None:
    """Return the row, in pixels, where the person ends above the row `forehead_y_px`, over the middle of a face between the columns `sides_px`.

    Climbs the matte (h, w; share of the person, over the whole picture) from the forehead to the first row whose median share, across the middle of
    the face, is under one half: the median passes over a leaf or a lamp that the matte took for hair. The edge lies where the share passes one half.
    0 when the head goes on to the picture's top edge, None when the forehead is not in the matte.
    """
    rows, columns = matte.shape
    row_px, column_px = height_px / rows, width_px / columns
    x, reach = sum(sides_px) / 2, _MIDDLE_FRAC * (sides_px[1] - sides_px[0])
    first = int(np.clip((x - reach) // column_px, 0, columns - 1))
    last = int(np.clip((x + reach) // column_px, first, columns - 1))
    start = int(np.clip(forehead_y_px // row_px, 0, rows - 1))
    share = np.median(matte[: start + 1, first : last + 1], axis=1)
    if share[start] < _INSIDE:
        return None
    empty = np.flatnonzero(share < _INSIDE)
    if empty.size == 0:
        return 0.0
    above = int(empty[-1])
    part = (_INSIDE - share[above]) / (share[above + 1] - share[above])
    return float((above + 0.5 + part) * row_px)


def _centre(eye: Eye) -> Point:
    return _point((eye.outer_px + eye.inner_px) / 2)


def _point(values: Floats) -> Point:
    return float(values[0]), float(values[1])
