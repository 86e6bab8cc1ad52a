from __future__ import annotations

import weakref
from dataclasses import replace

import numpy as np
import pytest
from readings import observation

from capture.types import Cause, Shot
from guidance.looks import Looks, presses_to_retake
from guidance.profile import load
from guidance.snapshot import LookState

PROFILE = load("classic")


def states(looks: Looks) -> list[LookState]:
    return [look.state for look in looks.progress()]


def shot(look: str, index: int = 0, cause: Cause = Cause.MOMENT) -> Shot:
    return Shot(observation(index), look, cause, 0.5, ())


def test_looks_come_in_the_profiles_order() -> None:
    looks = Looks(PROFILE)
    assert states(looks) == [LookState.CURRENT, *[LookState.TO_DO] * 4]
    looks.kept(shot("straight"))
    looks.skip()
    assert states(looks) == [LookState.DONE, LookState.SKIPPED, LookState.CURRENT, LookState.TO_DO, LookState.TO_DO]


def test_a_resumed_sitting_goes_on_where_it_was() -> None:
    looks = Looks(PROFILE, [("straight", Cause.MOMENT), ("smile", Cause.ASKED), ("smile", Cause.MOMENT)])
    assert looks.current is not None
    assert looks.current.name == "three-quarter-left"
    assert [look.shots for look in looks.progress()] == [1, 2, 0, 0, 0]
    assert not looks.take_back()


def test_a_picture_taken_by_key_does_not_meet_the_look() -> None:
    looks = Looks(PROFILE)
    looks.kept(shot("straight", cause=Cause.ASKED))
    assert states(looks)[0] is LookState.CURRENT
    assert looks.progress()[0].shots == 1


def test_taking_back_asks_for_the_look_again() -> None:
    looks = Looks(PROFILE)
    looks.kept(shot("straight"))
    looks.kept(shot("smile"))
    assert looks.take_back()
    assert looks.current is not None
    assert looks.current.name == "smile"
    assert looks.take_back()
    assert looks.current.name == "straight"
    assert not looks.take_back()


def test_the_pictures_of_what_was_kept_are_let_go() -> None:
    looks, pixels = Looks(PROFILE), np.zeros((4, 6, 3), np.uint8)
    held = weakref.ref(pixels)
    seen = observation(7)
    looks.kept(Shot(replace(seen, frame=replace(seen.frame, rgb=pixels)), "straight", Cause.MOMENT, 0.5, (), burst=(replace(seen.frame, rgb=pixels),)))
    del pixels
    assert held() is None, "a moment of raw frames is 50 MB, and a sitting has many"
    assert looks.take_back()


def test_nobody_leaves_with_nothing() -> None:
    looks = Looks(PROFILE)
    looks.consider(observation(1, 1 / 10, pose={"pitch_deg": 30.0}))
    looks.consider(observation(2, 2 / 10, pose={"pitch_deg": 15.0}))
    looks.consider(observation(3, 3 / 10, pose={"pitch_deg": 25.0}))
    (kept,) = looks.nearest()
    assert (kept.look, kept.cause, kept.observation.frame.index) == ("straight", Cause.BEST_SO_FAR, 2)
    assert kept.misses == ("Chin 15° where -12 to 10 was asked",)
    assert states(looks)[0] is LookState.CURRENT


def test_each_unmet_look_gets_a_frame_of_its_own_that_came_near_it() -> None:
    looks = Looks(PROFILE)
    looks.consider(observation(1, 1 / 10))
    looks.consider(observation(2, 2 / 10, pose={"yaw_deg": 15.0}))
    looks.consider(observation(3, 3 / 10, pose={"yaw_deg": -30.0}))
    kept = {shot.look: shot.observation.frame.index for shot in looks.nearest()}
    assert kept == {"straight": 1, "three-quarter-left": 2, "three-quarter-right": 3}


