"""How the camera stands: whether it shakes, and whether it leans.

Both are read from the background, on a grey copy of the picture 320 cells long with the people cut out.

- `shake_px`: the background's way from one frame to the next, in pixels of the full frame, at a pace of 30 frames a
  second: by its corners or slopes (`capture.wander`), on a plain wall by the unevenness of its paint (`capture.plaster`).
  Five times a second two frames in a row are compared; a frame between has what was found last. None for a first frame,
  after a gap, and where the background does not tell.
- `level_deg`: length-weighted median of how far the background's straight lines lean off upright or level, where they
  do so by less than 15 degrees. Upright lines count double: level edges of things seen at an angle converge. Positive
  when the camera leans clockwise, which turns the picture's content the other way. With too few lines, or where they
  disagree, the line between the sitter's shoulders stands in, unless they are turned far. People hold them level within
  a degree or two, and the tracker places them no better, so that before a plain wall a lean is known to some 3 degrees
  only (`python -m tests.bench.measures camera`). None where they are not seen either. It is renewed with every fifth
  comparison, since a stand leans slowly and lines cost 2 ms.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from capture.pixels import behind_mask, scaled
from capture.plaster import Plaster, Wall
from capture.types import CameraReading
from capture.wander import Backdrop, Wander

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from capture.overview import Overview
    from capture.types import Face, FaceBox, Floats, Rgb

    Mask = NDArray[np.uint8]

SPAN_PX = 320
RENEW_EVERY = 5
"""Comparisons."""
REST_S, SLOW_S = 0.15, 0.24
"""After a comparison nothing is looked at for so long; then a frame begins the next one, but where they come so slowly that all are compared."""
PACE_S = 1 / 30
GAP_S = 1.0
"""Frames further apart are not compared: a wander has long turned round by then."""
PERSON_MARGIN_CELLS = 3
MAX_LEAN_DEG = 15.0
MIN_LINE_PX = 16.0
MIN_LINES_PX = 240.0
"""Weighted length of all lines under which there is no telling: three quarters of the copy's longer side."""
MAX_DISAGREEMENT_DEG = 4.0
UPRIGHT_WEIGHT = 2.0
MAX_SHOULDERS_TURN_DEG = 20.0
"""Shoulders turned further are seen from above or below as a slope."""


class Watch:
    """Watches one camera from frame to frame. A new one has seen nothing."""

    def __init__(self) -> None:
        self._before: tuple[Backdrop, Wall, float] | None = None
        self._wander = Wander()
        self._plaster = Plaster()
        self._mask: tuple[Floats, Mask] | None = None
        self._level_deg: float | None = None
        self._shake_px: float | None = None
        self._compared_s = -math.inf
        self._comparisons = 0
        self._begun = False

    def measure(self, rgb: Rgb, view: Overview, face: Face | None, t_s: float = 0.0, others: Iterable[FaceBox] = ()) -> CameraReading:
        """Return how the camera stands in the next frame (H, W, 3), at `t_s`; `view` is its copy, `others` are the faces behind the sitter's."""
        since_s = t_s - self._compared_s
        if 0 <= since_s < REST_S:
            return CameraReading(self._shake_px, self._level_deg, None)
        now, px_per_cell = self._backdrop(view, face, others)
        wall = Wall(rgb, now.behind)
        renew = not self._begun and self._comparisons % RENEW_EVERY == 0
        if renew:
            self._level_deg = _level_deg(now)
            if self._level_deg is None and face is not None:
                self._level_deg = _level_of_shoulders_deg(face)
        if self._before is None or (not self._begun and 0 <= since_s < SLOW_S):
            self._begun = True
        else:
            way_px = self._way_px(now, wall, t_s, px_per_cell)
            self._shake_px = None if way_px is None else math.hypot(*way_px) * PACE_S / (t_s - self._before[2])
            self._comparisons, self._compared_s, self._begun = self._comparisons + 1, t_s, False
        self._before = now, wall, t_s
        return CameraReading(self._shake_px, self._level_deg, None)

    def _backdrop(self, view: Overview, face: Face | None, others: Iterable[FaceBox]) -> tuple[Backdrop, float]:
        """Return the small grey copy with the people cut out, and how many pixels of the frame each of its cells is."""
        fine = np.asarray(cv2.cvtColor(view.samples, cv2.COLOR_RGB2GRAY), np.uint8)
        grey = scaled(fine, SPAN_PX) if max(fine.shape) > SPAN_PX else fine
        px_per_cell = view.px_per_sample * max(fine.shape) / max(grey.shape)
        return Backdrop(grey, self._behind(face, others, (grey.shape[0], grey.shape[1]), px_per_cell)), px_per_cell

    def _behind(self, face: Face | None, others: Iterable[FaceBox], shape: tuple[int, int], px_per_cell: float) -> Mask:
        """Return 255 where the background is.

        Others, and a sitter without a matte, are a block from above the face down to the bottom edge, three faces wide.
        """
        blocks = [(box.left_px, box.top_px, box.left_px + box.width_px, box.top_px + box.height_px) for box in others]
        if face is not None and face.matte is not None:
            behind = self._cut_out(face.matte, shape)
        else:
            behind = np.full(shape, 255, np.uint8)
            if face is not None:
                low, high = face.outline_px.min(axis=0), face.outline_px.max(axis=0)
                blocks.append((float(low[0]), float(low[1]), float(high[0]), float(high[1])))
        behind = behind.copy() if blocks else behind
        for x0, y0, x1, y1 in blocks:
            left, top, right = (max(0, round(edge / px_per_cell)) for edge in (2 * x0 - x1, y0 - (y1 - y0) / 2, 2 * x1 - x0))
            behind[max(0, top - PERSON_MARGIN_CELLS) :, max(0, left - PERSON_MARGIN_CELLS) : right + PERSON_MARGIN_CELLS] = 0
        return behind

    def _cut_out(self, matte: Floats, shape: tuple[int, int]) -> Mask:
        """Return 255 where the matte shows no person: the same mask as long as the tracker hands on the same matte, which it does for some frames."""
        if self._mask is None or self._mask[0] is not matte or self._mask[1].shape != shape:
            self._mask = matte, behind_mask(matte, shape, PERSON_MARGIN_CELLS)
        return self._mask[1]

    def _way_px(self, now: Backdrop, wall: Wall, t_s: float, px_per_cell: float) -> Floats | None:
        """Return the background's way (2,) since the frame before."""
        if self._before is None:
            return None
        before, wall_before, before_s = self._before
        if wall_before.rgb.shape != wall.rgb.shape or not 0 < t_s - before_s <= GAP_S:
            self._wander.forget()
            return None
        # While the camera moves its corners have gone on since they were last followed: others are looked for.
        moving = self._shake_px is not None and self._shake_px > px_per_cell
        way = self._wander.way(before, now, afresh=moving or self._comparisons % RENEW_EVERY == 0)
        return self._plaster.way_px(wall_before, wall) if way is None else np.asarray(way * px_per_cell, np.float32)


def _level_of_shoulders_deg(face: Face) -> float | None:
    """Return the camera's lean as the sitter's shoulders have it; None where they are not seen, or turned far."""
    if face.shoulders_px is None or abs(face.shoulders_yaw_deg or 0.0) > MAX_SHOULDERS_TURN_DEG:
        return None
    across, down = face.shoulders_px[0] - face.shoulders_px[1]
    lean_deg = -math.degrees(math.atan2(float(down), float(across)))
    return lean_deg if abs(lean_deg) < MAX_LEAN_DEG else None


def _level_deg(backdrop: Backdrop) -> float | None:
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
