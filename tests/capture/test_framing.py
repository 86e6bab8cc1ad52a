from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from faces import made_face, mirrored

from capture import framing
from capture.types import Face, FaceBox, FramingReading, PoseReading

SHAPE = (720, 1280)


def _read(face: Face, yaw_deg: float = 0, pitch_deg: float = 0, roll_deg: float = 0, hfov_deg: float | None = 60) -> FramingReading:
    reading = framing.measure(SHAPE, face, PoseReading(yaw_deg, pitch_deg, roll_deg, None), hfov_deg)
    assert reading is not None
    return reading


def test_neither_face_nor_box_is_no_framing() -> None:
    assert framing.measure(SHAPE, None, None, 60) is None


def test_the_face_lies_where_it_was_put() -> None:
    reading = _read(made_face(SHAPE, centre_px=(768, 288)))
    assert reading.offset_frac == pytest.approx(0.1, abs=1e-3)
    assert reading.eye_line_frac == pytest.approx(0.4, abs=0.005)
    assert reading.face_height_frac == pytest.approx(171 * 2 / 720, abs=0.005)
    assert reading.eye_distance_px == pytest.approx(62 * 2, rel=0.01)


def test_mirroring_negates_the_offset_and_keeps_the_rest() -> None:
    face = made_face(SHAPE, centre_px=(500, 300), yaw_deg=20)
    one, other = _read(face, 20), _read(mirrored(face, 1280), -20)
    assert other.offset_frac == pytest.approx(-one.offset_frac, abs=0.002)
    assert replace(other, offset_frac=0, distance_m=0) == replace(one, offset_frac=0, distance_m=0, headroom_frac=pytest.approx(one.headroom_frac), eye_distance_px=pytest.approx(one.eye_distance_px))  # noqa: E501 - all but one number


@pytest.mark.parametrize("yaw_deg", [-40, -20, 0, 25, 45])
@pytest.mark.parametrize("roll_deg", [-30, 0, 15])
def test_the_turn_of_the_head_does_not_change_the_eye_distance(yaw_deg: float, roll_deg: float) -> None:
    reading = _read(made_face(SHAPE, yaw_deg=yaw_deg, pitch_deg=10, roll_deg=roll_deg), yaw_deg, 10, roll_deg)
    assert reading.eye_distance_px == pytest.approx(124, rel=0.01)


def test_half_the_scale_is_twice_the_distance() -> None:
    near, far = (_read(made_face(SHAPE, px_per_mm=scale)).distance_m for scale in (2.0, 1.0))
    assert far == pytest.approx(2 * near, rel=1e-3)
    focal_px = 640 / math.tan(math.radians(30))
    assert near == pytest.approx(focal_px / 2.0 / 1000, rel=0.03)


def test_without_a_field_of_view_the_distance_is_a_range() -> None:
    reading, known = _read(made_face(SHAPE), hfov_deg=None), [_read(made_face(SHAPE), hfov_deg=degrees) for degrees in (90, 50)]
    assert reading.distance_m is None
    assert known[0].distance_range_m is None
    assert reading.distance_range_m == pytest.approx((known[0].distance_m * 0.92, known[1].distance_m * 1.08))
    upright = framing.measure((1280, 720), made_face((1280, 720)), None, None)
    assert upright is not None
    assert upright.distance_range_m == pytest.approx(reading.distance_range_m, rel=0.01), "a phone's lens sees as much along its longer side"


def test_a_larger_face_is_farther_off() -> None:
    mean = framing.measure(SHAPE, made_face(SHAPE), None, 60)
    large = framing.measure(SHAPE, made_face(SHAPE), None, 60, 1.1)
    assert large.distance_m == pytest.approx(1.1 * mean.distance_m)
    near, far = framing.measure(SHAPE, made_face(SHAPE), None, None, 1.0).distance_range_m
    assert far / near < 2.3, "nothing but the lens is unknown"


