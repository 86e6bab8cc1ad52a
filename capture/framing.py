"""Where the head is in the frame, and how far from the lens.

Lengths come from the scale of the face, and the crown from the matte or that scale: see `capture.head`.

- `face_height_frac`: from chin to hairline along the face, of the frame's height.
- `eye_line_frac`: the middle of the eyes below the top edge, of the frame's height.
- `headroom_frac`: the crown below the top edge, of the frame's height; under 0 the crown is cut off.
- `offset_frac`: the middle of the face's outline right of the frame's middle, of the frame's width.
- `distance_m` = focal length / scale, with focal length (W/2)/tan(hfov/2) in pixels and the face's scale in pixels a
  millimetre. That is the mean (of logarithms, by their trust) of three: distance between the eyes over 63 mm, the
  irises' diameters over 11.7 mm, the bones of the whole mesh over the mean face's. Along the lens's axis, to the eyes;
  about ± 4 % between people, less for a sitter whose own `face_scale` is known (`capture.calibration`).
- `distance_range_m`: the same for lenses of 50 to 90 degrees along the picture's longer side, and people's spread.

From a detector's box alone the same fields are approximate: the box spans the face a little closer than from hairline
to chin, and its turn is not known.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture import bones
from capture.axes import focal_px
from capture.head import crown_of, head_of, head_of_box
from capture.types import Face, FramingReading

if TYPE_CHECKING:
    from capture.head import Head
    from capture.types import FaceBox, PoseReading

IRIS_MM = 11.7
"""Diameter of the visible iris (standard deviation 0.5): the least varying length of a face."""
EYE_SPREAD, IRIS_SPREAD, MESH_SPREAD = 0.062, 0.066, 0.046
"""Relative standard deviations of the three scales: between people (pupils 0.056, Dodgson 2004; irises 0.043; breadths and heights of faces 0.045 to 0.05,
ANSUR) together with the tracker's own error (0.02; 0.05 of an iris of 9 pixels' radius; 0.01 of the whole mesh)."""
USUAL_LENSES_DEG = (50.0, 90.0)
"""Fields of view along the longer side of webcams and of phones' front cameras."""
PEOPLE_SPREAD, SITTER_SPREAD = 0.08, 0.03
"""How far off, relatively, the scale can be: two standard deviations of people; what is left where the sitter's own face was measured."""
MIN_IRIS_RADIUS_PX = 5.0
BOX_FACE_HEIGHT = 1.02
"""Chin to hairline, in heights of a full-range face detector's box."""


def measure(
    shape: tuple[int, int],
    seen: Face | FaceBox | None,
    pose: PoseReading | None,
    hfov_deg: float | None,
    face_scale: float | None = None,
) -> FramingReading | None:
    """Return where the head is in a picture of `shape` (H, W), from the mesh or else from the detector's box; None with neither.

    `hfov_deg` is the camera's horizontal field of view, None where it is not known; `face_scale` the size of the sitter's face in mean ones.
    """
    if seen is None:
        return None
    if isinstance(seen, Face):
        head = head_of(seen, pose)
        scale = _px_per_mm(seen, head)
    else:
        head = head_of_box(seen)
        scale = head.px_per_mm
    scale, spread = scale / (face_scale or 1.0), PEOPLE_SPREAD if face_scale is None else SITTER_SPREAD
    distance_m = None if hfov_deg is None else focal_px(shape, hfov_deg) / scale / 1000
    range_m = _range_m(shape, scale, spread) if hfov_deg is None else None
    return _from_mesh(shape, seen, head, distance_m, range_m) if isinstance(seen, Face) else _from_box(shape, seen, head, distance_m, range_m)


def px_per_mm(face: Face, pose: PoseReading | None) -> float:
    """Return the scale of the picture at the eyes, in pixels a millimetre, if the face were a mean one."""
    return _px_per_mm(face, head_of(face, pose))


def _px_per_mm(face: Face, head: Head) -> float:
    radius_px = (face.left_eye.iris_radius_px + face.right_eye.iris_radius_px) / 2
    scales = [(head.px_per_mm, EYE_SPREAD), (bones.px_per_mm(face.mesh_px), MESH_SPREAD)]
    if radius_px >= MIN_IRIS_RADIUS_PX:
        scales.append((2 * radius_px / IRIS_MM, IRIS_SPREAD))
    trusts = [spread**-2 for _, spread in scales]
    return math.exp(sum(trust * math.log(max(scale, 1e-3)) for (scale, _), trust in zip(scales, trusts, strict=True)) / sum(trusts))


def _range_m(shape: tuple[int, int], scale: float, spread: float) -> tuple[float, float]:
    near, far = (max(shape) / 2 / math.tan(math.radians(lens_deg) / 2) / scale / 1000 for lens_deg in reversed(USUAL_LENSES_DEG))
    return near * (1 - spread), far * (1 + spread)


def _from_mesh(shape: tuple[int, int], face: Face, head: Head, distance_m: float | None, range_m: tuple[float, float] | None) -> FramingReading:
    height, width = shape
    across = face.outline_px[:, 0]
    return FramingReading(
        face_height_frac=float(np.linalg.norm(face.forehead_px - face.chin_px)) / height,
        eye_line_frac=head.eyes_px[1] / height,
        headroom_frac=crown_of(shape, face.matte, head).y_px / height,
        offset_frac=float(across.min() + across.max()) / 2 / width - 0.5,
        eye_distance_px=head.eye_distance_px,
        distance_m=distance_m,
        distance_range_m=range_m,
    )


def _from_box(shape: tuple[int, int], box: FaceBox, head: Head, distance_m: float | None, range_m: tuple[float, float] | None) -> FramingReading:
    height, width = shape
    return FramingReading(
        face_height_frac=box.height_px * BOX_FACE_HEIGHT / height,
        eye_line_frac=head.eyes_px[1] / height,
        headroom_frac=head.crown_y_px / height,
        offset_frac=(box.left_px + box.width_px / 2) / width - 0.5,
        eye_distance_px=head.eye_distance_px,
        distance_m=distance_m,
        distance_range_m=range_m,
    )
