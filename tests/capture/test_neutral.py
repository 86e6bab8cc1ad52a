from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from readings import reading

from capture.neutral import MIN_READINGS, neutral_of

if TYPE_CHECKING:
    from capture.types import Reading



def _in_neutral(count: int = 30, wander_deg: float = 0.3, **pose: float) -> list[Reading]:
    """Return readings of one who pitches 6 degrees up by the mean face and looks into the lens, with a blink in the middle."""
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
