"""A bank card in the picture: a quadrilateral of its proportions, about as large as the face says, on the face or just beside it.

Found as a closed outline of four straight sides in the edges of the luminance. A card that is tilted looks smaller along one of its sides, never larger,
so the larger of the two scales counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

    Slopes: TypeAlias = NDArray[np.int16]

LONG_MM, SHORT_MM = 85.60, 53.98
"""ISO/IEC 7810, format ID-1."""
ASPECT_OFF = 0.10
"""How far the picture's proportions can be off: a tilt of 25 degrees."""
SIZE_OFF = 0.16
"""How far the card's size can be off what the face lets expect: people's spread, and a card that is not quite at the face."""
SEARCH_FACES, MIDDLE_FACES = 0.5, 0.15
"""How far round the face's outline is looked, and how far outside it the card's middle can be, in its own sizes: shelves behind are full of cards."""
EDGE_SHARES = (0.25, 0.5, 1.0)
"""Edge thresholds, in shares of the strongest tenth of gradients: a bright card on a pale wall has faint edges, one before dark cloth strong ones."""
SAMPLES, REACH_PX = 40, np.arange(-4.0, 4.01, 0.25)
"""Along each side, and across it: where its steepest place is looked for."""
FILL = 0.85
"""Share of the quadrilateral that its outline must enclose: its corners are round, its sides straight."""


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """Where a card is: `corners_px` (4, 2) in turn, and the scale of the picture there."""

    corners_px: Floats
    px_per_mm: float


def find(rgb: Rgb, face: Face, px_per_mm: float) -> Card | None:
    """Return the card near `face` in the picture (H, W, 3), None where there is none. `px_per_mm` is the scale that the face lets expect."""
    left, top, right, bottom = _round_face(rgb.shape, face)
    if right - left < 8 or bottom - top < 8:
        return None
    near = np.asarray(cv2.GaussianBlur(rgb[top:bottom, left:right], (0, 0), 0.8), np.uint8)
    slopes = _slopes(near)
    found = [scored for outline in _outlines(slopes) if (scored := _as_card(outline, slopes, px_per_mm)) is not None]
    placed = [(off, replace(card, corners_px=card.corners_px + np.array([left, top], np.float32))) for off, card in found]
    at_face = [(off, card) for off, card in placed if _is_at(face, card)]
    return min(at_face, key=lambda scored: scored[0])[1] if at_face else None


def _is_at(face: Face, card: Card) -> bool:
    low, high = face.outline_px.min(axis=0), face.outline_px.max(axis=0)
    middle, reach = card.corners_px.mean(axis=0), MIDDLE_FACES * float((high - low).max())
    return bool(((middle > low - reach) & (middle < high + reach)).all())


def _round_face(shape: tuple[int, ...], face: Face) -> tuple[int, int, int, int]:
    low, high = face.outline_px.min(axis=0), face.outline_px.max(axis=0)
    reach = SEARCH_FACES * float((high - low).max())
    left, top = np.maximum(low - reach, 0).astype(int)
    right, bottom = np.minimum(high + reach, [shape[1], shape[0]]).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _slopes(rgb: Rgb) -> Slopes:
    """Return (h, w, 2) int16 the slopes across and down of whichever colour changes most there."""
    across, down = (cv2.Sobel(rgb, cv2.CV_16S, int(x), int(not x)) for x in (True, False))
    most = (np.abs(across).astype(np.int32) + np.abs(down)).argmax(axis=2)[..., None]
    return np.concatenate([np.take_along_axis(slope, most, axis=2) for slope in (across, down)], axis=2)


def _outlines(slopes: Slopes) -> Iterator[NDArray[Any]]:
    across, down = (np.ascontiguousarray(slopes[..., axis]) for axis in (0, 1))
    strong = float(np.percentile(np.abs(across).astype(np.float32) + np.abs(down), 90))
    for share in EDGE_SHARES:
        edges = cv2.Canny(across, down, share * strong, 2 * share * strong)
        closed = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        outlines, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        yield from (np.asarray(outline) for outline in outlines)


def _as_card(outline: NDArray[Any], slopes: Slopes, px_per_mm: float) -> tuple[float, Card] | None:
    """Return how far an outline's proportions are off a card's, and the card; None where it is none."""
    expected_px2 = LONG_MM * SHORT_MM * px_per_mm**2
    area_px2 = cv2.contourArea(outline)
    if not (1 - SIZE_OFF) ** 2 * 0.8 < area_px2 / expected_px2 < (1 + SIZE_OFF) ** 2:
        return None
    rough = cv2.approxPolyDP(outline, 0.04 * cv2.arcLength(outline, closed=True), closed=True)
    if len(rough) != 4 or not cv2.isContourConvex(rough):
        return None
    corners = _sharpened(slopes, rough[:, 0].astype(np.float64))
    if corners is None or area_px2 < FILL * cv2.contourArea(corners):
        return None
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    one, other = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    long_px, short_px = max(one, other), min(one, other)
    off = abs(float(long_px / short_px) / (LONG_MM / SHORT_MM) - 1)
    scale = max(long_px / LONG_MM, short_px / SHORT_MM)
    if off > ASPECT_OFF or abs(scale / px_per_mm - 1) > SIZE_OFF:
        return None
    return off, Card(corners, float(scale))


def _sharpened(slopes: Slopes, rough: NDArray[np.float64]) -> Floats | None:
    """Return the corners (4, 2) where lines along the sides' steepest places meet: finer than a pixel, and blind to the card's round corners."""
    lines = []
    for start, end in zip(rough, np.roll(rough, -1, axis=0), strict=True):
        way = end - start
        length = max(float(np.linalg.norm(way)), 1e-6)
        normal = np.array([-way[1], way[0]]) / length
        places = (start + np.linspace(0.15, 0.85, SAMPLES)[:, None] * way)[:, None] + REACH_PX[:, None] * normal
        at_x, at_y = places.astype(np.float32).transpose(2, 0, 1)
        steep = cv2.remap(slopes.astype(np.float32), at_x, at_y, cv2.INTER_LINEAR)
        across = np.abs(steep @ normal.astype(np.float32))
        step = REACH_PX[across.argmax(axis=1)]
        edge = start + np.linspace(0.15, 0.85, SAMPLES)[:, None] * way + step[:, None] * normal
        lines.append(np.ravel(cv2.fitLine(edge.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01)))
    corners = [_meeting(one, other) for one, other in zip([lines[-1], *lines[:-1]], lines, strict=True)]
    return np.array(corners, np.float32) if all(corner is not None for corner in corners) else None


def _meeting(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Return where two lines meet, each as its direction (2) and a point on it (2)."""
    ways = np.stack([one[:2], -other[:2]], axis=1)
    if abs(np.linalg.det(ways)) < 0.1:
        return None
    return np.asarray(one[2:] + np.linalg.solve(ways, other[2:] - one[2:])[0] * one[:2], np.float64)
