from __future__ import annotations

from readings import observation

from capture.types import Cause
from guidance.picker import Candidate, weigh
from guidance.profile import load
from guidance.rules import judge
from guidance.shutter import Shutter

PROFILE = load("classic")
LOOK, TIMING = PROFILE.looks[0], PROFILE.timing


def candidate(index: int, **parts: object) -> Candidate:
    seen = observation(index, **parts)
    return Candidate(seen, weigh(seen.reading, judge(seen.reading, PROFILE, LOOK), PROFILE))


def test_the_sharpest_frame_since_the_hold_began_is_kept() -> None:
    shutter = Shutter(PROFILE)
    for index in range(60):
        shutter.add(candidate(index, focus={"sharpness": {10: 0.99, 50: 0.9}.get(index, 0.5)}))
    since_s = 1.2
    shot = shutter.shot(LOOK, since_s)
    assert shot is not None
    assert (shot.observation.frame.index, shot.cause, shot.look) == (50, Cause.MOMENT, "straight")
    assert shutter.shot(None, since_s) is None


def test_no_frame_that_misses_something_is_kept_and_none_from_before_it_forgot() -> None:
    shutter = Shutter(PROFILE)
    shutter.add(candidate(0, pose={"yaw_deg": 30.0}))
    assert shutter.shot(LOOK, 0.0) is None
    shutter.add(candidate(1))
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


def test_a_hold_is_spoken_of_once_for_a_while_and_not_while_it_is_short() -> None:
    shutter = Shutter(PROFILE)
    assert not shutter.to_be_spoken_of(1.0, 1.0)
    assert shutter.to_be_spoken_of(1.0 + TIMING.slip_s, 1.0)
    assert not shutter.to_be_spoken_of(2.0, 1.0)
    assert shutter.to_be_spoken_of(1.5 + TIMING.slip_s + TIMING.prompt_s, 1.0)
