"""Where the head is in the frame, and how far from the lens.

Lengths come from the scale of the face, and the crown from the matte or that scale: see `capture.head`.

- `face_height_frac`: from chin to hairline along the face, of the frame's height.
- `eye_line_frac`: the middle of the eyes below the top edge, of the frame's height.
- `headroom_frac`: the crown below the top edge, of the frame's height; under 0 the crown is cut off.
- `offset_frac`: the middle of the face's outline right of the frame's middle, of the frame's width.
- `distance_m` = focal length · 63 mm / eye distance, with focal length (W/2)/tan(hfov/2) in pixels, averaged (as
  logarithms) with focal length · 11.7 mm / iris diameter where irises have pixels enough. Along the lens's axis;
  about ± 6 % between people.

From a detector's box alone the same fields are approximate: the box spans the face a little closer than from hairline
to chin, and its turn is not known.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture.axes import focal_px
from capture.head import EYE_DISTANCE_MM, crown_of, head_of, head_of_box
from capture.types import FramingReading

if TYPE_CHECKING:
    from capture.types import Face, FaceBox, PoseReading

IRIS_MM = 11.7
"""Diameter of the visible iris (standard deviation 0.5): the least varying length of a face."""
EYE_SPREAD, IRIS_SPREAD = 0.056, 0.07
"""Relative standard deviations of the two scales; the iris's holds the tracker's own error besides the spread between people."""
MIN_IRIS_RADIUS_PX = 5.0
BOX_FACE_HEIGHT = 1.02
"""Chin to hairline, in heights of a full-range face detector's box."""


def measure(
    shape: tuple[int, int],
    face: Face | None,
    box: FaceBox | None,
    pose: PoseReading | None,
    hfov_deg: float | None,
) -> FramingReading | None:
    """Return where the head is in a picture of `shape` (H, W), from the mesh or else from the detector's box; None with neither.

    `hfov_deg` is the camera's horizontal field of view, None where it is not known.
    """
    known_px = None if hfov_deg is None else focal_px(shape, hfov_deg)
    if face is not None:
        return _from_mesh(shape, face, pose, known_px)
    return None if box is None else _from_box(shape, box, known_px)


def _from_mesh(shape: tuple[int, int], face: Face, pose: PoseReading | None, lens_px: float | None) -> FramingReading:
    height, width = shape
    head = head_of(face, pose)
    low, high = face.outline_px[:, 0].min(), face.outline_px[:, 0].max()
    return FramingReading(
        face_height_frac=float(np.linalg.norm(face.forehead_px - face.chin_px)) / height,
        eye_line_frac=float(head.eyes_px[1]) / height,
        headroom_frac=crown_of(shape, face, pose).y_px / height,
        offset_frac=float((low + high) / 2) / width - 0.5,
        eye_distance_px=head.eye_distance_px,
        distance_m=None if lens_px is None else _distance_m(face, head.eye_distance_px, lens_px),
    )


def _from_box(shape: tuple[int, int], box: FaceBox, lens_px: float | None) -> FramingReading:
    height, width = shape
    head = head_of_box(box)
    return FramingReading(
        face_height_frac=box.height_px * BOX_FACE_HEIGHT / height,
        eye_line_frac=float(head.eyes_px[1]) / height,
        headroom_frac=head.crown_y_px / height,
        offset_frac=(box.left_px + box.width_px / 2) / width - 0.5,
        eye_distance_px=head.eye_distance_px,
        distance_m=None if lens_px is None else lens_px * EYE_DISTANCE_MM / head.eye_distance_px / 1000,
    )


def _distance_m(face: Face, eye_distance_px: float, lens_px: float) -> float:
    """Return the distance by the eyes, and by the irises where they can be read: the mean of both by their trust."""
    by_eyes = math.log(lens_px * EYE_DISTANCE_MM / 1000 / max(eye_distance_px, 1.0))
    radius_px = max(face.left_eye.iris_radius_px, face.right_eye.iris_radius_px)
    if radius_px < MIN_IRIS_RADIUS_PX:
        return math.exp(by_eyes)
    by_iris = math.log(lens_px * IRIS_MM / 1000 / (2 * radius_px))
    eyes_trust, iris_trust = EYE_SPREAD**-2, IRIS_SPREAD**-2
    return math.exp((by_eyes * eyes_trust + by_iris * iris_trust) / (eyes_trust + iris_trust))
