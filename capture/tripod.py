"""How the camera stands: whether it shakes, and whether it leans.

Both are read from the background, on a grey copy of the picture 320 cells long with the person cut out.

- `shake_px`: median way of the background's corner points since the frame before, by sparse optical flow
  (Lucas-Kanade in pyramids, Bouguet 2000), in pixels of the full frame. None for a first frame, and where fewer than
  eight points can be followed or they disagree.
- `level_deg`: length-weighted median of how far the background's straight lines lean off upright or level, where they
  do so by less than 15 degrees. Upright lines count double: level edges of things seen at an angle converge. Positive
  when the camera leans clockwise, which turns the picture's content the other way. None with too few lines, and where
  they disagree. It is renewed every 30 frames, since a stand leans slowly and lines cost 2 ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from capture.pixels import behind_mask, eroded, scaled
from capture.types import CameraReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats, Rgb

    Mask = NDArray[np.uint8]

SPAN_PX = 320
RENEW_EVERY_FRAMES = 30
MAX_POINTS, ENOUGH_POINTS, MIN_POINTS = 60, 24, 8
POINT_QUALITY = 0.02
POINT_GAP_PX = 8
FLOW_WINDOW_PX = 15
MAX_SCATTER_PX, MAX_SCATTER_SHARE = 0.15, 0.3
"""How far points may part from their median way, in cells or in shares of it: on a plain wall they follow the noise, each its own way."""
PERSON_MARGIN_CELLS = 3
MAX_LEAN_DEG = 15.0
MIN_LINE_PX = 16.0
MIN_LINES_PX = 240.0
"""Weighted length of all lines under which there is no telling: three quarters of the copy's longer side."""
MAX_DISAGREEMENT_DEG = 4.0
UPRIGHT_WEIGHT = 2.0
NO_POINTS: Floats = np.zeros((0, 1, 2), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Backdrop:
    """One frame's small grey copy, where the background is in it (255), and full-frame pixels a cell."""

    grey: Mask
    behind: Mask
    px_per_cell: float


class Watch:
    """Watches one camera from frame to frame. A new one has seen nothing."""

    def __init__(self) -> None:
        self._before: _Backdrop | None = None
        self._points = NO_POINTS
        self._level_deg: float | None = None
        self._frames = 0

    def measure(self, rgb: Rgb, face: Face | None) -> CameraReading:
        """Return how the camera stands in the next frame, (H, W, 3)."""
        now = _backdrop(rgb, face)
        if self._frames % RENEW_EVERY_FRAMES == 0:
            self._level_deg = _level_deg(now)
            self._points = NO_POINTS
        shake_px = self._shake_px(now)
        self._before = now
        self._frames += 1
        return CameraReading(shake_px, self._level_deg, None)

    def _shake_px(self, now: _Backdrop) -> float | None:
        """Return the background's way since the frame before, and keep the points that were followed."""
        before = self._before
        if before is None or before.grey.shape != now.grey.shape:
            self._points = NO_POINTS
            return None
        if len(self._points) < ENOUGH_POINTS:
            found = cv2.goodFeaturesToTrack(before.grey, MAX_POINTS, POINT_QUALITY, POINT_GAP_PX, mask=before.behind)
            self._points = NO_POINTS if found is None else found.astype(np.float32)
        points, self._points = _followed(before, now, self._points)
        return _common_way_px(self._points - points, now.px_per_cell)


def _backdrop(rgb: Rgb, face: Face | None) -> _Backdrop:
    scale = min(1.0, SPAN_PX / max(rgb.shape[:2]))
    grey = np.asarray(cv2.cvtColor(scaled(rgb, scale), cv2.COLOR_RGB2GRAY), np.uint8)
    return _Backdrop(grey, _behind(face, (grey.shape[0], grey.shape[1]), scale), 1 / scale)


def _behind(face: Face | None, shape: tuple[int, int], scale: float) -> Mask:
    """Return 255 where the background is. Without a matte the person is a block from above the face down to the bottom edge, three faces wide."""
    if face is not None and face.matte is not None:
        return behind_mask(face.matte, shape, PERSON_MARGIN_CELLS)
    behind = np.full(shape, 255, np.uint8)
    if face is not None:
        low, high = face.outline_px.min(axis=0) * scale, face.outline_px.max(axis=0) * scale
        wide, tall = high - low
        left, top, right = (max(0, round(float(edge))) for edge in (low[0] - wide, low[1] - tall / 2, high[0] + wide))
        behind[top:, left:right] = 0
    return eroded(behind, PERSON_MARGIN_CELLS)


def _followed(before: _Backdrop, now: _Backdrop, points: Floats) -> tuple[Floats, Floats]:
    """Return those of the points (N, 1, 2) in `before` that lie in the background of `now` too, and where they are there."""
    if not len(points):
        return points, points
    window = (FLOW_WINDOW_PX, FLOW_WINDOW_PX)
    found, status, _ = cv2.calcOpticalFlowPyrLK(before.grey, now.grey, points, np.empty_like(points), winSize=window, maxLevel=2)
    rows, columns = now.grey.shape
    x, y = (np.round(found[:, 0, axis]).astype(int) for axis in (0, 1))
    kept = (status[:, 0] > 0) & (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
    kept[kept] = now.behind[y[kept], x[kept]] > 0
    return points[kept], np.asarray(found[kept], np.float32)


def _common_way_px(ways: Floats, px_per_cell: float) -> float | None:
    """Return the length of the median of `ways` (N, 1, 2), in pixels of the full frame; None when they are too few or disagree."""
    if len(ways) < MIN_POINTS:
        return None
    way = np.median(ways[:, 0], axis=0)
    length = float(np.linalg.norm(way))
    scatter = float(np.median(np.linalg.norm(ways[:, 0] - way, axis=1)))
    return length * px_per_cell if scatter <= max(MAX_SCATTER_PX, MAX_SCATTER_SHARE * length) else None


def _level_deg(backdrop: _Backdrop) -> float | None:
    # OpenCV's types forget that it answers None where there is no line.
    lines = cast("Floats | None", cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(backdrop.grey)[0])
    if lines is None:
        return None
    starts, ends = lines[:, 0, :2], lines[:, 0, 2:]
    middle = np.round((starts + ends) / 2).astype(int)
    rows, columns = (np.clip(middle[:, axis], 0, size - 1) for axis, size in ((1, backdrop.grey.shape[0]), (0, backdrop.grey.shape[1])))
    way = ends - starts
    lengths = np.linalg.norm(way, axis=1)
    angles = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
    off = (angles + 45) % 90 - 45
    upright = np.abs(way[:, 1]) > np.abs(way[:, 0])
    usable = (backdrop.behind[rows, columns] > 0) & (lengths >= MIN_LINE_PX) & (np.abs(off) < MAX_LEAN_DEG)
    weights = lengths * np.where(upright, UPRIGHT_WEIGHT, 1.0)
    return _agreed(off[usable], weights[usable])


def _agreed(off_deg: Floats, weights: Floats) -> float | None:
    """Return the camera's lean from lines that lean `off_deg` (clockwise in the picture); None when they are too few or disagree."""
    if float(weights.sum()) < MIN_LINES_PX:
        return None
    median = _weighted_median(off_deg, weights)
    if _weighted_median(np.abs(off_deg - median), weights) > MAX_DISAGREEMENT_DEG:
        return None
    return -median


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values)
    share = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(share, share[-1] / 2)])
