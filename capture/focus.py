"""How crisp the eyes are, and how fast the face moves.

Sharpness is the spread of the strongest edges round the eyes, found by blurring them again (after Crete 2007, "The
blur effect"; Zhuo & Sim 2011, "Defocus map estimation from a single image"). An edge blurred by s pixels has a
gradient as 1/s; blurred once more by r, as 1/√(s² + r²). With q the ratio of the two gradients, s = r·q / √(1 - q²).
Contrast cancels in the ratio; so does the number of edges. It is found across x and across y, and the wider counts:
motion widens the edges that it crosses only. Then

    sharpness = 1.05 px / s, at most 1: 1.05 px is what an ideal step reads. A blur of 1, 2, 3 px reads about 0.65, 0.43, 0.31.

A face larger than 160 px between the eyes is read at that size, the most that a finished headshot shows: so the
number says whether the portrait will look crisp, whatever the camera's size. A small face with crisp pixels reads
high: it is not blurred, it is small, which `FramingReading.eye_distance_px` tells.

`motion_px` is the median way that the bones of the face (forehead and bridge of the nose) went since the frame
before, divided by the time between in thirtieths of a second.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import VERTICES_MM
from capture.pixels import bounds
from capture.sharpness import reading_scale, sharpness
from capture.types import FocusReading

if TYPE_CHECKING:
    from capture.types import Eye, Face, Floats, Rgb

MARGIN_FRAC = 0.5
"""The window round an eye, grown by this share of its size: lids, lashes and the brow's lower edge, whose depth is the eye's."""
REBLUR_PX = 1.5
STRONG_SHARE = 0.08
"""The share of a window's pixels that count as its strongest edges."""
MIN_CONTRAST = 2.0
"""Gradient, in codes a pixel, under which there is no edge to judge."""
MIN_WINDOW_PX = 5
SOBEL_SCALE = 1 / 8
"""Makes OpenCV's Sobel operator answer 1 to a slope of one code a pixel."""
PACE_S = 1 / 30
BONES = (np.abs(VERTICES_MM[:, 0]) < 12) & (np.abs(VERTICES_MM[:, 1] + 5) < 35) | (VERTICES_MM[:, 1] < -35)
"""(468,) vertices that neither lids nor mouth nor brows move much."""


def measure(rgb: Rgb, face: Face, previous: tuple[Face, float] | None) -> FocusReading:
    """Return the focus on `face` in an (H, W, 3) picture; `previous` is the face before it and the seconds since."""
    return FocusReading(_sharpness(rgb, face), None if previous is None else _motion_px(face, *previous))


def _sharpness(rgb: Rgb, face: Face) -> float:
    """Return 0..1 from the eye that is seen larger, or from both when they are about as large; 0 where there is no edge to judge."""
    eyes = sorted((face.left_eye, face.right_eye), key=_span_px, reverse=True)
    seen = [eye for eye in eyes if _span_px(eye) >= 0.7 * _span_px(eyes[0])]
    scale = reading_scale(face.eye_distance_px)
    windows = [grey for eye in seen if (grey := _window(rgb, eye, scale)) is not None]
    spreads_px = [spread for axis in (0, 1) if (spread := _spread_px(windows, axis)) is not None]
    if not spreads_px:
        return 0.0
    return sharpness(max(spreads_px))


def _span_px(eye: Eye) -> float:
    return float(np.linalg.norm(eye.outer_px - eye.inner_px))


def _window(rgb: Rgb, eye: Eye, scale: float) -> Floats | None:
    """Return the grey picture round an eye at `scale`; None outside the frame."""
    box = bounds(eye.contour_px, (rgb.shape[0], rgb.shape[1]), MARGIN_FRAC)
    if box is None:
        return None
    grey = cv2.cvtColor(np.ascontiguousarray(rgb[box]), cv2.COLOR_RGB2GRAY)
    if scale < 1:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    return grey.astype(np.float32) if min(grey.shape) >= MIN_WINDOW_PX else None


def _spread_px(windows: list[Floats], axis: int) -> float | None:
    """Return the spread of the windows' strongest edges across x (`axis` 0) or y (1); None without an edge."""
    order = (1, 0) if axis == 0 else (0, 1)
    fine_sum = coarse_sum = 0.0
    for sharp in windows:
        blurred = cv2.GaussianBlur(sharp, (0, 0), REBLUR_PX, borderType=cv2.BORDER_REPLICATE)
        fine, coarse = (cv2.Sobel(grey, cv2.CV_32F, *order, scale=SOBEL_SCALE) ** 2 for grey in (sharp, blurred))
        # The edges are chosen on the blurred picture, where noise has none.
        count = max(1, round(coarse.size * STRONG_SHARE))
        strong = coarse >= np.partition(coarse, -count, axis=None)[-count]
        if float(fine[strong].mean()) >= MIN_CONTRAST**2:
            fine_sum += float(fine[strong].sum())
            coarse_sum += float(coarse[strong].sum())
    if fine_sum <= 0:
        return None
    ratio = min(math.sqrt(coarse_sum / fine_sum), 0.999)
    return REBLUR_PX * ratio / math.sqrt(1 - ratio**2)


def _motion_px(face: Face, before: Face, since_s: float) -> float | None:
    if since_s <= 0:
        return None
    moved = np.linalg.norm(face.mesh_px[BONES, :2] - before.mesh_px[BONES, :2], axis=1)
    return float(np.median(moved)) * PACE_S / since_s
