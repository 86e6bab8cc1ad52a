from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from readings import GOOD, reading

from capture.axes import angles_deg, rotation
from capture.neutral import MIN_READINGS, Neutral, height_deg, neutral_of, relative
from capture.types import PoseReading, Reading

OWN = Neutral(1.0, 6.0, -2.0, 0.8, 0.7, 1.5, -4.0, 0.1, 0.05, -0.2, 0.3)


def _in_neutral(count: int = 30, wander_deg: float = 0.3, **pose: float) -> list[Reading]:
    """Return readings of one who reads `OWN` and looks into the lens, with a blink in the middle."""
    rng = np.random.default_rng(3)
    found = []
    for index in range(count):
        yaw, pitch, roll, across, up = rng.normal(0, wander_deg, 5)
        blink = 0.0 if index in (count // 2, count // 2 + 1) else 1.0
        found.append(
            reading(
                index,
                pose={"yaw_deg": 1 + yaw, "pitch_deg": 6 + pitch, "roll_deg": -2 + roll} | pose,
                eyes={
                    "left_open_frac": 0.8 * blink,
                    "right_open_frac": 0.7 * blink,
                    "gaze_yaw_deg": 1.5 + across if blink else None,
                    "gaze_pitch_deg": -4 + up if blink else None,
                },
                expression={"smile_frac": 0.1, "mouth_open_frac": 0.05, "squint_frac": -0.2, "brow_frac": 0.3},
            )
        )
    return found


def test_medians_make_the_neutral_and_forget_a_blink() -> None:
    found = neutral_of(_in_neutral())
    assert found is not None
    assert (found.yaw_deg, found.pitch_deg, found.roll_deg) == pytest.approx((1, 6, -2), abs=0.3)
    assert (found.left_open_frac, found.right_open_frac) == (0.8, 0.7)
    assert (found.gaze_yaw_deg, found.gaze_pitch_deg) == pytest.approx((1.5, -4), abs=0.3)
    assert (found.smile_frac, found.mouth_open_frac, found.squint_frac, found.brow_frac) == (0.1, 0.05, -0.2, 0.3)


def test_there_is_no_neutral_in_too_few_or_unsteady_readings_nor_turned_away_nor_with_shut_eyes() -> None:
    assert neutral_of(_in_neutral(MIN_READINGS - 1)) is None
    assert neutral_of([reading(faces=0)] * 30) is None
    assert neutral_of(_in_neutral(wander_deg=6)) is None
    assert neutral_of(_in_neutral(yaw_deg=35.0)) is None
    shut = reading(eyes={"left_open_frac": 0.05, "right_open_frac": 0.05, "gaze_yaw_deg": None, "gaze_pitch_deg": None})
    assert neutral_of([shut] * 30) is None


def test_eyes_too_small_for_a_gaze_leave_it_alone() -> None:
    far = [replace(one, eyes=replace(one.eyes, gaze_yaw_deg=None, gaze_pitch_deg=None)) for one in _in_neutral()]
    found = neutral_of(far)
    assert found is not None
    assert found.gaze_yaw_deg is None
    assert relative(GOOD, found).eyes.gaze_yaw_deg == GOOD.eyes.gaze_yaw_deg


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
