from __future__ import annotations

from dataclasses import replace

import pytest
from readings import GOOD, reading

from capture.against import height_deg, relative
from capture.axes import angles_deg, rotation
from capture.neutral import Neutral
from capture.types import PoseReading

OWN = Neutral(1.0, 6.0, -2.0, 0.8, 0.7, 1.5, -4.0, 0.1, 0.05, -0.2, 0.3)


def test_a_gaze_that_has_no_neutral_is_left_as_it_reads() -> None:
    assert relative(GOOD, replace(OWN, gaze_yaw_deg=None, gaze_pitch_deg=None)).eyes.gaze_yaw_deg == GOOD.eyes.gaze_yaw_deg


def test_one_in_their_neutral_reads_straight_with_open_eyes_and_a_still_face() -> None:
    own = reading(
        pose={"yaw_deg": 1.0, "pitch_deg": 6.0, "roll_deg": -2.0},
        eyes={"left_open_frac": 0.8, "right_open_frac": 0.7, "gaze_yaw_deg": 1.5, "gaze_pitch_deg": -4.0},
        expression={"smile_frac": 0.1, "mouth_open_frac": 0.05, "squint_frac": -0.2, "brow_frac": 0.3},
    )
    found = relative(own, OWN)
    assert (found.pose.yaw_deg, found.pose.pitch_deg, found.pose.roll_deg) == pytest.approx((0, 0, 0), abs=1e-9)
    assert found.pose.shoulders_yaw_deg == own.pose.shoulders_yaw_deg
    assert (found.eyes.left_open_frac, found.eyes.right_open_frac, found.eyes.gaze_yaw_deg, found.eyes.gaze_pitch_deg) == (1, 1, 0, 0)
    face = found.expression
    assert (face.smile_frac, face.mouth_open_frac, face.squint_frac, face.brow_frac) == (0, 0, 0, 0)
    assert (found.light, found.framing, found.index, found.t_s) == (own.light, own.framing, own.index, own.t_s)


@pytest.mark.parametrize("true_deg", [(0, 0, 0), (30, 0, 0), (-55, 10, 8), (20, -15, -20)])
def test_the_difference_between_heads_is_taken_off_at_the_head(true_deg: tuple[float, float, float]) -> None:
    read_deg = angles_deg(rotation(*true_deg) @ rotation(OWN.yaw_deg, OWN.pitch_deg, OWN.roll_deg))
    found = relative(replace(GOOD, pose=PoseReading(*read_deg, None)), OWN)
    assert (found.pose.yaw_deg, found.pose.pitch_deg, found.pose.roll_deg) == pytest.approx(true_deg, abs=1e-9)


def test_lids_are_shares_of_the_own_opening_and_expressions_stay_in_range() -> None:
    found = relative(reading(eyes={"left_open_frac": 0.4, "right_open_frac": 0.9}, expression={"mouth_open_frac": 0.01, "squint_frac": 0.95}), OWN)
    assert found.eyes.left_open_frac == 0.5
    assert found.eyes.right_open_frac == 1.0
    assert found.expression.mouth_open_frac == 0.0
    assert found.expression.squint_frac == 1.0


def test_a_lens_above_a_level_head_is_that_high() -> None:
    level = replace(GOOD, pose=PoseReading(*angles_deg(rotation(0, -12, 0) @ rotation(OWN.yaw_deg, OWN.pitch_deg, OWN.roll_deg)), None))
    assert relative(level, OWN).camera.height_deg == pytest.approx(12)
    assert relative(reading(faces=0), OWN).camera.height_deg is None
    assert height_deg(None) is None
