"""The face laid upright into the standard's square: 616 pixels, the eyes 113 apart, black where the picture ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.iso.landmarks import Landmarks, landmarks
from capture.pixels import luminance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Rgb

    Codes = NDArray[np.uint8]

SIDE_PX = 616
PLACES_PX = np.array([[251, 272], [364, 272], [308, 336], [262, 402], [355, 402]], np.float32)
"""Where the right and the left eye, the tip of the nose, and the right and the left corner of the mouth go."""
ZONE_SHARE = 0.3
"""Side of the square on each cheek, in eye distances."""


@dataclass(frozen=True, slots=True, eq=False)
class AlignedFace:
    """An aligned face: `rgb` (616, 616, 3); `codes` (616, 616) its LINEAR luminance in 0..255; `region` (616, 616) 255 on the face without its forehead.

    `placing` (2, 3) is the similarity that carries the picture's pixels here; `points` are the face's landmarks, carried likewise.
    """

    rgb: Rgb
    codes: Codes
    region: Codes
    points: Landmarks
    placing: NDArray[np.float64]


def align(rgb: Rgb, face: Face) -> AlignedFace | None:
    """Return `face` of an (H, W, 3) picture, aligned; None when its points lie so that no similarity can place them."""
    flat = np.asarray(face.mesh_px[:, :2], np.float32)
    seen = landmarks(flat)
    anchors = np.stack([seen.right_eye_px, seen.left_eye_px, seen.nose_px, seen.right_corner_px, seen.left_corner_px])
    if not np.isfinite(anchors).all():
        return None
    placing = cv2.estimateAffinePartial2D(anchors, PLACES_PX, method=cv2.LMEDS)[0]
    if placing is None or not np.isfinite(placing).all():
        return None
    points = landmarks(np.asarray(flat @ placing[:, :2].T + placing[:, 2], np.float32))
    upright = np.asarray(cv2.warpAffine(rgb, placing, (SIDE_PX, SIDE_PX)), np.uint8)
    region = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    cv2.fillConvexPoly(region, cv2.convexHull(np.round(points.region_px).astype(np.int32)), (255,))
    return AlignedFace(upright, linear_codes(upright), region, points, np.asarray(placing, np.float64))


def linear_codes(rgb: Rgb) -> Codes:
    """Return the standard's luminance (H, W) of a picture: linear light, rounded to 0..255."""
    return np.asarray(np.floor(luminance(rgb) * 255 + np.float32(0.5)), np.uint8)


def cheek_zones(face: AlignedFace) -> tuple[tuple[slice, slice], tuple[slice, slice]] | None:
    """Return the (rows, columns) of the square on the subject's left and on their right cheek; None where one leaves the square picture."""
    points = face.points
    side = int(ZONE_SHARE * points.eye_distance_px)
    down = int(points.eyes_to_mouth_px / 2)
    left = _square(int(points.left_eye_px[0]) - side, int(points.left_eye_px[1]) + down, side)
    right = _square(int(points.right_eye_px[0]), int(points.right_eye_px[1]) + down, side)
    return None if left is None or right is None else (left, right)


def _square(x: int, y: int, side: int) -> tuple[slice, slice] | None:
    inside = side > 0 and min(x, y) >= 0 and max(x, y) + side <= SIDE_PX
    return (slice(y, y + side), slice(x, x + side)) if inside else None
