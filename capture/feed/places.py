"""Which cells of a picture are the face's skin, which the sitter's clothes, which the room behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.feed.cells import CELL_PX
from capture.pixels import BEHIND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

    Mask = NDArray[np.bool_]

PERSON = 0.9
"""Share of the matte over which a cell is surely the person."""
EYE_GROWN, BROW_GROWN, BROW_UP, MOUTH_GROWN = 2.0, 2.2, 0.55, 1.3
"""Lids, lashes, brows and lips are no skin: eyes and mouth grown so many times, and the eye once more, higher by so many of its widths."""
BELOW_CHIN = 0.25
"""Clothes begin so far under the chin, in distances of the eyes."""
CLEAR = 0.3
"""The room counts so far from the person, in distances of the eyes: mattes err, and what blurs a background leaves a rim."""
SKIN_LIKE = 0.18
"""Colours this near to the face's, in natural logarithms of red and of blue over green, may be skin too: neck, hands, and what a filter takes for it."""
DARK_CODE = 4.0
"""Added before logarithms: noise is as large there."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Each (h, w), True in the cells that are surely that."""

    skin: Mask
    clothes: Mask
    behind: Mask


def places(rgb: Rgb, face: Face, part: tuple[slice, slice]) -> Places | None:
    """Return what the cells of that part (rows, columns) of a frame (H, W, 3) show; None without a matte."""
    if face.matte is None:
        return None
    seen, frame = rgb[part], (rgb.shape[0], rgb.shape[1])
    shape = (seen.shape[0] // CELL_PX, seen.shape[1] // CELL_PX)
    corner_px = (part[1].start, part[0].start)
    skin = _skin(face, shape, corner_px)
    share = person_share(face.matte, frame, shape, corner_px, CELL_PX)
    eyes_cells = face.eye_distance_px / CELL_PX
    behind = cv2.erode((share < BEHIND).astype(np.uint8), _square(round(eyes_cells * CLEAR)))
    clothes = cv2.erode((share > PERSON).astype(np.uint8), _square(1))
    chin = (float(face.chin_px[1]) - corner_px[1]) / CELL_PX + BELOW_CHIN * eyes_cells
    clothes[: max(0, min(shape[0], round(chin)))] = 0
    other = ~_skin_like(seen, skin, shape)
    return Places(skin, (clothes > 0) & other, (behind > 0) & other)


def _skin(face: Face, shape: tuple[int, int], corner_px: tuple[int, int]) -> Mask:
    """Return the cells that lie wholly on the face, and not on eyes, brows or lips."""
    mask = np.zeros(shape, np.uint8)

    def fill(points_px: Floats, value: int) -> None:
        cv2.fillPoly(mask, [np.rint((points_px - np.array(corner_px)) / CELL_PX - 0.5).astype(np.int32)], (value,))

    fill(face.outline_px, 1)
    mask = np.asarray(cv2.erode(mask, _square(1), borderType=cv2.BORDER_CONSTANT, borderValue=(0,)), np.uint8)
    for eye in (face.left_eye, face.right_eye):
        fill(_grown(eye.contour_px, EYE_GROWN), 0)
        fill(_grown(eye.contour_px, BROW_GROWN) - np.array([0, BROW_UP * eye.width_px], np.float32), 0)
    fill(_grown(face.mouth.contour_px, MOUTH_GROWN), 0)
    return mask > 0


def person_share(matte: Floats, frame: tuple[int, int], shape: tuple[int, int], corner_px: tuple[int, int], cell_px: int) -> Floats:
    """Return (h, w) the person's share of each cell of that side: the matte spans the whole frame (H, W), of which the cells may be a part."""
    height, width = shape
    across, down = matte.shape[1] / frame[1], matte.shape[0] / frame[0]
    first = ((corner_px[0] + cell_px / 2) * across - 0.5, (corner_px[1] + cell_px / 2) * down - 0.5)
    place = np.array([[across * cell_px, 0, first[0]], [0, down * cell_px, first[1]]])
    return np.asarray(cv2.warpAffine(matte, place, (width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _skin_like(rgb: Rgb, skin: Mask, shape: tuple[int, int]) -> Mask:
    if not skin.any():
        return np.zeros(shape, np.bool_)
    height, width = shape
    small = np.log(cv2.resize(rgb[: height * CELL_PX, : width * CELL_PX], (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) + DARK_CODE)
    hue = small[..., (0, 2)] - small[..., 1:2]
    return np.asarray(np.linalg.norm(hue - np.median(hue[skin], axis=0), axis=-1) < SKIN_LIKE, np.bool_)


def _grown(points_px: Floats, times: float) -> Floats:
    middle = points_px.mean(axis=0)
    return np.asarray(middle + (points_px - middle) * times, np.float32)


def _square(reach: int) -> NDArray[np.uint8]:
    return np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
