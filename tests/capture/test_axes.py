from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.axes import angles_deg, azimuth_elevation_deg, direction, focal_px, line_of_sight, nearest_rotation, rotation

NOSE, UP = np.array([0.0, 0.0, -1.0]), np.array([0.0, -1.0, 0.0])


def test_signs_are_the_subjects_own() -> None:
    assert (rotation(30, 0, 0) @ NOSE)[0] > 0, "turned to their left, the nose points to the image's right"
    assert (rotation(0, 20, 0) @ NOSE)[1] < 0, "chin up, the nose points up"
    assert (rotation(0, 0, 10) @ UP)[0] > 0, "leaning to their left shoulder, the crown goes to the image's right"
    assert direction(90, 0) == pytest.approx([1, 0, 0], abs=1e-9)
    assert direction(0, 90) == pytest.approx([0, -1, 0], abs=1e-9)
    assert direction(0, 0) == pytest.approx([0, 0, -1], abs=1e-9)


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(-170, 170))
def test_angles_survive_the_way_there_and_back(yaw: float, pitch: float, roll: float) -> None:
    assert angles_deg(rotation(yaw, pitch, roll)) == pytest.approx((yaw, pitch, roll), abs=1e-6)


@given(st.floats(-179, 179), st.floats(-85, 85))
def test_directions_survive_the_way_there_and_back(azimuth: float, elevation: float) -> None:
    assert azimuth_elevation_deg(7 * direction(azimuth, elevation)) == pytest.approx((azimuth, elevation), abs=1e-6)


@given(st.floats(-60, 60), st.floats(-40, 40), st.floats(-30, 30))
def test_mirroring_negates_yaw_and_roll(yaw: float, pitch: float, roll: float) -> None:
    mirror = np.diag([-1.0, 1.0, 1.0])
    assert angles_deg(mirror @ rotation(yaw, pitch, roll) @ mirror) == pytest.approx((-yaw, pitch, -roll), abs=1e-6)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.2, 3))
def test_the_line_of_sight_ends_at_the_face(x: float, y: float, z: float) -> None:
    point = np.array([x, y, z])
    assert line_of_sight(point) @ np.array([0, 0, np.linalg.norm(point)]) == pytest.approx(point)


def test_a_focal_length_is_of_the_pictures_width_or_a_likely_one() -> None:
    assert focal_px((720, 1280), 90) == pytest.approx(640)
    assert focal_px((1280, 720), 90) == pytest.approx(360)
    assert focal_px((720, 1280), None) == focal_px((1280, 720), None) == 1280


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(-170, 170), st.booleans())
def test_the_nearest_rotation_undoes_a_turn_and_tells_the_scale(yaw: float, pitch: float, roll: float, flat: bool) -> None:
    places = np.random.default_rng(0).normal(size=(50, 3)) * (1, 1, 0 if flat else 1)
    turn = rotation(yaw, pitch, roll)
    found, stretched = nearest_rotation((2.5 * places @ turn.T).T @ places)
    assert found == pytest.approx(turn, abs=1e-6)
    assert stretched / (places**2).sum() == pytest.approx(2.5)


def test_no_mirror_image_is_a_rotation() -> None:
    places = np.random.default_rng(0).normal(size=(50, 3))
    found, _ = nearest_rotation((places * (-1, 1, 1)).T @ places)
    assert np.linalg.det(found) == pytest.approx(1)
