"""How much fine texture the skin has for what else the same picture shows of skin, noise and eyes; and hair, clothes and background beside it.

The face is read at the size at which sharpness is (`capture.sharpness`). Bands of luma, in codes, lie above a Gaussian of 0.7 pixels (finest: mostly noise),
and between Gaussians of 0.7 and 1.4 (fine: pores, hairs), 1.4 and 2.8 (middle), and 2.8 and 5.6 pixels (coarse: folds, spots, shading). A smoothing filter
takes the fine band off skin, less of the middle one, and leaves the coarse one and the strong edges of the eyes; blur, noise and size change all of them. So

    texture = log fine − 0.7 log middle − 0.26 log finest + 0.12 log coarse − 0.15 log eyes − 0.15 log(distance of the eyes / 100 px)

with the median's deviation on skin, which single hairs and spots don't move, and at the eyes the fine band's standard deviation, which edges make; each plus
0.05 codes. The finest band stands for the noise, which differs between one frame and a merge of eight; the size is in it since of a smaller face the pores are
finer than pixels. The weights are those of a logistic regression that tells the studio's exports (of one frame and merged from eight, at 720p and at 1080p,
with little noise and with much, developed, before a blurred background) from the same ones after a bilateral filter. Offered the noise of the flattest places
beside the face instead of the finest band, it hardly used it, and told them less well. The other regions' fine bands are told beside it: skin that alone is
smooth was smoothed alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import TRIANGLES
from capture.mean_face.skin import MAY_BE_BEARD, SKIN
from capture.sharpness import reading_scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

    Where = NDArray[np.bool_]

SMALLEST_PX = 70.0
"""Distance of the eyes under which pores are finer than pixels."""
EDGES_PX = (0.7, 1.4, 2.8, 5.6)
"""The Gaussians that bound the bands."""
OF_MIDDLE, OF_FINEST, OF_COARSE, OF_EYES, OF_SIZE = 0.7, 0.26, -0.12, 0.15, 0.15
USUAL_EYES_PX = 100.0
FLOOR_CODES = 0.05
FEWEST = 400
"""Pixels of a region under which it is not told."""
OF_NORMAL = 0.6745
"""The median of a normal distribution's absolute values, in standard deviations."""
BARE: NDArray[np.int64] = SKIN[~MAY_BE_BEARD[SKIN]]
"""Triangles of the mean face that are skin without a beard."""
EYES_GROWN = 1.5
HAIR_ROOM, HAIR_REACH, CLOTHES_FROM = 0.12, 1.6, 0.5
"""In distances of the eyes: hair begins so far outside the face's outline and ends so far to either side; clothes begin so far under the chin."""
PERSON, BEHIND = 0.97, 0.03
"""Shares of the matte."""


@dataclass(frozen=True, slots=True)
class Texture:
    """Fine bands are robust standard deviations in codes, 0..255; None where the region is not seen. `texture` as the module says."""

    texture: float
    skin_codes: float
    skin_finest_codes: float
    skin_middle_codes: float
    skin_coarse_codes: float
    eyes_codes: float
    hair_codes: float | None
    clothes_codes: float | None
    background_codes: float | None


def measure(rgb: Rgb, face: Face) -> Texture | None:
    """Return the texture of the face in an (H, W, 3) picture; None for one too small, or of which no skin is seen."""
    if face.eye_distance_px < SMALLEST_PX:
        return None
    scale = reading_scale(face.eye_distance_px)
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    luma = cv2.cvtColor(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA) if scale < 1 else rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    levels = [luma, *(cv2.GaussianBlur(luma, (0, 0), edge_px) for edge_px in EDGES_PX)]
    finest, fine, middle, coarse = (sharper - softer for sharper, softer in pairwise(levels))
    shape = (size[1], size[0])
    skin, eyes = skin_where(shape, face, scale), _eyes(shape, face, scale)
    if skin.sum() < FEWEST or eyes.sum() < 20:
        return None
    on_skin, noise, between, relief = (_robust(band, skin) for band in (fine, finest, middle, coarse))
    at_eyes = float(fine[eyes].std())
    usual = OF_MIDDLE * _log(between) + OF_FINEST * _log(noise) + OF_COARSE * _log(relief) + OF_EYES * _log(at_eyes)
    usual += OF_SIZE * math.log(face.eye_distance_px * scale / USUAL_EYES_PX)
    others = [None if where is None or where.sum() < FEWEST else _robust(fine, where) for where in _others(shape, face, scale)]
    return Texture(_log(on_skin) - usual, on_skin, noise, between, relief, at_eyes, *others)


def skin_where(shape: tuple[int, int], face: Face, scale: float = 1.0) -> Where:
    """Return (H, W) where bare skin is, away from eyes, brows, lips and the face's edge, in the picture at `scale`."""
    mask = np.zeros(shape, np.uint8)
    for corners in np.rint(face.mesh_px[TRIANGLES[BARE], :2] * scale).astype(np.int32):
        cv2.fillConvexPoly(mask, corners, (255,))
    margin = max(1, round(face.eye_distance_px * scale / 40))
    return np.asarray(cv2.erode(mask, np.ones((2 * margin + 1, 2 * margin + 1), np.uint8)) > 0)


def _eyes(shape: tuple[int, int], face: Face, scale: float) -> Where:
    mask = np.zeros(shape, np.uint8)
    for eye in (face.left_eye, face.right_eye):
        middle = eye.contour_px.mean(axis=0)
        cv2.fillPoly(mask, [np.rint(((eye.contour_px - middle) * EYES_GROWN + middle) * scale).astype(np.int32)], (255,))
    return np.asarray(mask > 0)


def _others(shape: tuple[int, int], face: Face, scale: float) -> tuple[Where | None, Where | None, Where | None]:
    """Return where hair, clothes and the background are; None without a matte."""
    if face.matte is None:
        return None, None, None
    share = cv2.resize(face.matte, shape[::-1], interpolation=cv2.INTER_LINEAR)
    unit = face.eye_distance_px * scale
    outline = np.zeros(shape, np.uint8)
    cv2.fillPoly(outline, [np.rint(face.outline_px * scale).astype(np.int32)], (255,))
    room = round(unit * HAIR_ROOM)
    grown = cv2.dilate(outline, np.ones((2 * room + 1, 2 * room + 1), np.uint8)) > 0
    rows, columns = np.arange(shape[0])[:, None], np.arange(shape[1])[None]
    person = share > PERSON
    near = (rows < face.nose_tip_px[1] * scale) & (np.abs(columns - face.forehead_px[0] * scale) < HAIR_REACH * unit)
    return person & ~grown & near, person & (rows > face.chin_px[1] * scale + CLOTHES_FROM * unit), share < BEHIND


def _log(codes: float) -> float:
    return math.log(codes + FLOOR_CODES)


def _robust(band: Floats, where: Where) -> float:
    return float(np.median(np.abs(band[where]))) / OF_NORMAL
