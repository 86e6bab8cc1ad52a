"""The points of a face that the standard's components are made of, from the mesh; sides are the subject's own (OFIQ's are the image's)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face import features

if TYPE_CHECKING:
    from capture.types import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """Points (2,) of a face in pixels. An eye's centre is the mean of its corners. `*_lids_px` and `lips_px` are (2, 3, 2): three points above, three below.

    `region_px` (N, 2) are the jaw's and the brows' points: the face without its forehead lies in their convex hull.
    """

    left_eye_px: Floats
    right_eye_px: Floats
    nose_px: Floats
    left_corner_px: Floats
    right_corner_px: Floats
    chin_px: Floats
    left_lids_px: Floats
    right_lids_px: Floats
    lips_px: Floats
    region_px: Floats

    @property
    def eyes_px(self) -> Floats:
        """The point (2,) midway between the eyes."""
        return np.asarray((self.left_eye_px + self.right_eye_px) / 2, np.float32)

    @property
    def eye_distance_px(self) -> float:
        """Between the eyes' centres, as it is in the picture."""
        return _distance(self.left_eye_px, self.right_eye_px)

    @property
    def eyes_to_chin_px(self) -> float:
        """The standard's T, its unit of head size."""
        return _distance(self.eyes_px, self.chin_px)

    @property
    def eyes_to_mouth_px(self) -> float:
        """From midway between the eyes to the middle of the lips' gap."""
        return _distance(self.eyes_px, self.lips_px[:, 1].mean(axis=0))

    @property
    def eye_opening_px(self) -> float:
        """The less open eye's widest opening."""
        return min(_opening(self.left_lids_px), _opening(self.right_lids_px))

    @property
    def mouth_opening_px(self) -> float:
        """The widest opening of the lips."""
        return _opening(self.lips_px)


def landmarks(mesh_px: Floats) -> Landmarks:
    """Return the points of a mesh (468, 2 or 3) in pixels."""
    flat = mesh_px[:, :2]
    lips = [features.INNER_UPPER_LIP[features.MIDDLE_LIPS], features.INNER_LOWER_LIP[features.MIDDLE_LIPS]]
    return Landmarks(
        left_eye_px=_centre(flat, features.LEFT_EYE),
        right_eye_px=_centre(flat, features.RIGHT_EYE),
        nose_px=flat[features.NOSE_TIP],
        left_corner_px=flat[features.LEFT_MOUTH_CORNER],
        right_corner_px=flat[features.RIGHT_MOUTH_CORNER],
        chin_px=flat[features.CHIN],
        left_lids_px=_lids(flat, features.LEFT_EYE),
        right_lids_px=_lids(flat, features.RIGHT_EYE),
        lips_px=flat[np.array(lips)],
        region_px=flat[[*features.JAW, *features.LEFT_BROW, *features.RIGHT_BROW]],
    )


def _centre(flat: Floats, eye: tuple[int, int, list[int], list[int]]) -> Floats:
    return np.asarray((flat[eye[0]] + flat[eye[1]]) / 2, np.float32)


def _lids(flat: Floats, eye: tuple[int, int, list[int], list[int]]) -> Floats:
    return np.asarray(flat[np.array([lid[features.MIDDLE_LIDS] for lid in eye[2:]])], np.float32)


def _opening(pairs_px: Floats) -> float:
    """Return the largest distance between the points above and below, (2, N, 2)."""
    return float(np.linalg.norm(pairs_px[0] - pairs_px[1], axis=1).max())


def _distance(a_px: Floats, b_px: Floats) -> float:
    return float(np.linalg.norm(a_px - b_px))
