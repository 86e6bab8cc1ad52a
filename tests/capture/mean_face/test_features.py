from __future__ import annotations

import numpy as np
from faces import made_face

from capture.mean_face import VERTICES_MM, features


def mirror(vertex: int) -> int:
    return int(np.linalg.norm(VERTICES_MM - VERTICES_MM[vertex] * np.float32([-1, 1, 1]), axis=1).argmin())


def test_left_and_right_features_are_mirror_images() -> None:
    outer, inner, upper, lower = features.LEFT_EYE
    assert (mirror(outer), mirror(inner), [mirror(v) for v in upper], [mirror(v) for v in lower]) == features.RIGHT_EYE
    assert [mirror(v) for v in features.LEFT_BROW] == features.RIGHT_BROW
    assert mirror(features.LEFT_MOUTH_CORNER) == features.RIGHT_MOUTH_CORNER


def test_the_subjects_left_is_on_the_images_right_and_features_stand_where_faces_have_them() -> None:
    face = made_face()
    assert face.left_eye.outer_px[0] > face.left_eye.inner_px[0] > face.right_eye.inner_px[0] > face.right_eye.outer_px[0]
    assert face.mouth.left_corner_px[0] > face.mouth.right_corner_px[0]
    downwards = [face.forehead_px, face.left_eye.upper_px[3], face.left_eye.lower_px[3], face.nose_tip_px, face.mouth.inner_upper_px[4], face.chin_px]
    assert np.all(np.diff([point[1] for point in downwards]) > 0)


def test_the_outline_encloses_every_other_vertex() -> None:
    face = made_face()
    low, high = face.outline_px.min(axis=0), face.outline_px.max(axis=0)
    assert (face.mesh_px[:, :2] >= low - 0.5).all()
    assert (face.mesh_px[:, :2] <= high + 0.5).all()
