"""Small pictures of the eyes and the mouth, lined up by their corners, and what a small network reads from them.

A patch's numbers are the logarithm of its light and of its red over green, each less the patch's mean: the lamps' strength and colour are gone from them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from capture.types import Eye, Floats, Mouth, Rgb

    Place = NDArray[np.float64]

EYE_CELLS, MOUTH_CELLS = (28, 20), (24, 24)
"""(across, down)"""
EYE_SPAN = ((-0.65, 0.65), (-0.4, 0.5))
"""Across from the outer corner's side to the inner one's, and down, from the middle between the corners in widths of the eye."""
MOUTH_SPAN_MM = ((-32.0, 32.0), (-22.0, 36.0))
"""Across towards the subject's left, and down, from the middle between the corners: lips, and chins of mouths that stand open."""
SAMPLES = 2
"""A side of each cell, so that a face of twice the size does not flicker."""
DARK_CODE = 8.0
"""Added before logarithms: noise is as large there."""
RED_WEIGHT = 1.5
"""Reds differ less than brightness does."""


def eye(rgb: Rgb, of: Eye, turn: Floats | None = None) -> Rgb:
    """Return the (20, 28, 3) patch of an eye in an (H, W, 3) picture, its outer corner on the left; `turn` as in `sample`."""
    (x, y), (outer_x, outer_y) = of.inner_px.tolist(), of.outer_px.tolist()
    across, down = x - outer_x, y - outer_y
    side = 1 if across > 0 else -1
    middle_x, middle_y = of.middle_px
    return sample(rgb, np.array([[across, -side * down, middle_x], [down, side * across, middle_y]]), EYE_SPAN, EYE_CELLS, turn)


def mouth(rgb: Rgb, of: Mouth, px_per_mm: float, turn: Floats | None = None) -> Rgb:
    """Return the (24, 24, 3) patch of a mouth in an (H, W, 3) picture where the face has `px_per_mm`; `turn` as in `sample`."""
    (left_x, left_y), (right_x, right_y) = of.left_corner_px.tolist(), of.right_corner_px.tolist()
    share = px_per_mm / max(math.hypot(left_x - right_x, left_y - right_y), 1e-9)
    across, down = (left_x - right_x) * share, (left_y - right_y) * share
    place_px = np.array([[across, -down, (left_x + right_x) / 2], [down, across, (left_y + right_y) / 2]])
    return sample(rgb, place_px, MOUTH_SPAN_MM, MOUTH_CELLS, turn)


def sample(
    rgb: Rgb,
    place_px: Place,
    span: tuple[tuple[float, float], tuple[float, float]],
    cells: tuple[int, int],
    turn: Floats | None = None,
) -> Rgb:
    """Return the part of a picture that `span` holds as an array (down, across, 3) of `cells`.

    `span` (across, down) is in units of the axes: `place_px` (2, 3) has an axis across and one down in pixels, and the place where both are 0.
    `turn`, (2, 3), is an affine map of those units that is done first: training looks at what a tracker's slips do.
    """
    columns, rows = cells[0] * SAMPLES, cells[1] * SAMPLES
    (left, right), (top, bottom) = span
    step_x, step_y = (right - left) / columns, (bottom - top) / rows
    place = np.array([[step_x, 0, left + step_x / 2], [0, step_y, top + step_y / 2], [0, 0, 1]])
    if turn is not None:
        place = np.vstack([turn, (0, 0, 1)]) @ place
    whole = place_px @ place
    fine = cv2.warpAffine(rgb, whole, (columns, rows), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(fine, cells, interpolation=cv2.INTER_AREA), np.uint8)


def numbers(patch: Rgb) -> Floats:
    """Return a patch's numbers (2·cells,), float32."""
    light_and_red = _LIGHT_AND_RED @ np.asarray(cv2.LUT(patch, _LOG_OF_CODE), np.float32).reshape(-1, 3).T
    means = light_and_red @ np.full((light_and_red.shape[1], 1), 1 / light_and_red.shape[1], np.float32)
    return np.asarray((light_and_red - means).ravel(), np.float32)


def answer(layers: Sequence[tuple[Floats, Floats]], known: Floats) -> Floats:
    """Return what a network of `layers` (weights (in, out), offsets (out,)), with hyperbolic tangents between, says of each row of numbers (N, in): (N,)."""
    for weights, offsets in layers[:-1]:
        known = np.tanh(known @ weights + offsets)
    weights, offsets = layers[-1]
    return np.asarray((known @ weights + offsets)[:, 0], np.float32)


_LOG_OF_CODE: Floats = np.log(np.arange(256, dtype=np.float32) + np.float32(DARK_CODE))
_LIGHT_AND_RED = np.array([[1 / 3, 1 / 3, 1 / 3], [RED_WEIGHT, -RED_WEIGHT, 0]], np.float32)
