from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from faces import gaping, made_face

from capture.iso import Measure
from capture.iso.geometry import natives
from capture.types import PoseReading

SHAPE = (720, 1280)
STRAIGHT = PoseReading(0.0, 0.0, 0.0, None)
MEAN_UNIT_MM = 112.67
MEAN_EYES_MM = 61.99


def _measured(pose: PoseReading | None = STRAIGHT, **face: object) -> dict[Measure, float | None]:
    return natives(SHAPE, made_face(SHAPE, **face), pose)


def test_a_face_in_the_middle_has_the_mean_faces_numbers() -> None:
    found = _measured()
    eyes_y_px = 359.5 + 2 * 1.29
    assert found[Measure.HEAD_SIZE] == pytest.approx(2 * MEAN_UNIT_MM / 720, abs=0.002)
    assert found[Measure.INTER_EYE_DISTANCE] == pytest.approx(2 * MEAN_EYES_MM, abs=0.2)
    assert found[Measure.MARGIN_ABOVE] == pytest.approx(eyes_y_px / (2 * MEAN_UNIT_MM), abs=0.01)
    assert found[Measure.MARGIN_BELOW] == pytest.approx((720 - eyes_y_px) / (2 * MEAN_UNIT_MM), abs=0.01)


def test_crops_go_to_the_far_eye_and_change_places_when_the_face_does() -> None:
    near_left = _measured(centre_px=(200.0, 360.0))
    near_right = _measured(centre_px=(1280 - 200.0, 360.0))
    assert near_left[Measure.LEFTWARD_CROP] == pytest.approx((200 + MEAN_EYES_MM) / (2 * MEAN_EYES_MM), abs=0.02)
    assert near_left[Measure.RIGHTWARD_CROP] == pytest.approx((1280 - 200 + MEAN_EYES_MM) / (2 * MEAN_EYES_MM), abs=0.02)
    assert near_right[Measure.LEFTWARD_CROP] == pytest.approx(near_left[Measure.RIGHTWARD_CROP], abs=0.02)
    assert near_right[Measure.RIGHTWARD_CROP] == pytest.approx(near_left[Measure.LEFTWARD_CROP], abs=0.02)


def test_eyes_apart_are_mended_for_yaw_and_crops_are_not() -> None:
    turned = PoseReading(40.0, 0.0, 0.0, None)
    straight, mended = _measured(yaw_deg=40), _measured(turned, yaw_deg=40)
    assert mended[Measure.INTER_EYE_DISTANCE] == pytest.approx(2 * MEAN_EYES_MM, rel=0.03)
    assert straight[Measure.INTER_EYE_DISTANCE] == pytest.approx(2 * MEAN_EYES_MM * 0.766, rel=0.03)
    assert mended[Measure.LEFTWARD_CROP] == straight[Measure.LEFTWARD_CROP]


def test_angles_have_the_standards_signs() -> None:
    found = _measured(PoseReading(5.0, 7.0, 9.0, None))
    assert [found[each] for each in (Measure.HEAD_POSE_YAW, Measure.HEAD_POSE_PITCH, Measure.HEAD_POSE_ROLL)] == [5.0, -7.0, -9.0]


def test_without_a_pose_only_what_needs_one_is_missing() -> None:
    found = _measured(None)
    assert {Measure.INTER_EYE_DISTANCE, Measure.HEAD_POSE_YAW, Measure.HEAD_POSE_PITCH, Measure.HEAD_POSE_ROLL}.isdisjoint(found)
    assert found[Measure.HEAD_SIZE] is not None


def test_a_head_turned_away_has_no_distance_between_the_eyes() -> None:
    assert _measured(PoseReading(95.0, 0.0, 0.0, None))[Measure.INTER_EYE_DISTANCE] is None


def test_shares_do_not_change_with_scale_and_follow_lids_and_lips() -> None:
    small, large = _measured(px_per_mm=0.8), _measured(px_per_mm=2.4)
    assert small[Measure.EYES_OPEN] == pytest.approx(large[Measure.EYES_OPEN], rel=0.01)
    assert _measured(aspect=(0.3, 0.02))[Measure.EYES_OPEN] < 0.02 < large[Measure.EYES_OPEN]
    assert _measured()[Measure.MOUTH_CLOSED] < 0.02
    assert _measured(vertices_mm=gaping(20))[Measure.MOUTH_CLOSED] > 0.12


def test_points_that_coincide_or_are_no_numbers_give_nothing() -> None:
    face = made_face(SHAPE)
    for spoilt in (face.mesh_px * 0, face.mesh_px * np.float32(np.nan)):
        assert natives(SHAPE, replace(face, mesh_px=spoilt), STRAIGHT) == {}
