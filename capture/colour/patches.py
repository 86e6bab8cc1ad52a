"""The places of the face whose colour is read: cheeks, the sides behind them, forehead, nose."""

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
SAMPLES = 160
"""Points of each place, at the same spots of every face."""
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


def _samples(place: Place) -> tuple[NDArray[np.intp], Floats]:
    """Return the vertices (SAMPLES, 3) and their weights of points spread evenly over a place of the mean face (its hull from in front)."""
    vertices = np.array(place.value)
    hull = vertices[cv2.convexHull(VERTICES_MM[vertices, :2], returnPoints=False)[:, 0]]
    # The hull as a fan of triangles.
    corners = np.stack([np.full(len(hull) - 2, hull[0]), hull[1:-1], hull[2:]], axis=1)
    first, second, third = (VERTICES_MM[corners[:, corner]] for corner in range(3))
    areas = np.linalg.norm(np.cross(second - first, third - first), axis=1).cumsum()
    which, root, share = (np.arange(1, SAMPLES + 1)[:, None] * _STEPS % 1).T
    root = np.sqrt(root)
    weights = np.stack([1 - root, root * (1 - share), root * share], axis=1)
    return corners[np.searchsorted(areas, which * areas[-1])], weights.astype(np.float32)


_STEPS = 1.2207440846057596 ** -np.arange(1.0, 4.0)
"""Roberts' sequence R3: powers of the root of x⁴ = x + 1."""
_CORNERS, _WEIGHTS = (np.ascontiguousarray(np.concatenate(parts).T) for parts in zip(*map(_samples, Place), strict=True))
"""(3, 6 · SAMPLES), place after place."""
_CHEEKS = {place: np.array(place.value) for place in (Place.LEFT_CHEEK, Place.RIGHT_CHEEK)}


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """What of one place can be judged: codes (N, 3), and how far to the image's right of the nose each is, in half the distance of the outer eye corners.

    `area_px` is a cheek's area in pixels of the picture, 0 for other places.
    """

    codes: Rgb
    aside: Floats
    area_px: float


def seen_patches(close: Closeup, face: Face) -> dict[Place, Patch]:
    """Return the places that can be judged: those most of which are neither sunk nor burnt, and that have a colour."""
    places_px = (np.ascontiguousarray(face.mesh_px[:, :2].T)[:, _CORNERS] * _WEIGHTS).sum(axis=1)
    columns, rows = np.rint((places_px - close.corner_px[:, None]) / close.step).astype(np.intp)
    height, width = close.rgb.shape[:2]
    within = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    pixels = np.minimum(np.maximum(rows, 0), height - 1) * width + np.minimum(np.maximum(columns, 0), width - 1)
    codes = close.rgb.reshape(-1, 3)[pixels]
    red, green, blue = codes.T
    brightest, darkest = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    good = within & (brightest >= DARKEST_CODE) & (brightest <= BRIGHTEST_CODE) & (darkest >= LEAST_CODE)
    across = face.left_eye.outer_px - face.right_eye.outer_px
    aside = ((across * (2 / max(float(across @ across), 1e-6))) @ (places_px - face.nose_tip_px[:, None])).astype(np.float32)
    found = {}
    for number, place in enumerate(Place):
        part = slice(number * SAMPLES, (number + 1) * SAMPLES)
        chosen = good[part]
        if 2 * np.count_nonzero(chosen) < max(np.count_nonzero(within[part]), SAMPLES // 4):
            continue
        seen = codes[part][chosen]
        if not _colourless(seen):
            found[place] = Patch(seen, aside[part][chosen], _area_px(face, place))
    return found


def _area_px(face: Face, place: Place) -> float:
    vertices = _CHEEKS.get(place)
    return 0.0 if vertices is None else float(cv2.contourArea(cv2.convexHull(face.mesh_px[vertices, :2])))


def _colourless(codes: Rgb) -> bool:
    # The mean of each channel: noise alone parts the channels of a pixel, but not of hundreds.
    means = cv2.mean(codes[None])[:3]
    return max(means) - min(means) < GREY_CODES
