from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from readings import reading

from guidance.meeting import Meeting
from guidance.profile import load
from guidance.rules import judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import Reading

PROFILE = load("classic")
STRAIGHT = PROFILE.looks[0]


def met(see: Callable[[float], Reading], seconds: float = 10.0, meet_s: float = 2.0, patience_s: float = 6.0) -> tuple[Meeting, float | None]:
    """Return the meeting, and when it was over."""
    meeting = Meeting(meet_s, patience_s)
    for step in range(round(seconds * 30)):
        if meeting.over:
            return meeting, step / 30
        seen = see(step / 30)
        meeting.look(seen, judge(seen, PROFILE, STRAIGHT))
    return meeting, None


def at(t_s: float, **parts: object) -> Reading:
    return reading(index=round(t_s * 30), t_s=t_s, **parts)


def test_two_calm_seconds_give_the_sitters_own_neutral() -> None:
    meeting, over_s = met(lambda t_s: at(t_s, pose={"pitch_deg": 6.0}, expression={"smile_frac": -0.1}))
    assert over_s == pytest.approx(2.0, abs=0.1)
    assert meeting.neutral is not None
    assert meeting.neutral.pitch_deg == pytest.approx(6.0)
    assert meeting.neutral.smile_frac == pytest.approx(-0.1)


def test_who_smiles_or_looks_away_is_waited_for() -> None:
    meeting, over_s = met(lambda t_s: at(t_s, expression={"smile_frac": 0.8 if t_s < 1.5 else 0.0}))
    assert over_s == pytest.approx(3.5, abs=0.1)
    assert meeting.neutral is not None
    assert meeting.neutral.smile_frac == pytest.approx(0.0)


def test_who_never_keeps_still_is_judged_as_anybody_is() -> None:
    meeting, over_s = met(lambda t_s: at(t_s, pose={"yaw_deg": 8 * math.sin(4 * t_s)}))
    assert meeting.neutral is None
    assert over_s == pytest.approx(6.0, abs=0.1)


def test_it_can_be_left_out_and_cut_short() -> None:
    assert Meeting(0.0, 6.0).over
    meeting = Meeting(2.0, 6.0)
    meeting.close()
    assert meeting.over
    assert meeting.neutral is None


def test_without_a_face_it_does_not_begin() -> None:
    meeting, over_s = met(lambda t_s: at(t_s, faces=0, pose=None, eyes=None, expression=None))
    assert over_s is None
    assert meeting.neutral is None


def test_a_blink_is_passed_over() -> None:
    def see(t_s: float) -> Reading:
        return at(t_s, eyes={"left_open_frac": 0.05, "right_open_frac": 0.05} if 1.0 <= t_s < 1.2 else {})

    meeting, over_s = met(see)
    assert over_s == pytest.approx(2.0, abs=0.1)
    assert meeting.neutral is not None
    assert meeting.neutral.left_open_frac == pytest.approx(0.9)
