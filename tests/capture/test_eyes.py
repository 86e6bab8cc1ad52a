from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from faces import made_face, mirrored

from capture import eyes
from capture.types import EyesReading, PoseReading

SHAPE = (480, 640)


def _read(*, yaw_deg: float = 0, pitch_deg: float = 0, roll_deg: float = 0, **more: object) -> EyesReading:
    face = made_face(SHAPE, yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg, **more)
    return eyes.measure(face, PoseReading(yaw_deg, pitch_deg, roll_deg, None))


def test_clear_cases_of_closed_and_open() -> None:
    closed, opened = _read(aspect=(0.10, 0.10)), _read(aspect=(0.30, 0.30))
    assert closed.left_open_frac < 0.1
    assert closed.right_open_frac < 0.1
    assert opened.left_open_frac > 0.75
    assert opened.right_open_frac > 0.75


def test_more_aspect_reads_more_open() -> None:
    readings = [_read(aspect=(ratio, ratio)).left_open_frac for ratio in np.arange(0.12, 0.30, 0.03)]
    assert readings == sorted(set(readings))


def test_a_wink_is_one_eye() -> None:
    wink = _read(aspect=(0.08, 0.30))
    assert wink.left_open_frac < 0.1
    assert wink.right_open_frac > 0.75


def test_mirroring_exchanges_the_eyes_and_negates_the_gaze() -> None:
    face = made_face(SHAPE, yaw_deg=15, aspect=(0.18, 0.28), gaze_deg=(8, 4))
    one = eyes.measure(face, PoseReading(15, 0, 0, None))
    other = eyes.measure(mirrored(face, SHAPE[1]), PoseReading(-15, 0, 0, None))
    assert (other.left_open_frac, other.right_open_frac) == pytest.approx((one.right_open_frac, one.left_open_frac), abs=1e-4)
    assert other.gaze_yaw_deg == pytest.approx(-one.gaze_yaw_deg, abs=0.1)
    assert other.gaze_pitch_deg == pytest.approx(one.gaze_pitch_deg, abs=0.1)


@pytest.mark.parametrize(("yaw_deg", "pitch_deg", "roll_deg"), [(25, 0, 0), (-25, 0, 0), (0, 20, 0), (0, -20, 0), (20, 15, 25), (55, 0, 0), (-55, 5, -10)])
def test_turning_the_head_does_not_close_the_eyes(yaw_deg: float, pitch_deg: float, roll_deg: float) -> None:
    straight = _read(aspect=(0.24, 0.24))
    turned = _read(aspect=(0.24, 0.24), yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg)
    assert turned.left_open_frac == pytest.approx(straight.left_open_frac, abs=0.2)
    assert turned.right_open_frac == pytest.approx(straight.right_open_frac, abs=0.2)


def test_a_far_eye_that_the_tracker_lost_does_not_count() -> None:
    turned = _read(aspect=(0.05, 0.28), yaw_deg=45)
    assert turned.left_open_frac == turned.right_open_frac
    assert turned.left_open_frac > 0.5
    other = _read(aspect=(0.28, 0.05), yaw_deg=-45)
    assert other.right_open_frac == other.left_open_frac
    assert other.left_open_frac > 0.5


@pytest.mark.parametrize(("yaw_deg", "pitch_deg"), [(0, 0), (20, 0), (-20, 0), (0, 12), (0, -12), (15, -10)])
def test_looking_into_the_lens_is_zero_however_the_head_turns(yaw_deg: float, pitch_deg: float) -> None:
    reading = _read(yaw_deg=yaw_deg, pitch_deg=pitch_deg)
    assert reading.gaze_yaw_deg == pytest.approx(0, abs=4)
    assert reading.gaze_pitch_deg == pytest.approx(0, abs=7)


@pytest.mark.parametrize("gaze_deg", [(15, 0), (-15, 0), (0, 12), (0, -15), (10, 8)])
@pytest.mark.parametrize("yaw_deg", [0, 18])
def test_looking_aside_reads_its_angle(gaze_deg: tuple[float, float], yaw_deg: float) -> None:
    lens, aside = _read(yaw_deg=yaw_deg), _read(yaw_deg=yaw_deg, gaze_deg=gaze_deg)
    assert aside.gaze_yaw_deg - lens.gaze_yaw_deg == pytest.approx(gaze_deg[0], abs=2)
    assert aside.gaze_pitch_deg - lens.gaze_pitch_deg == pytest.approx(gaze_deg[1], abs=2)


def test_gaze_is_unknown_with_closed_eyes_and_tiny_ones() -> None:
    assert _read(aspect=(0.1, 0.1)).gaze_yaw_deg is None
    assert _read(px_per_mm=0.3).gaze_pitch_deg is None


def test_an_iris_out_of_any_reach_is_no_gaze() -> None:
    face = made_face(SHAPE)
    lost = replace(face, left_eye=replace(face.left_eye, iris_px=face.left_eye.iris_px + np.float32([60, 0])))
    assert eyes.measure(lost, None).gaze_yaw_deg is None


def test_without_a_pose_the_eye_line_gives_the_roll() -> None:
    face = made_face(SHAPE, roll_deg=20, gaze_deg=(10, 0))
    with_pose, without = eyes.measure(face, PoseReading(0, 0, 20, None)), eyes.measure(face, None)
    assert without.gaze_yaw_deg == pytest.approx(with_pose.gaze_yaw_deg, abs=0.1)
    assert without.left_open_frac == pytest.approx(with_pose.left_open_frac, abs=0.01)


@pytest.mark.parametrize("centre_px", [(0, 0), (639, 479), (-900, -900)])
def test_eyes_across_the_edge_give_numbers(centre_px: tuple[float, float]) -> None:
    assert 0 <= _read(centre_px=centre_px).left_open_frac <= 1


def test_the_glare_given_is_passed_on() -> None:
    assert eyes.measure(made_face(SHAPE), None, 0.3).glare_frac == 0.3
