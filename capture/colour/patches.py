"""The places of the face whose colour is read: cheeks, forehead, nose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import VERTICES_MM

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


class Place(Enum):
    """Vertices of the mean face, by where they are on it, that span a place."""

    LEFT_CHEEK = tuple(np.flatnonzero(_CHEEK & (VERTICES_MM[:, 0] > 0)))
    RIGHT_CHEEK = tuple(np.flatnonzero(_CHEEK & (VERTICES_MM[:, 0] < 0)))
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


def patches(close: Closeup, face: Face) -> dict[Place, Patch]:
    """Return the places that can be judged: those most of which are neither sunk nor burnt, and that have a colour."""
    across = face.left_eye.outer_px - face.right_eye.outer_px
    along = across * (2 / max(float(across @ across), 1e-6))
    found = {}
    for place, vertices in _VERTICES.items():
        hull = np.asarray(cv2.convexHull(face.mesh_px[vertices, :2])[:, 0], np.float32)
        rows, columns = np.nonzero(close.inside(hull))
        codes = close.rgb[rows, columns]
        brightest = codes.max(axis=1, initial=0)
        good = (brightest >= DARKEST_CODE) & (brightest <= BRIGHTEST_CODE) & (codes.min(axis=1, initial=255) >= LEAST_CODE)
        # The mean of each channel: noise alone parts the channels of a pixel, but not of hundreds.
        if good.sum() < max(MIN_PX, len(codes) // 2) or float(np.ptp(codes[good].mean(axis=0))) < GREY_CODES:
            continue
        right, down = (close.corner_px[axis] + close.step * cells[good] - face.nose_tip_px[axis] for axis, cells in ((0, columns), (1, rows)))
        found[place] = Patch(codes[good], np.asarray(right * along[0] + down * along[1], np.float32), float(cv2.contourArea(hull)))
    return found
