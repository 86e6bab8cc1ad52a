"""How far the background went from one small picture to the next.

Where it has corners, they are followed by sparse optical flow (Lucas-Kanade in pyramids, Bouguet 2000), and their median way is the answer, if they
lie far apart and agree. A plain wall has none, but its shading has slopes: then one shift of all background pixels at once is found by least squares
(Lucas & Kanade 1981), with a change of brightness and of contrast beside it, and what went its own way weighed down (Geman-McClure weights). It has an
expected error, which tells whether to believe it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.median import median

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

    Mask = NDArray[np.uint8]

MAX_POINTS, ENOUGH_POINTS, MIN_POINTS = 60, 24, 8
SEARCH_EVERY_FRAMES = 10
"""Where there are few corners they are not looked for in each frame: that costs twice what following them does."""
POINT_QUALITY = 0.02
POINT_GAP_PX = 8
FLOW_WINDOW_PX = 15
MAX_SCATTER_PX, MAX_SCATTER_SHARE = 0.15, 0.3
"""How far points may part from their median way, in cells or in shares of it: on a plain wall they follow the noise, each its own way."""
MIN_REACH_SHARE = 0.13
"""Median way of the points from their middle, of the picture's longer side: points closer together may all lie on one thing that moves."""
SLOPE_STEP = 2
"""A wall's slopes are read on every so-manieth cell's mean."""
MIN_SLOPE_CELLS = 500
ROUNDS = 3
ROUNDING = 0.5
"""Codes by which a cell may differ from another for being a whole number."""
OUTLYING = 2.5
"""Standard deviations from which on a pixel's difference is taken for something else than the shift."""
MAX_ERROR_CELLS, MIN_AGREEMENT, MAX_SHIFT_CELLS = 0.05, 0.5, 1.0
"""Expected error beyond which a wall is too plain; the share of its slopes that must go along; the furthest that slopes can tell."""
NO_POINTS: Floats = np.zeros((0, 1, 2), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """One frame's small grey copy (h, w), and where the background is in it (255)."""

    grey: Mask
    behind: Mask


class Wander:
    """Follows one background from picture to picture. A new one has seen nothing."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start anew: the next picture is another one."""
        self._points = NO_POINTS
        self._frames_since_search = SEARCH_EVERY_FRAMES

    def way(self, before: Backdrop, now: Backdrop, *, afresh: bool = False) -> Floats | None:
        """Return the (x, y) way in cells from `before` to `now`, which are equally large; None where there is no telling. `afresh` chooses new corners."""
        self._frames_since_search += 1
        if afresh or (len(self._points) < ENOUGH_POINTS and self._frames_since_search >= SEARCH_EVERY_FRAMES):
            self._frames_since_search = 0
            found = cv2.goodFeaturesToTrack(before.grey, MAX_POINTS, POINT_QUALITY, POINT_GAP_PX, mask=before.behind)
            self._points = NO_POINTS if found is None else found.astype(np.float32)
        points, self._points = _followed(before, now, self._points)
        common = _common_way(points[:, 0], self._points[:, 0], max(now.grey.shape))
        return common if common is not None else _way_of_slopes(before, now)


def _followed(before: Backdrop, now: Backdrop, points: Floats) -> tuple[Floats, Floats]:
    """Return those of the points (N, 1, 2) in `before` that lie in the background of `now` too, and where they are there."""
    if not len(points):
        return points, points
    window = (FLOW_WINDOW_PX, FLOW_WINDOW_PX)
    found, status, _ = cv2.calcOpticalFlowPyrLK(before.grey, now.grey, points, np.empty_like(points), winSize=window, maxLevel=2)
    last = np.array(now.grey.shape[::-1], np.int32) - 1
    cells = np.rint(found[:, 0]).astype(np.int32)
    inside = np.minimum(np.maximum(cells, 0), last)
    kept = (status[:, 0] > 0) & (cells == inside).all(axis=1) & (now.behind[inside[:, 1], inside[:, 0]] > 0)
    return points[kept], np.asarray(found[kept], np.float32)


def _common_way(points: Floats, found: Floats, span: int) -> Floats | None:
    """Return the median way (2,) from `points` to `found`, both (N, 2); None when they are too few, too close together or disagree."""
    if len(points) < MIN_POINTS:
        return None
    if float(median(_lengths(points - median(points)))) < MIN_REACH_SHARE * span:
        return None
    ways = found - points
    way = median(ways)
    scatter = float(median(_lengths(ways - way)))
    return way if scatter <= max(MAX_SCATTER_PX, MAX_SCATTER_SHARE * math.hypot(*way)) else None


def _lengths(ways: Floats) -> Floats:
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", ways, ways)), np.float32)


def _way_of_slopes(before: Backdrop, now: Backdrop) -> Floats | None:
    """Return the one shift (2,) in cells that explains best how the background's slopes changed; None where they hardly tell."""
    earlier, later, behind = (_halved(part) for part in (before.grey, now.grey, before.behind & now.behind))
    where = behind > 254
    if int(where.sum()) < MIN_SLOPE_CELLS:
        return None
    middle = cv2.addWeighted(earlier, 0.5, later, 0.5, 0)
    across, down = (cv2.Sobel(middle, cv2.CV_32F, *order, scale=1 / 8)[where] for order in ((1, 0), (0, 1)))
    level = middle[where]
    causes = np.stack([across, down, level - level.mean(), np.ones_like(level)])
    change = (earlier - later)[where]
    weights = np.ones_like(change)
    for _ in range(ROUNDS):
        normal = (causes * weights) @ causes.T + 1e-3 * np.eye(4, dtype=np.float32)
        found = np.linalg.solve(normal, causes @ (weights * change))
        off = change - found @ causes
        deviation = 1.4826 * float(median(np.abs(off))) + ROUNDING
        weights = (1 + (off / (OUTLYING * deviation)) ** 2) ** -2
    error = deviation * float(np.sqrt(np.trace(np.linalg.inv(normal)[:2, :2])))
    slopes = across**2 + down**2
    agreement = float((weights * slopes).sum() / max(float(slopes.sum()), 1e-6))
    way = SLOPE_STEP * found[:2]
    sure = SLOPE_STEP * error <= MAX_ERROR_CELLS and agreement >= MIN_AGREEMENT and float(np.linalg.norm(way)) <= MAX_SHIFT_CELLS
    return np.asarray(way, np.float32) if sure else None


def _halved(part: Mask) -> Floats:
    return np.asarray(cv2.resize(part, None, fx=1 / SLOPE_STEP, fy=1 / SLOPE_STEP, interpolation=cv2.INTER_AREA), np.float32)
