"""Where the head is in the frame, and how far from the lens.

Lengths come from the scale of the face, pixels a millimetre: the distance between the eyes' centres, mended for the
turn of the head, over that of the mean face (62 mm; adults' 63 ± 3.5). The turn R foreshortens that line to
|(R·x̂)xy|.

- `face_height_frac`: from chin to hairline along the face, of the frame's height.
- `eye_line_frac`: the middle of the eyes below the top edge, of the frame's height.
- `headroom_frac`: the crown below the top edge, of the frame's height; under 0 the crown is cut off. The crown is the
  matte's highest cell above the head; without a matte, or where the matte meets the top edge, it is the top of a
  sphere that stands for the skull.
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

from capture.axes import rotation
from capture.types import FramingReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, FaceBox, Floats, PoseReading

    Turn = NDArray[np.float64]

EYE_DISTANCE_MM = 63.0
"""Between the pupils, mean of adults (standard deviation 3.5 to 3.8; Dodgson 2004)."""
IRIS_MM = 11.7
"""Diameter of the visible iris (standard deviation 0.5): the least varying length of a face."""
EYE_SPREAD, IRIS_SPREAD = 0.056, 0.07
"""Relative standard deviations of the two scales; the iris's holds the tracker's own error besides the spread between people."""
MIN_IRIS_RADIUS_PX = 5.0
LEAST_FORESHORTENING = 0.5
"""Beyond 60 degrees of turn the eye line says nothing of the scale."""
SKULL_CENTRE_MM = np.array([0.0, -26.0, 80.0])
SKULL_RADIUS_MM = 100.0
"""A sphere for the top of the head, from midway between the eyes: crown 126 mm above them, 115 of skull (adult mean) and 11 of hair."""
BOX_FACE_HEIGHT = 1.02
"""Chin to hairline, in heights of a full-range face detector's box."""
BOX_EYE_MM = 63.0


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
    focal_px = None if hfov_deg is None else shape[1] / 2 / math.tan(math.radians(hfov_deg) / 2)
    if face is not None:
        return _from_mesh(shape, face, pose, focal_px)
    return None if box is None else _from_box(shape, box, focal_px)


def _from_mesh(shape: tuple[int, int], face: Face, pose: PoseReading | None, focal_px: float | None) -> FramingReading:
    height, width = shape
    turn = rotation(pose.yaw_deg, pose.pitch_deg, pose.roll_deg) if pose else _roll_only(face)
    foreshortening = max(float(np.hypot(turn[0, 0], turn[1, 0])), LEAST_FORESHORTENING)
    eye_distance_px = face.eye_distance_px / foreshortening
    eyes_px = _eyes_middle(face)
    low, high = face.outline_px[:, 0].min(), face.outline_px[:, 0].max()
    return FramingReading(
        face_height_frac=float(np.linalg.norm(face.forehead_px - face.chin_px)) / height,
        eye_line_frac=float(eyes_px[1]) / height,
        headroom_frac=_headroom_frac(height, width, face, float(eyes_px[1] + _crown_mm(turn) * eye_distance_px / EYE_DISTANCE_MM)),
        offset_frac=float((low + high) / 2) / width - 0.5,
        eye_distance_px=eye_distance_px,
        distance_m=None if focal_px is None else _distance_m(face, eye_distance_px, focal_px),
    )


def _from_box(shape: tuple[int, int], box: FaceBox, focal_px: float | None) -> FramingReading:
    height, width = shape
    eye_distance_px = max(float(np.linalg.norm(box.eyes_px[0] - box.eyes_px[1])), 1.0)
    eyes_y_px = float(box.eyes_px[:, 1].mean())
    crown_px = eyes_y_px + _crown_mm(np.eye(3)) * eye_distance_px / BOX_EYE_MM
    return FramingReading(
        face_height_frac=box.height_px * BOX_FACE_HEIGHT / height,
        eye_line_frac=eyes_y_px / height,
        headroom_frac=crown_px / height,
        offset_frac=(box.left_px + box.width_px / 2) / width - 0.5,
        eye_distance_px=eye_distance_px,
        distance_m=None if focal_px is None else focal_px * EYE_DISTANCE_MM / eye_distance_px / 1000,
    )


def _eyes_middle(face: Face) -> Floats:
    corners = (face.left_eye.outer_px, face.left_eye.inner_px, face.right_eye.inner_px, face.right_eye.outer_px)
    return np.asarray(np.mean(corners, axis=0), np.float32)


def _roll_only(face: Face) -> Turn:
    """Return the turn that the eye line alone shows."""
    across = face.left_eye.outer_px - face.right_eye.outer_px
    return rotation(0, 0, math.degrees(math.atan2(float(across[1]), float(across[0]))))


def _crown_mm(turn: Turn) -> float:
    """Return how far the crown lies below the eyes (negative: above), in mm along the picture's y, for a head turned by `turn`."""
    return float((turn @ SKULL_CENTRE_MM)[1]) - SKULL_RADIUS_MM


def _headroom_frac(height: int, width: int, face: Face, estimate_px: float) -> float:
    estimate = estimate_px / height
    seen = None if face.matte is None else _matte_top_frac(face.matte, face, height, width)
    if seen is None:
        return estimate
    return seen if seen > 0 else min(estimate, 0.0)


def _matte_top_frac(matte: Floats, face: Face, height: int, width: int) -> float | None:
    """Return where the person begins above the face, of the frame's height; 0 when the matte meets the top edge, None when it misses the head."""
    rows, columns = matte.shape
    left, right = (float(side) / width * columns for side in (face.outline_px[:, 0].min(), face.outline_px[:, 0].max()))
    first, last = max(0, round(left)), min(columns, round(right) + 1)
    eyes_row = min(int(_eyes_middle(face)[1] / height * rows), rows - 1)
    if first >= last or eyes_row < 0:
        return None
    share = matte[: eyes_row + 1, first:last].max(axis=1)
    if share[-1] <= 0.5:
        return None
    # Upwards from the eyes to the first row without the person: something else in the matte higher up is not the crown.
    empty = np.flatnonzero(share <= 0.5)
    if not empty.size:
        return 0.0
    above, top = float(share[empty[-1]]), float(share[empty[-1] + 1])
    return (float(empty[-1]) + 0.5 + (0.5 - above) / max(top - above, 1e-6)) / rows


def _distance_m(face: Face, eye_distance_px: float, focal_px: float) -> float:
    """Return the distance by the eyes, and by the irises where they can be read: the mean of both by their trust."""
    by_eyes = math.log(focal_px * EYE_DISTANCE_MM / 1000 / max(eye_distance_px, 1.0))
    radius_px = max(face.left_eye.iris_radius_px, face.right_eye.iris_radius_px)
    if radius_px < MIN_IRIS_RADIUS_PX:
        return math.exp(by_eyes)
    by_iris = math.log(focal_px * IRIS_MM / 1000 / (2 * radius_px))
    eyes_trust, iris_trust = EYE_SPREAD**-2, IRIS_SPREAD**-2
    return math.exp((by_eyes * eyes_trust + by_iris * iris_trust) / (eyes_trust + iris_trust))
