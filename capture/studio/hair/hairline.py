"""Where hair grows: a ring round the scalp, from forehead over temples and sideburns round the ears to the nape, and each point's distance inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.hair.chart import FIELD_PX
from capture.studio.noise import value_noise

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.script.persona import Hair
    from capture.studio.hair.chart import Chart
    from capture.studio.shape import HeadShape
    from capture.types import Floats

EAR_SHARE = 0.5
"""`HeadShape.ear_frac` above which a point belongs to the ear."""
RING_POINTS = 720
RAGGED_DEG = 1.1
"""Deviation of a hairline from a drawn one: a hairline is not a line."""


@dataclass(frozen=True, slots=True)
class Ear:
    """An ear's box on the head map, mean of both sides, in degrees of longitude away from the nose and of latitude."""

    front_deg: float
    back_deg: float
    top_deg: float
    bottom_deg: float


def ear(shape: HeadShape) -> Ear:
    """Return where the ears are: the outermost twentieth of them is left out."""
    longitude, latitude = grid.angles_rad(grid.GEOMETRY)
    at = shape.ear_frac > EAR_SHARE
    away_deg, up_deg = np.degrees(np.abs(longitude[at])), np.degrees(latitude[at])
    front, back = np.percentile(away_deg, [5, 95])
    bottom, top = np.percentile(up_deg, [5, 95])
    return Ear(float(front), float(back), float(top), float(bottom))


def natural_ring_deg(shape: HeadShape, hair: Hair, rng: Generator) -> Floats:
    """Return (K, 2) longitude and latitude of the subject's left half of a hairline, from the middle of the forehead to the nape.

    In front it lies some 60 mm above the brows. Hair recedes first in the corners
    above the temples, then on the whole forehead.
    """
    side = ear(shape)
    peak, height, corner = rng.normal(0, 1.6), rng.normal(0, 1.5), 8 * hair.receding + rng.normal(0, 1.5)
    back = 8 * hair.receding
    top = 54.5 + height
    burn = side.top_deg * 0.45 + side.bottom_deg * 0.55
    front = side.front_deg
    return np.array(
        [
            (0, top - peak + back),
            (13, top + 0.5 + back),
            (25, top - 0.5 + back + corner),
            (37, top - 4 + back * 0.9 + corner * 1.2),
            (46, top - 10 + back * 0.8 + corner),
            (53, 41 + back * 0.6 + corner * 0.4),
            (58, 34 + back * 0.5),
            (63, 26 + back * 0.3),
            (70, 17),
            (front - 10, burn + 8),
            (front - 8, burn),
            (front - 3, burn),
            (front - 1, side.top_deg - 5),
            (front + 3, side.top_deg + 2),
            ((front + side.back_deg) / 2, side.top_deg + 4),
            (side.back_deg + 2, side.top_deg - 3),
            (side.back_deg + 6, burn),
            (side.back_deg + 9, side.bottom_deg - 1),
            (150, -35),
            (180, -36),
        ],
        np.float32,
    )


def inside_deg(chart: Chart, half_ring_deg: Floats, rng: Generator | None) -> Floats:
    """Return (`FIELD_PX`, `FIELD_PX`): on a chart, the distance in degrees to a ring, + inside it; `rng` makes the ring ragged.

    `half_ring_deg` (K, 2) is its left half, from the middle in front to the middle behind.
    """
    mirrored = half_ring_deg[::-1] * np.array([-1, 1], np.float32)
    ring = np.radians(_smooth(np.concatenate([half_ring_deg, mirrored])))
    places = chart.place_px(grid.towards(ring[:, 0], ring[:, 1])) * ((FIELD_PX - 1) / (chart.side_px - 1))
    fine = 2
    filled = np.zeros((FIELD_PX * fine,) * 2, np.uint8)
    cv2.fillPoly(filled, [np.round((places * fine + (fine - 1) / 2) * 16).astype(np.int32)], (1,), cv2.LINE_8, 4)
    distance = np.asarray(cv2.distanceTransform(filled, cv2.DIST_L2, 5), np.float32) - cv2.distanceTransform(1 - filled, cv2.DIST_L2, 5)
    deg_per_px = 2 * chart.radius_deg / (FIELD_PX - 1)
    even = cv2.GaussianBlur(cv2.resize(distance, (FIELD_PX, FIELD_PX), interpolation=cv2.INTER_AREA), (0, 0), 1.5)
    field = np.asarray(even, np.float32) * np.float32(deg_per_px / fine)
    if rng is not None:
        field += RAGGED_DEG * value_noise((FIELD_PX, FIELD_PX), 12 / deg_per_px, rng, octaves=4)
    return field


def _smooth(ring_deg: NDArray[np.float32]) -> Floats:
    """Return (`RING_POINTS`, 2) of a closed ring of corners (longitudes may wrap), rounded: evenly spaced points, blurred along the ring."""
    vectors = grid.towards(*np.radians(ring_deg.T))
    closed = np.concatenate([vectors, vectors[:1]])
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    even = np.linspace(0, run[-1], RING_POINTS, endpoint=False)
    dense = np.stack([np.interp(even, run, closed[:, k]) for k in range(3)], 1).astype(np.float32)
    wrapped = cv2.GaussianBlur(np.concatenate([dense[-60:], dense, dense[:60]]), (1, 31), sigmaX=1, sigmaY=5)[60:-60]
    longitude, latitude = grid.longitude_latitude(wrapped)
    return np.asarray(np.degrees(np.stack([longitude, latitude], 1)), np.float32)
