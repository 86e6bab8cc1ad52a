"""The irises by cells, whatever their size in the picture: what lamps are looked for in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import bounds, luminance, picked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Eye, Face, Floats, Rgb

FEWEST_PX = 120.0
"""Distance of the eyes under which an iris is less than 22 pixels across: too few to judge."""
CELLS = 13.5
"""Cells of an iris's radius: a pixel each, at 1080p and arm's length."""
REACH = 1.5
"""A patch's half side in iris radii."""
SHRUNK_BEYOND_PX = 2 * CELLS
"""Larger irises are made smaller by the mean of their pixels first: cells that skip pixels miss small lamps."""
STEPS = np.arange(-round(REACH * CELLS), round(REACH * CELLS) + 1, dtype=np.float32) / np.float32(CELLS)
RIGHT, DOWN = np.meshgrid(STEPS, STEPS)
"""(S, S) where each cell of a patch is from the iris's middle, in iris radii."""
AWAY: Floats = np.hypot(RIGHT, DOWN)
_GRID = np.dstack([RIGHT, DOWN])


@dataclass(frozen=True, slots=True, eq=False)
class Iris:
    """One eye by cells, the iris's middle in the middle."""

    light: Floats
    """(S, S) linear luminance."""
    opened: NDArray[np.bool_]
    """(S, S) between the lids."""
    radius_px: float


def read(rgb: Rgb, face: Face, fewest_px: float = FEWEST_PX) -> tuple[Iris, Iris] | None:
    """Return the subject's (left, right) irises; None when they are too small in the picture, with less than `fewest_px` between the eyes."""
    if face.eye_distance_px < fewest_px:
        return None
    eyes = (face.left_eye, face.right_eye)
    if max(eye.iris_radius_px for eye in eyes) > SHRUNK_BEYOND_PX:
        codes = np.concatenate([_shrunk(rgb, eye) for eye in eyes])
    else:
        places = np.concatenate([_GRID * np.float32(eye.iris_radius_px) + eye.iris_px.astype(np.float32) for eye in eyes])
        codes = picked(rgb, places, cv2.INTER_CUBIC)
    light = luminance(codes)
    left, right = (Iris(half, _opened(eye), eye.iris_radius_px) for half, eye in zip((light[: len(STEPS)], light[len(STEPS) :]), eyes, strict=True))
    return left, right


def _shrunk(rgb: Rgb, eye: Eye) -> Rgb:
    """Return the codes of one eye's cells, each from the mean of about a cell's pixels."""
    reach_px = (REACH + 0.2) * eye.iris_radius_px
    box = bounds(np.stack([eye.iris_px - reach_px, eye.iris_px + reach_px]), (rgb.shape[0], rgb.shape[1]))
    if box is None:
        return np.zeros((len(STEPS), len(STEPS), 3), np.uint8)
    crop = rgb[box]
    scale = min(1.0, CELLS / max(eye.iris_radius_px, 1e-3))
    size = (max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale)))
    small = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)
    by = np.array([size[0] / crop.shape[1], size[1] / crop.shape[0]], np.float32)
    # Pixel centres are whole numbers: the half pixel of the corner shrinks too.
    middle = (eye.iris_px - (box[1].start, box[0].start) + 0.5) * by - 0.5
    places = np.asarray(_GRID * (np.float32(eye.iris_radius_px) * by) + middle, np.float32)
    return picked(small, places, cv2.INTER_CUBIC)


def _opened(eye: Eye) -> NDArray[np.bool_]:
    corners = ((eye.contour_px - eye.iris_px) / max(eye.iris_radius_px, 1e-3) + STEPS[-1]) * CELLS
    opened = np.zeros(AWAY.shape, np.uint8)
    cv2.fillPoly(opened, [np.round(corners).astype(np.int32)], (1,))
    return opened.view(np.bool_)