def test_closed_eyes_are_kept_only_if_there_is_nothing_else() -> None:
    looks = Looks(PROFILE)
    looks.consider(observation(1, 1 / 10, eyes={"left_open_frac": 0.0}))
    looks.consider(observation(2, 2 / 10, eyes={"left_open_frac": 0.1}, focus={"sharpness": 0.9}))
    (only,) = looks.nearest()
    assert only.misses == ("Eyes open 0.1 where at least 0.45 was asked",)
    looks = Looks(PROFILE)
    looks.consider(observation(1, 1 / 10, eyes={"left_open_frac": 0.0}))
    looks.consider(observation(2, 2 / 10, pose={"pitch_deg": 30.0}, focus={"sharpness": 0.2}))
    (kept,) = looks.nearest()
    assert kept.observation.frame.index == 2


def test_of_a_video_every_third_frame_is_thought_of_for_the_end() -> None:
    looks = Looks(PROFILE)
    for index in range(7):
        looks.consider(observation(index, pose={"pitch_deg": 18.0 - index}))
    (kept,) = looks.nearest()
    assert kept.observation.frame.index == 6
    looks = Looks(PROFILE)
    for index in range(6):
        looks.consider(observation(index, pose={"pitch_deg": 18.0 - index}))
    (kept,) = looks.nearest()
    assert kept.observation.frame.index == 3


def test_no_face_no_photograph() -> None:
    looks = Looks(PROFILE)
    looks.consider(observation(1, 1 / 10, faces=0))
    assert looks.nearest() == ()
    assert not looks.any_shots


def turned(looks: Looks, azimuth_deg: float) -> str | None:
    for look in ("straight", "smile"):
        looks.kept(Shot(observation(0, light={"face_azimuth_deg": azimuth_deg}), look, Cause.MOMENT, 0.5, ()))
    return looks.current.name if looks.current else None


def test_the_short_lit_side_comes_first() -> None:
    left, right = Looks(PROFILE), Looks(PROFILE)
    assert turned(left, 40.0) == "three-quarter-left", "a light from the left and a head turned to it: short light"
    assert turned(right, -40.0) == "three-quarter-right"
    right.kept(shot("three-quarter-right"))
    assert right.current is not None
    assert right.current.name == "three-quarter-left"
    right.kept(shot("three-quarter-left"))
    assert right.current.name == "relaxed"


def test_a_look_is_taken_again_without_touching_the_others() -> None:
    looks = Looks(PROFILE)
    assert not looks.retake()
    looks.kept(shot("straight"))
    looks.kept(shot("smile"))
    before = looks.progress()
    assert looks.retake("straight")
    assert looks.current is not None
    assert looks.current.name == "straight"
    assert [look.shots for look in looks.progress()] == [look.shots for look in before]
    looks.kept(shot("straight"))
    assert looks.current.name == "three-quarter-left"
    assert looks.progress()[0].shots == 2
    assert looks.retake()
    assert looks.current.name == "straight", "the newest"
    looks.skip()
    assert states(looks)[0] is LookState.DONE, "what was there stays"
    assert not looks.retake("nonsense")


def test_a_set_has_begun_with_the_first_photograph_of_a_moment() -> None:
    looks = Looks(PROFILE)
    looks.kept(shot("straight", cause=Cause.ASKED))
    assert not looks.begun
    looks.kept(shot("straight"))
    assert looks.begun


def test_asked_for_again_and_again_it_goes_back_through_all_that_was_taken() -> None:
    looks = Looks(PROFILE)
    for name in ("straight", "smile", "three-quarter-left"):
        looks.kept(shot(name))
    asked = []
    for _ in range(4):
        assert looks.retake()
        assert looks.current is not None
        asked.append(looks.current.name)
    assert asked == ["three-quarter-left", "smile", "straight", "three-quarter-left"]


@pytest.mark.parametrize("name", [look.name for look in PROFILE.looks])
def test_so_many_presses_bring_back_any_look_that_was_taken(name: str) -> None:
    before = [(look.name, Cause.MOMENT) for look in PROFILE.looks]
    looks = Looks(PROFILE, before)
    for _ in range(presses_to_retake(name, PROFILE, before)):
        assert looks.retake()
    assert looks.current is not None
    assert looks.current.name == name


def test_a_look_that_was_not_taken_needs_no_press() -> None:
    assert presses_to_retake("smile", PROFILE, [("straight", Cause.MOMENT)]) == 0
    assert presses_to_retake("smile", PROFILE, []) == 0
    assert presses_to_retake(None, PROFILE, [("straight", Cause.MOMENT)]) == 0
