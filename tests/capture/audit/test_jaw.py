from __future__ import annotations

import numpy as np
import pytest

from capture.audit import jaw
from capture.audit.proportions import LEAST_CLEAR
from tests.audited import studio_portrait
from tests.doctored import narrow_jawed


def width_px(rgb: np.ndarray) -> float:
    face = studio_portrait().face
    assert face is not None
    path = jaw.measure(rgb, face).path_px
    row = 0.3 * float(face.left_eye.iris_px[1]) + 0.7 * float(face.chin_px[1])
    half = len(path) // 2
    left, right = (side[np.argsort(side[:, 1])] for side in (path[:half], path[half:]))
    return float(np.interp(row, left[:, 1], left[:, 0]) - np.interp(row, right[:, 1], right[:, 0]))


def test_the_edge_follows_a_jaw_that_was_made_narrower_where_the_mesh_does_not() -> None:
    rgb, face = studio_portrait().rgb, studio_portrait().face
    assert face is not None
    assert width_px(narrow_jawed(rgb, face)) / width_px(rgb) == pytest.approx(0.94, abs=0.015)


def test_the_path_in_the_heads_axes_is_the_one_in_the_picture() -> None:
    rgb, face = studio_portrait().rgb, studio_portrait().face
    assert face is not None
    found = jaw.measure(rgb, face)
    assert found.path_mm[0, 0] > 40 > -40 > found.path_mm[-1, 0], "from the subject's left ear to the right"
    assert 85 < found.path_mm[36, 1] < 150
    step_px, step_mm = np.linalg.norm(found.path_px[30] - found.path_px[42]), np.linalg.norm(found.path_mm[30, :2] - found.path_mm[42, :2])
    assert step_px / step_mm == pytest.approx(found.px_per_mm, rel=0.03)


def test_a_face_outside_the_picture_raises_nothing() -> None:
    face = studio_portrait().face
    assert face is not None
    assert jaw.measure(np.zeros((4, 4, 3), np.uint8), face).path_px.shape == (72, 2)


def test_a_chin_that_melts_into_the_neck_is_not_clear() -> None:
    rgb, face = studio_portrait().rgb, studio_portrait().face
    assert face is not None
    assert jaw.measure(rgb, face).chin_clear > LEAST_CLEAR
    x, y = (round(float(value)) for value in face.chin_px)
    dark = rgb.copy()
    dark[y - 50 : y + 50, x - 110 : x + 110] = (31, 24, 20)
    assert jaw.measure(dark, face).chin_clear < LEAST_CLEAR
