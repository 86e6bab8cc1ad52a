from __future__ import annotations

import pytest
from readings import observation

from capture.types import Cause
from guidance.profile import load
from guidance.rules import judge
from guidance.shutter import Shutter
from guidance.verdict import Candidate, weigh

PROFILE = load("classic")
LOOK, TIMING = PROFILE.looks[0], PROFILE.timing


def candidate(index: int, **parts: object) -> Candidate:
    seen = observation(index, **parts)
    return Candidate(seen, weigh(seen.reading, judge(seen.reading, PROFILE, LOOK), PROFILE))


@pytest.mark.parametrize(("sharpest", "kept"), [(50, 50), (30, 30), (8, 50)], ids=["after the trigger", "before it", "too long before it"])
def test_the_sharpest_frame_is_kept_also_from_before_the_trigger(sharpest: int, kept: int) -> None:
    shutter = Shutter(PROFILE)
    for index in range(90):
        shutter.add(candidate(index, focus={"sharpness": {sharpest: 0.55, 50: 0.54}.get(index, 0.5)}))
    since_s = 2.0
    shot = shutter.shot(LOOK, since_s)
    assert shot is not None
    assert (shot.observation.frame.index, shot.cause, shot.look) == (kept, Cause.MOMENT, "straight")
    assert len(shot.reasons) == 2
    assert [frame.index for frame in shot.burst] == [*range(kept - 4, kept), *range(kept + 1, kept + 4)]
    assert {index for over in shot.passed_over for index in over.frames} | {kept} == set(range(15, 90))
    assert shutter.shot(None, since_s) is None


def test_no_frame_that_misses_something_is_kept_and_none_from_before_it_forgot() -> None:
    shutter = Shutter(PROFILE)
    shutter.add(candidate(0, pose={"yaw_deg": 30.0}))
    assert shutter.shot(LOOK, 0.0) is None
    shutter.add(candidate(1))
    assert shutter.shot(LOOK, 0.0) is None, "what the next frame would show of it is not known yet"
    shutter.add(candidate(2))
    assert shutter.shot(LOOK, 0.0) is not None
    shutter.forget()
    assert shutter.shot(LOOK, 0.0) is None


def test_a_hold_is_due_once_it_has_lasted_and_not_in_a_lapse() -> None:
    shutter = Shutter(PROFILE)
    shutter.begin(1.0)
    assert not shutter.due(1.0, 1.0)
    late_s = 1.0 + TIMING.hold_s
    assert shutter.goes_on(late_s - 0.1, well=True)
    assert shutter.goes_on(late_s, well=False)
    assert not shutter.due(late_s, 1.0)
    assert shutter.goes_on(late_s + 0.1, well=True)
    assert shutter.due(late_s + 0.1, 1.0)


def test_frames_are_gathered_longer_where_none_can_be_kept_yet_but_not_for_ever() -> None:
    for blinks, until_s in ((range(60), TIMING.collect_most_s), (range(26), 26 / 30 + 0.15), ((), TIMING.collect_s)):
        shutter = Shutter(PROFILE)
        shutter.begin(0.0)
        for index in range(90):
            shut = {"eyes": {"left_open_frac": 0.6, "right_open_frac": 0.6}} if index in blinks and index % 5 == 0 else {}
            shutter.add(candidate(index, **shut))
            if not shutter.gathers(LOOK, index / 30, 0.0, well=True):
                break
        assert index / 30 == pytest.approx(until_s, abs=0.07)
        assert (shutter.shot(LOOK, 0.0) is None) == (until_s == TIMING.collect_most_s)
    assert shutter.why_none(0.0).startswith("25 frames: ")


def test_nothing_is_gathered_once_the_bands_hold_no_more() -> None:
    shutter = Shutter(PROFILE)
    shutter.begin(0.0)
    assert shutter.gathers(LOOK, TIMING.slip_s, 0.0, well=False)
    assert not shutter.gathers(LOOK, TIMING.slip_s + 0.05, 0.0, well=False)


def test_a_hold_is_spoken_of_once_for_a_while_and_not_while_it_is_short() -> None:
    shutter = Shutter(PROFILE)
    assert not shutter.to_be_spoken_of(1.0, 1.0)
    assert shutter.to_be_spoken_of(1.0 + TIMING.slip_s, 1.0)
    assert not shutter.to_be_spoken_of(2.0, 1.0)
    assert shutter.to_be_spoken_of(1.5 + TIMING.slip_s + TIMING.prompt_s, 1.0)