def test_small_irises_do_not_count_for_the_distance() -> None:
    face = made_face(SHAPE, px_per_mm=0.6)
    swollen = replace(face, left_eye=replace(face.left_eye, iris_radius_px=4.9))
    assert _read(swollen).distance_m == _read(face).distance_m
    large = made_face(SHAPE)
    swollen = replace(large, left_eye=replace(large.left_eye, iris_radius_px=14.0))
    assert _read(swollen).distance_m < _read(large).distance_m


def test_the_crown_is_the_mattes_top_over_the_head() -> None:
    matte = np.zeros((72, 128), np.float32)
    matte[18:, 48:80] = 1
    matte[2:6, 50:60] = 1
    reading = _read(made_face(SHAPE, matte=matte))
    assert reading.headroom_frac == pytest.approx(18 / 72, abs=0.008)


def test_a_soft_matte_edge_is_read_between_its_cells() -> None:
    tops = []
    for share in (0.0, 0.45):
        matte = np.zeros((72, 128), np.float32)
        matte[19:, 48:80] = 1
        matte[18, 48:80] = share
        tops.append(_read(made_face(SHAPE, matte=matte)).headroom_frac)
    assert 0 < tops[0] - tops[1] < 1 / 72


def test_without_a_matte_the_crown_is_estimated_from_the_head() -> None:
    reading = _read(made_face(SHAPE))
    assert reading.headroom_frac == pytest.approx((359.5 - 126 * 2) / 720, abs=0.01)


def test_a_matte_that_meets_the_top_edge_gives_the_cut() -> None:
    matte = np.ones((72, 128), np.float32)
    low = _read(made_face(SHAPE, matte=matte))
    high = _read(made_face(SHAPE, centre_px=(640, 100), matte=matte))
    assert low.headroom_frac == 0
    assert high.headroom_frac == pytest.approx((100 - 126 * 2) / 720, abs=0.01)


def test_a_matte_that_misses_the_head_is_not_believed() -> None:
    empty = np.zeros((72, 128), np.float32)
    assert _read(made_face(SHAPE, matte=empty)).headroom_frac == _read(made_face(SHAPE)).headroom_frac


def test_chin_down_shows_more_skull() -> None:
    down, level = (_read(made_face(SHAPE, pitch_deg=pitch), pitch_deg=pitch).headroom_frac for pitch in (-20, 0))
    assert down < level


def test_scaling_the_picture_changes_no_share() -> None:
    one = framing.measure((720, 1280), made_face((720, 1280)), None, 60)
    half = framing.measure((360, 640), made_face((360, 640), px_per_mm=1.0), None, 60)
    for name in ("face_height_frac", "eye_line_frac", "headroom_frac", "offset_frac", "distance_m"):
        assert getattr(half, name) == pytest.approx(getattr(one, name), abs=0.002), name


def test_a_box_alone_says_about_the_same_as_the_mesh() -> None:
    face = made_face(SHAPE, px_per_mm=1.0)
    low, high = face.outline_px.min(axis=0), face.outline_px.max(axis=0)
    eyes = np.stack([face.left_eye.iris_px, face.right_eye.iris_px])
    box = FaceBox(float(low[0]), float(high[1] - 168), float(high[0] - low[0]), 168.0, eyes, 0.9)
    mesh, alone = _read(face), framing.measure(SHAPE, box, None, 60)
    assert alone is not None
    for name in ("face_height_frac", "eye_line_frac", "headroom_frac", "offset_frac"):
        assert getattr(alone, name) == pytest.approx(getattr(mesh, name), abs=0.02), name
    assert alone.distance_m == pytest.approx(mesh.distance_m, rel=0.05)


@pytest.mark.parametrize("centre_px", [(-500.0, -500.0), (1300.0, 800.0)])
def test_a_face_outside_the_frame_gives_numbers(centre_px: tuple[float, float]) -> None:
    reading = _read(made_face(SHAPE, centre_px=centre_px, matte=np.ones((9, 16), np.float32)))
    assert all(math.isfinite(value) for value in (reading.headroom_frac, reading.offset_frac, reading.eye_line_frac, reading.distance_m))
