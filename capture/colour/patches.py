"""The places of the face whose colour is read: cheeks, the sides behind them, forehead, nose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import VERTICES_MM
from capture.pixels import bounds, polygon_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.closeup import Closeup
    from capture.types import Face, Floats, Rgb

DARKEST_CODE, BRIGHTEST_CODE = 24, 250
"""A pixel's brightest channel has a colour between these."""
LEAST_CODE = 4
"""And its darkest from here on: below, a step of the code is a change of colour."""
MIN_PX = 24
GREY_CODES = 1.0
"""Mean difference of the channels, in codes, under which a picture is grey."""

_ASIDE, _DOWN = np.abs(VERTICES_MM[:, 0]), VERTICES_MM[:, 1]
_CHEEK = (_ASIDE > 20) & (_ASIDE < 52) & (_DOWN > 22) & (_DOWN < 62)
_SIDE = (_ASIDE > 50) & (_DOWN > -5) & (_DOWN < 70)


class Place(Enum):
    """Vertices of the mean face, by where they are on it, that span a place."""

    LEFT_CHEEK = tuple(np.flatnonzero(_CHEEK & (VERTICES_MM[:, 0] > 0)))
    RIGHT_CHEEK = tuple(np.flatnonzero(_CHEEK & (VERTICES_MM[:, 0] < 0)))
    LEFT_SIDE = tuple(np.flatnonzero(_SIDE & (VERTICES_MM[:, 0] > 0)))
    RIGHT_SIDE = tuple(np.flatnonzero(_SIDE & (VERTICES_MM[:, 0] < 0)))
    FOREHEAD = tuple(np.flatnonzero((_ASIDE < 36) & (_DOWN < -31) & (_DOWN > -50)))
    NOSE = tuple(np.flatnonzero((_ASIDE < 12) & (_DOWN > 8) & (_DOWN < 40)))


_VERTICES: dict[Place, NDArray[np.int64]] = {place: np.array(place.value) for place in Place}


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """What of one place can be judged: codes (N, 3), and how far to the image's right of the nose each is, in half the distance of the outer eye corners.

    `area_px` is the place's area in pixels of the picture.
    """

    codes: Rgb
    aside: Floats
    area_px: float


def seen_patches(close: Closeup, face: Face) -> dict[Place, Patch]:
    """Return the places that can be judged: those most of which are neither sunk nor burnt, and that have a colour."""
    across = face.left_eye.outer_px - face.right_eye.outer_px
    along = across * (2 / max(float(across @ across), 1e-6))
    found = {}
    for place, vertices in _VERTICES.items():
        hull = np.asarray(cv2.convexHull(face.mesh_px[vertices, :2])[:, 0], np.float32)
        codes, places_px = _inside(close, hull)
        red, green, blue = codes.T
        brightest, darkest = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
        good = (brightest >= DARKEST_CODE) & (brightest <= BRIGHTEST_CODE) & (darkest >= LEAST_CODE)
        if np.count_nonzero(good) < max(MIN_PX, len(codes) // 2) or _colourless(codes[good]):
            continue
        aside = (places_px[good] - face.nose_tip_px) @ along
        found[place] = Patch(codes[good], np.asarray(aside, np.float32), float(cv2.contourArea(hull)))
    return found


def _colourless(codes: Rgb) -> bool:
    # The mean of each channel: noise alone parts the channels of a pixel, but not of hundreds.
    means = cv2.mean(codes[None])[:3]
    return max(means) - min(means) < GREY_CODES


def _inside(close: Closeup, hull_px: Floats) -> tuple[Rgb, Floats]:
    """Return the codes (N, 3) of the copy inside a convex polygon, and their places (N, 2) in pixels of the picture."""
    hull = (hull_px - close.corner_px) / close.step
    box = bounds(hull, (close.rgb.shape[0], close.rgb.shape[1]))
    if box is None:
        return np.zeros((0, 3), np.uint8), np.zeros((0, 2), np.float32)
    corner = np.array([box[1].start, box[0].start], np.float32)
    crop = close.rgb[box]
    rows, columns = np.nonzero(polygon_mask((crop.shape[0], crop.shape[1]), hull - corner))
    places = np.stack([columns, rows], axis=1).astype(np.float32) + corner
    return np.asarray(crop[rows, columns], np.uint8), np.asarray(places * close.step + close.corner_px, np.float32)
