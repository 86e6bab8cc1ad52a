"""How crisp the eyes are, whether motion or focus blurred them, and how fast the face moves.

Sharpness is the spread of the strongest edges round the eyes, found by blurring them again (after Crete 2007, "The
blur effect"; Zhuo & Sim 2011, "Defocus map estimation from a single image"). An edge blurred by s pixels has a
gradient as 1/s; blurred once more by r, as 1/√(s² + r²). With q the ratio of the two gradients, s = r·q / √(1 - q²).
Contrast cancels in the ratio; so does the number of edges. It is found across eight directions, and the widest counts:
motion widens the edges that it crosses only. Then

    sharpness = 1.05 px / s, at most 1: 1.05 px is what an ideal step reads. A blur of 1, 2, 3 px reads about 0.65, 0.43, 0.31.

A lens out of focus widens all edges, a moving face those across its way: with s the widest spread and n the one at a
right angle to it,

    smear_frac = 1 - n² / s²: the share of the blur that has a direction, 0..1.

Lids and brows are not alike in all directions either: eyes at rest read 0.1 to 0.3, in or out of focus; a streak of a
sixteenth of the distance between the eyes reads 0.4 and more (in the virtual studio).

A face larger than 160 px between the eyes is read at that size, the most that a finished headshot shows: so the
number says whether the portrait will look crisp, whatever the camera's size. A small face with crisp pixels reads
high: it is not blurred, it is small, which `FramingReading.eye_distance_px` tells.

`motion_px` is the median way that the bones of the face (forehead and bridge of the nose) went since the frame
before, divided by the time between in thirtieths of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import VERTICES_MM
from capture.median import median
from capture.pixels import bounds
from capture.sharpness import reading_scale, sharpness
from capture.types import FocusReading

if TYPE_CHECKING:
    from capture.types import Eye, Face, Floats, Rgb

MARGIN_FRAC = 0.5
"""The window round an eye, grown by this share of its size: lids, lashes and the brow's lower edge, whose depth is the eye's."""
REBLUR_PX = 2.0
STRONG_SHARE, EDGE_LEAST = 0.08, 0.8
"""The share of the pixels that count as the strongest edges in a direction; they are looked for where the squared slope is this much of its mean, on a
quarter of the pixels."""
DIRECTIONS = np.stack([np.cos(np.arange(8) * np.pi / 8), np.sin(np.arange(8) * np.pi / 8)], axis=1).astype(np.float32)
"""(8, 2) unit vectors, half way round: the one four further on is at a right angle."""
MIN_CONTRAST = 2.0
"""Gradient, in codes a pixel, under which there is no edge to judge."""
MIN_WINDOW_PX = 5
SOBEL_SCALE = 1 / 8
"""Makes OpenCV's Sobel operator answer 1 to a slope of one code a pixel."""
PACE_S = 1 / 30
BONES = np.flatnonzero((np.abs(VERTICES_MM[:, 0]) < 12) & (np.abs(VERTICES_MM[:, 1] + 5) < 35) | (VERTICES_MM[:, 1] < -35))
"""Vertices that neither lids nor mouth nor brows move much."""


def measure(rgb: Rgb, face: Face, previous: tuple[Face, float] | None) -> FocusReading:
    """Return the focus on `face` in an (H, W, 3) picture; `previous` is the face before it and the seconds since."""
    motion_px = None if previous is None else _motion_px(face, *previous)
    spreads_px = _spreads_px(rgb, face)
    if spreads_px is None:
        return FocusReading(0.0, motion_px)
    widest = int(spreads_px.argmax())
    across = (widest + len(DIRECTIONS) // 2) % len(DIRECTIONS)
    smear_frac = 1 - float(spreads_px[across] / spreads_px[widest]) ** 2
    return FocusReading(sharpness(float(spreads_px[widest])), motion_px, smear_frac)


def _spreads_px(rgb: Rgb, face: Face) -> Floats | None:
    """Return the spread (8,) of edges across `DIRECTIONS`, at the eye that is seen larger, or both when they are about as large; None without an edge."""
    eyes = (face.left_eye, face.right_eye)
    least_px = 0.7 * max(eye.width_px for eye in eyes)
    seen = [eye for eye in eyes if eye.width_px >= least_px]
    scale = reading_scale(face.eye_distance_px)
    windows = [grey for eye in seen if (grey := _window(rgb, eye, scale)) is not None]
    if not windows:
        return None
    slopes = np.concatenate([_edges(grey) for grey in windows], axis=1)
    fine, coarse = ((DIRECTIONS @ slopes[part]) ** 2 for part in (slice(0, 2), slice(2, 4)))
    count = min(max(1, round(sum(grey.size for grey in windows) * STRONG_SHARE)), slopes.shape[1])
    strong = coarse >= np.partition(coarse, -count, axis=1)[:, -count, None]
    fine_sum, coarse_sum = (np.einsum("ij,ij->i", energy, strong) for energy in (fine, coarse))
    if float(fine_sum.max()) < MIN_CONTRAST**2 * count:
        return None
    ratio = np.minimum(np.sqrt(coarse_sum / np.maximum(fine_sum, 1e-6)), 0.999)
    return np.asarray(REBLUR_PX * ratio / np.sqrt(1 - ratio**2), np.float32)


def _edges(grey: Floats) -> Floats:
    """Return (4, N) slopes across and down, of the picture and of its blurred copy, where the copy is steepest: there noise makes no edge."""
    blurred = cv2.GaussianBlur(grey, (0, 0), REBLUR_PX, borderType=cv2.BORDER_REPLICATE)
    slopes = np.empty((4, *grey.shape), np.float32)
    for number, picture in enumerate((grey, blurred)):
        cv2.Sobel(picture, cv2.CV_32F, 1, 0, slopes[2 * number], scale=SOBEL_SCALE)
        cv2.Sobel(picture, cv2.CV_32F, 0, 1, slopes[2 * number + 1], scale=SOBEL_SCALE)
    steepness = slopes[2] * slopes[2] + slopes[3] * slopes[3]
    steep = np.flatnonzero(steepness >= EDGE_LEAST * cv2.mean(steepness)[0])
    return slopes.reshape(4, -1).take(steep, axis=1)


def _window(rgb: Rgb, eye: Eye, scale: float) -> Floats | None:
    """Return the grey picture round an eye at `scale`; None outside the frame."""
    box = bounds(eye.contour_px, (rgb.shape[0], rgb.shape[1]), MARGIN_FRAC)
    if box is None:
        return None
    grey = cv2.cvtColor(rgb[box], cv2.COLOR_RGB2GRAY)
    if scale < 1:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    return grey.astype(np.float32) if min(grey.shape) >= MIN_WINDOW_PX else None


def _motion_px(face: Face, before: Face, since_s: float) -> float | None:
    if since_s <= 0:
        return None
    moved = face.mesh_px[BONES, :2] - before.mesh_px[BONES, :2]
    return float(median(np.hypot(moved[:, 0], moved[:, 1]))) * PACE_S / since_s
