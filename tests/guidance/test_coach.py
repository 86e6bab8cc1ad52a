from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import observation

from capture.types import Cause
from guidance.coach import Coach
from guidance.profile import load
from guidance.profile_files import names
from guidance.snapshot import Command, LookState, Phase, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import Observation
    from guidance.snapshot import Snapshot

CLASSIC = load("classic")
PROFILE = msgspec.structs.replace(CLASSIC, timing=msgspec.structs.replace(CLASSIC.timing, meet_s=0.0, name_s=0.0))
"""Without the two seconds in which the light is named and the sitter's neutral is taken: they have tests of their own."""
TIMING = PROFILE.timing

FOR_LOOK: dict[str, dict[str, object]] = {
    "straight": {},
    "smile": {"expression": {"smile_frac": 0.5}},
    "three-quarter-left": {"pose": {"yaw_deg": 25.0}},
    "three-quarter-right": {"pose": {"yaw_deg": -25.0}},
    "relaxed": {},
}


def sit(seconds: float, see: Callable[[int, Snapshot | None], Observation], coach: Coach | None = None, first: int = 0) -> list[Snapshot]:
    coach = coach or Coach(PROFILE)
    told: list[Snapshot] = []
    for index in range(first, first + round(seconds * 30)):
        told.append(coach.step(see(index, told[-1] if told else None)))
        if told[-1].phase is Phase.DONE:
            break
    return told


READY_S = TIMING.settle_s + TIMING.hold_s + TIMING.collect_s
"""The soonest that a photograph can be there."""


def obeying(index: int, before: Snapshot | None) -> Observation:
    """Someone who is at once as the look wants it."""
    look = before.look if before else None
    return observation(index, **FOR_LOOK[look.name if look else "straight"])


def kept(told: list[Snapshot]) -> list[tuple[str, Cause]]:
    return [(shot.look, shot.cause) for snapshot in told for shot in snapshot.kept]


def test_a_sitter_who_does_all_right_leaves_with_every_look() -> None:
    told = sit(60, obeying)
    assert kept(told) == [(look.name, Cause.MOMENT) for look in PROFILE.looks]
    assert told[-1].phase is Phase.DONE
    assert told[-1].t_s < 36
    assert [look.state for look in told[-1].looks] == [LookState.DONE] * 5


def test_the_phases_follow_one_another() -> None:
    told = sit(7, lambda index, _: observation(index))
    phases = [snapshot.phase for snapshot in told]
    order = [phase for phase, before in zip(phases, [None, *phases], strict=False) if phase is not before]
    assert order[:5] == [Phase.SEEKING, Phase.HOLDING, Phase.SHOOTING, Phase.RESTING, Phase.SEEKING]


def test_the_look_is_announced_and_heard_before_anything_is_taken() -> None:
    told = sit(READY_S + 0.5, lambda index, _: observation(index))
    assert told[0].cue is not None
    assert told[0].cue.clip == "look_straight.1"
    (shot,) = [shot for snapshot in told for shot in snapshot.kept]
    assert shot.observation.reading.t_s >= TIMING.settle_s


def test_the_hold_fills_and_nothing_is_said_until_the_shutter() -> None:
    told = sit(READY_S + 0.2, lambda index, _: observation(index))
    holding = [snapshot for snapshot in told if snapshot.phase is Phase.HOLDING]
    assert [snapshot.hold_frac for snapshot in holding] == sorted(snapshot.hold_frac for snapshot in holding)
    assert holding[-1].hold_frac > 0.9
    words = [snapshot.prompt.id for snapshot in holding if snapshot.prompt]
    assert list(dict.fromkeys(words)) == ["look_straight", "hold"], "the words before stay until the hold is spoken of"
    assert len(words) == len(holding)
    heard = [snapshot.cue for snapshot in told if snapshot.cue]
    assert [cue.tone for cue in heard] == [None, Tone.GOOD, Tone.SHUTTER]
    assert [cue.clip for cue in heard] == ["look_straight.1", None, "kept.1"]


def test_the_kept_frame_is_the_best_of_the_moment_even_from_before_the_trigger() -> None:
    told = sit(4, lambda index, _: observation(index, focus={"sharpness": 0.55 if index == 50 else 0.5}))
    (shot,) = [shot for snapshot in told for shot in snapshot.kept]
    trigger = next(snapshot.reading.index for snapshot in told if snapshot.phase is Phase.SHOOTING)
    assert shot.observation.frame.index == 50 < trigger
    assert "sharpest" in shot.reasons[1]


def test_a_blink_in_the_moment_is_not_kept() -> None:
    def see(index: int, _: Snapshot | None) -> Observation:
        shut = 64 <= index < 70
        return observation(index, eyes={"left_open_frac": 0.05, "right_open_frac": 0.05} if shut else {}, focus={"sharpness": 1.0 if shut else 0.5})

    (shot,) = [shot for snapshot in sit(5, see) for shot in snapshot.kept]
    assert not 64 <= shot.observation.frame.index < 70


def test_a_short_lapse_does_not_break_the_hold_but_a_long_one_does() -> None:
    def lapse(frames: int) -> Callable[[int, Snapshot | None], Observation]:
        return lambda index, _: observation(index, pose={"yaw_deg": 30.0} if 50 <= index < 50 + frames else {})

    assert len(kept(sit(READY_S + 0.5, lapse(4)))) == 1
    told = sit(READY_S, lapse(12))
    assert kept(told) == []
    assert [snapshot.phase for snapshot in told[45:]].count(Phase.SEEKING) > 3


def test_no_frame_that_misses_a_band_is_kept_for_a_moment() -> None:
    told = sit(5, lambda index, _: observation(index, pose={"yaw_deg": 14.0 if index % 4 == 0 else 0.0}))
    for snapshot in told:
        for shot in snapshot.kept:
            assert shot.observation.frame.index % 4 != 0
            assert shot.misses == ()


def test_what_is_asked_for_first_is_the_face_then_the_look() -> None:
    told = sit(8, lambda index, _: observation(index, faces=0 if index < 90 else 1, pose={"yaw_deg": 40.0}, light=None))
    spoken = [snapshot.cue.clip for snapshot in told if snapshot.cue and snapshot.cue.clip]
    assert spoken[:3] == ["no_face.1", "look_straight.1", "turn_right.much.1"]


def test_taking_now_keeps_that_very_frame_with_what_it_misses() -> None:
    coach = Coach(PROFILE)
    sit(1, lambda index, _: observation(index, pose={"yaw_deg": 30.0}), coach)
    coach.command(Command.TAKE_NOW)
    snapshot = coach.step(observation(30, pose={"yaw_deg": 30.0}))
    (shot,) = snapshot.kept
    assert (shot.observation.frame.index, shot.cause) == (30, Cause.ASKED)
    assert shot.misses == ("Turn 30° where -10 to 10 was asked",)
    assert snapshot.cue is not None
    assert snapshot.cue.tone is Tone.SHUTTER


def test_undo_takes_the_newest_back_and_asks_for_its_look_again() -> None:
    coach = Coach(PROFILE)
    told = sit(READY_S + 0.5, lambda index, _: observation(index), coach)
    assert kept(told) == [("straight", Cause.MOMENT)]
    coach.command(Command.UNDO)
    snapshot = coach.step(observation(len(told)))
    assert snapshot.undone == 1
    assert snapshot.look is not None
    assert (snapshot.look.name, snapshot.look.shots) == ("straight", 0)
    coach.command(Command.UNDO)
    snapshot = coach.step(observation(len(told) + 1))
    assert snapshot.undone == 0
    assert snapshot.prompt is not None
    assert snapshot.prompt.id == "nothing_to_undo"


def test_the_next_look_skips_this_one() -> None:
    coach = Coach(PROFILE)
    coach.command(Command.NEXT_LOOK)
    snapshot = coach.step(observation(0))
    assert [look.state for look in snapshot.looks][:2] == [LookState.SKIPPED, LookState.CURRENT]
    for index in range(1, 5):
        coach.command(Command.NEXT_LOOK)
        snapshot = coach.step(observation(index))
    assert snapshot.phase is Phase.DONE


@pytest.mark.parametrize(("hands_free", "clip"), [(True, "paused_hands.1"), (False, "paused.1")])
def test_a_pause_takes_nothing_and_says_how_to_go_on_and_nothing_more_until_it_ends(hands_free: bool, clip: str) -> None:
    coach = Coach(msgspec.structs.replace(PROFILE, hands_free=hands_free))
    coach.command(Command.PAUSE)
    paused = sit(10, lambda index, _: observation(index), coach)
    assert {snapshot.phase for snapshot in paused} == {Phase.PAUSED}
    assert kept(paused) == []
    assert [snapshot.cue.clip for snapshot in paused if snapshot.cue] == [clip]
    coach.command(Command.PAUSE)
    assert kept(sit(5, lambda index, _: observation(index), coach, first=300)) == [("straight", Cause.MOMENT)]


def test_a_sitting_that_ends_early_keeps_the_nearest_frames() -> None:
    coach = Coach(PROFILE)
    told = sit(2, lambda index, _: observation(index, pose={"pitch_deg": 20.0 - index / 10}), coach)
    assert kept(told) == []
    last = coach.finish()
    assert last is not None
    (shot,) = last.kept
    assert (shot.look, shot.cause, shot.observation.frame.index) == ("straight", Cause.BEST_SO_FAR, 57)
    assert shot.misses == ("Chin 14° where -12 to 10 was asked",)
    assert last.phase is Phase.DONE


def test_looks_that_were_met_are_not_taken_a_second_time_at_the_end() -> None:
    coach = Coach(PROFILE)
    sit(60, obeying, coach)
    last = coach.finish()
    assert last is not None
    assert last.kept == ()


def test_without_a_face_nothing_is_kept_and_it_says_why() -> None:
    coach = Coach(PROFILE)
    sit(2, lambda index, _: observation(index, faces=0, light=None, pose=None, eyes=None, framing=None), coach)
    last = coach.finish()
    assert last is not None
    assert last.kept == ()
    assert last.notices == ("No face was seen in 60 frames, so nothing was kept. Come into the picture and sit again.",)
    assert Coach(PROFILE).finish() is None


def test_a_resumed_sitting_asks_only_for_what_is_missing() -> None:
    coach = Coach(PROFILE, before=[("straight", Cause.MOMENT), ("three-quarter-left", Cause.MOMENT)])
    assert [look for look, _ in kept(sit(60, obeying, coach))] == ["smile", "three-quarter-right", "relaxed"]


def test_what_was_taken_back_or_skipped_does_not_come_back_at_the_end() -> None:
    coach = Coach(PROFILE)
    coach.step(observation(0, pose={"yaw_deg": 11.0}))
    coach.command(Command.TAKE_NOW)
    (shot,) = coach.step(observation(1, pose={"yaw_deg": 10.5})).kept
    coach.command(Command.UNDO)
    coach.command(Command.NEXT_LOOK)
    coach.step(observation(2, pose={"yaw_deg": 11.0}))
    last = coach.finish()
    assert last is not None
    assert shot.observation.frame.index not in [one.observation.frame.index for one in last.kept]
    assert "straight" not in [one.look for one in last.kept]


def test_a_source_that_ends_while_the_shutter_is_open_has_met_the_look() -> None:
    coach = Coach(PROFILE)
    told = sit(TIMING.settle_s + TIMING.hold_s + 0.3, lambda index, _: observation(index), coach)
    assert told[-1].phase is Phase.SHOOTING
    last = coach.finish()
    assert last is not None
    assert next((one.look, one.cause, one.misses) for one in last.kept) == ("straight", Cause.MOMENT, ())
    assert last.looks[0].state is LookState.DONE


def test_all_that_was_asked_for_at_once_is_done() -> None:
    coach = Coach(PROFILE)
    coach.step(observation(0))
    for command in (Command.TAKE_NOW, Command.TAKE_NOW, Command.UNDO, Command.NEXT_LOOK):
        coach.command(command)
    snapshot = coach.step(observation(1))
    assert len(snapshot.kept) == 1
    assert snapshot.undone == 0
    assert snapshot.looks[0].state is LookState.SKIPPED


def test_what_was_asked_for_just_before_the_end_is_still_done() -> None:
    coach = Coach(PROFILE)
    coach.step(observation(0, pose={"yaw_deg": 60.0}))
    coach.command(Command.TAKE_NOW)
    last = coach.finish()
    assert last is not None
    assert [(shot.cause, shot.observation.frame.index) for shot in last.kept] == [(Cause.ASKED, 0)]
    assert last.looks[0].shots == 1


def test_undo_and_next_look_do_not_end_a_pause() -> None:
    coach = Coach(PROFILE)
    sit(READY_S + 0.2, lambda index, _: observation(index), coach)
    coach.command(Command.PAUSE)
    coach.step(observation(100))
    for command in (Command.UNDO, Command.NEXT_LOOK):
        coach.command(command)
        paused = sit(6, lambda index, _: observation(index), coach, first=101)
        assert {snapshot.phase for snapshot in paused} == {Phase.PAUSED}
        assert kept(paused) == []


def test_a_face_that_cant_be_measured_is_asked_for_and_never_held() -> None:
    hidden: dict[str, object] = dict.fromkeys(("light", "exposure", "colour", "pose", "framing", "focus", "eyes", "expression", "background"))
    told = sit(5, lambda index, _: observation(index, **hidden))
    assert {snapshot.phase for snapshot in told} == {Phase.SEEKING}
    assert [snapshot.cue.clip for snapshot in told if snapshot.cue] == ["show_face.1"]


def test_a_camera_that_was_away_breaks_the_hold() -> None:
    coach = Coach(PROFILE)
    told = sit(TIMING.settle_s + 0.2, lambda index, _: observation(index), coach)
    assert told[-1].phase is Phase.HOLDING
    after = coach.step(observation(99, t_s=told[-1].t_s + 5))
    assert after.phase in (Phase.SEEKING, Phase.HOLDING)
    assert after.hold_frac == 0.0


def test_a_photograph_that_meets_the_look_is_kept_at_once_and_others_are_told_what_is_wrong() -> None:
    coach = Coach(PROFILE, stills=True)
    told = [
        coach.step(observation(0, t_s=0.0, pose={"yaw_deg": 30.0})),
        coach.step(observation(1, t_s=6.0)),
        coach.step(observation(2, t_s=12.0, pose={"pitch_deg": 30.0})),
        coach.step(observation(3, t_s=18.0, pose={"pitch_deg": 30.0})),
        coach.step(observation(4, t_s=24.0, faces=2)),
        coach.step(observation(5, t_s=30.0, expression={"smile_frac": 0.5})),
    ]
    assert kept(told) == [("straight", Cause.MOMENT), ("smile", Cause.MOMENT)]
    spoken = [snapshot.cue.clip if snapshot.cue else None for snapshot in told]
    assert spoken == ["turn_right.much.1", "look_smile.1", "chin_down.much.1", "chin_down.much.1", "two_faces.1", "look_three_quarter_left.1"]


def test_a_hold_that_fails_again_and_again_is_not_announced_each_time() -> None:
    told = sit(9, lambda index, _: observation(index, pose={"yaw_deg": 30.0 if index % 30 < 12 else 0.0}))
    tones = [snapshot.t_s for snapshot in told if snapshot.cue and snapshot.cue.tone is Tone.GOOD and snapshot.prompt]
    assert 1 <= len(tones) <= 3
    assert all(later - earlier >= TIMING.prompt_s for earlier, later in pairwise(tones))


def test_while_no_frame_comes_keys_are_obeyed_but_nothing_is_photographed() -> None:
    coach = Coach(PROFILE)
    told = sit(READY_S + 0.2, lambda index, _: observation(index), coach)
    assert coach.act() is None
    for command in (Command.TAKE_NOW, Command.UNDO):
        coach.command(command)
    snapshot = coach.act()
    assert snapshot is not None
    assert (snapshot.kept, snapshot.undone) == ((), 1)
    coach.command(Command.NEXT_LOOK)
    snapshot = coach.act()
    assert snapshot is not None
    assert snapshot.looks[0].state is LookState.SKIPPED
    assert snapshot.t_s == told[-1].t_s


@st.composite
def any_parts(draw: st.DrawFn) -> dict[str, object]:
    parts: dict[str, object] = {"faces": draw(st.integers(0, 3))}
    if draw(st.booleans()):
        parts["light"] = None
    parts["pose"] = draw(st.one_of(st.none(), st.fixed_dictionaries({"yaw_deg": st.floats(-90, 90), "pitch_deg": st.floats(-60, 60)})))
    parts["eyes"] = draw(st.one_of(st.none(), st.fixed_dictionaries({"left_open_frac": st.floats(0, 1)})))
    parts["expression"] = draw(st.fixed_dictionaries({"smile_frac": st.floats(-1, 1)}))
    return parts


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(any_parts(), st.floats(0.01, 1.0), st.one_of(st.none(), st.sampled_from(Command))), max_size=40))
def test_whatever_comes_the_coach_stays_in_order(steps: list[tuple[dict[str, object], float, Command | None]]) -> None:
    coach, t_s, shots = Coach(PROFILE), 0.0, 0
    for index, (parts, since_s, command) in enumerate(steps):
        t_s += since_s
        if command:
            coach.command(command)
        snapshot = coach.step(observation(index, t_s, **parts))
        shots += len(snapshot.kept) - snapshot.undone
        assert not (snapshot.phase is Phase.PAUSED and any(shot.cause is not Cause.ASKED for shot in snapshot.kept))
        assert sum(look.shots for look in snapshot.looks) == shots >= 0
        assert 0 <= snapshot.hold_frac <= 1
        assert sum(look.state is LookState.CURRENT for look in snapshot.looks) <= 1
        assert snapshot.phase not in (Phase.HOLDING, Phase.SHOOTING) or snapshot.look is not None
    last = coach.finish()
    assert last is None or last.phase is Phase.DONE


def test_the_first_photograph_waits_until_the_sitter_was_met() -> None:
    told = sit(8, lambda index, _: observation(index, pose={"pitch_deg": 5.0}), Coach(CLASSIC))
    first = next(snapshot for snapshot in told if snapshot.neutral is not None)
    assert CLASSIC.timing.meet_s <= first.t_s < CLASSIC.timing.meet_s + 0.5
    assert first.neutral is not None
    assert first.neutral.pitch_deg == 5.0
    assert next(snapshot.t_s for snapshot in told if snapshot.phase is Phase.HOLDING) >= first.t_s
    assert all(snapshot.neutral is first.neutral for snapshot in told if snapshot.t_s > first.t_s), "once for a sitting"


def test_advice_is_given_before_the_first_photograph_and_does_not_hinder_later_ones() -> None:
    def busy(index: int, before: Snapshot | None) -> Observation:
        look = before.look.name if before and before.look else "straight"
        return observation(index, background={"clutter_frac": 0.3}, **FOR_LOOK[look])

    told = sit(14, busy)
    shots = [snapshot.t_s for snapshot in told if snapshot.kept]
    advised = [snapshot.t_s for snapshot in told if snapshot.cue and snapshot.cue.clip == "busy_background.1"]
    assert advised[0] + TIMING.prompt_s <= shots[0]
    assert shots[1] - shots[0] < TIMING.rest_s + READY_S + 0.5


def test_a_look_is_taken_again_by_key() -> None:
    coach = Coach(PROFILE)
    told = sit(READY_S + 0.5, obeying, coach)
    assert kept(told) == [("straight", Cause.MOMENT)]
    coach.command(Command.RETAKE)
    again = sit(READY_S + 1.5, lambda index, _: observation(index), coach, first=len(told))
    assert kept(again) == [("straight", Cause.MOMENT)]
    assert [look.shots for look in again[-1].looks] == [2, 0, 0, 0, 0]


def test_a_look_is_announced_once_light_and_place_are_right() -> None:
    told = sit(9, lambda index, _: observation(index, light={"face_azimuth_deg": 95.0} if index < 150 else {}), Coach(PROFILE))
    heard = [(snapshot.t_s, snapshot.cue.clip) for snapshot in told if snapshot.cue and snapshot.cue.clip]
    assert heard[0][1].startswith("turn_camera_left")
    announced = next(t_s for t_s, clip in heard if clip == "look_straight.1")
    assert announced >= 5.0


def test_no_neutral_is_taken_from_a_smile() -> None:
    smile_first = msgspec.structs.replace(CLASSIC, looks=(CLASSIC.looks[1], CLASSIC.looks[0]))

    def smiling(index: int, before: Snapshot | None) -> Observation:
        look = before.look.name if before and before.look else "smile"
        # Long enough for a neutral, while nothing can be photographed yet.
        return observation(index, focus={"motion_px": 9.0 if index < 180 else 0.5}, **FOR_LOOK[look])

    told = sit(20, smiling, Coach(smile_first))
    first = next(snapshot for snapshot in told if snapshot.kept)
    assert first.kept[0].look == "smile"
    assert first.neutral is None
    assert all(snapshot.neutral is None for snapshot in told), "a set that has begun is judged in one way to its end"


def test_each_profile_begins_with_the_look_that_gives_the_neutral() -> None:
    for name in names():
        profile = load(name)
        assert profile.looks[0].neutral, name
        asking = [look for look in profile.looks if "yaw_deg" in look.bands or (profile.band("smile_frac", look).low or 0.0) > 0]
        assert not any(look.neutral for look in asking), name


def test_advice_that_was_just_given_does_not_hold_up_the_look_that_is_asked_for_again() -> None:
    coach = Coach(PROFILE)
    told = sit(5, lambda index, _: observation(index, background={"clutter_frac": 0.3}), coach)
    assert any(snapshot.cue and snapshot.cue.clip == "busy_background.1" for snapshot in told)
    coach.command(Command.NEXT_LOOK)
    later = sit(READY_S + 4, lambda index, _: observation(index, background={"clutter_frac": 0.3}, expression={"smile_frac": 0.5}), coach, first=len(told))
    taken = next(snapshot.t_s for snapshot in later if snapshot.kept)
    assert taken - later[0].t_s < READY_S + 1


def heard(told: list[Snapshot]) -> list[tuple[float, str]]:
    return [(snapshot.t_s, snapshot.cue.clip) for snapshot in told if snapshot.cue and snapshot.cue.clip]


def test_the_light_is_named_once_before_the_first_looks_words_while_the_sitter_is_met() -> None:
    told = sit(40, obeying, Coach(CLASSIC))
    first, second = heard(told)[:2]
    assert first == (0.0, "named_loop_left.1")
    assert second == (pytest.approx(CLASSIC.timing.name_s, abs=0.05), "look_straight.1")
    assert sum(clip.startswith("named_") for _, clip in heard(told)) == 1
    met_s = next(snapshot.t_s for snapshot in told if snapshot.neutral is not None)
    assert met_s == pytest.approx(CLASSIC.timing.meet_s, abs=0.1), "the neutral's two seconds are those of the naming"
    taken_s = next(snapshot.t_s for snapshot in told if snapshot.kept)
    assert taken_s < CLASSIC.timing.name_s + READY_S + 0.1


def test_what_must_be_mended_cuts_the_light_s_name_off_and_waits_for_none_of_it() -> None:
    told = sit(5, lambda index, _: observation(index, framing={"face_height_frac": 0.9} if index >= 3 else {}), Coach(CLASSIC))
    assert [clip for _, clip in heard(told)][:2] == ["named_loop_left.1", "step_back.much.1"]
    mended = next(snapshot for snapshot in told if snapshot.cue and snapshot.cue.clip == "step_back.much.1")
    assert mended.t_s < 0.1 + CLASSIC.timing.fault_s + 0.1
    assert mended.cue is not None
    assert mended.cue.urgent


def test_a_sitting_that_is_gone_on_with_does_not_name_the_light_again() -> None:
    told = sit(3, obeying, Coach(CLASSIC, before=[("straight", Cause.MOMENT)]))
    assert heard(told)[0][1] == "look_smile.1"


def test_where_something_is_to_be_mended_the_light_is_named_after_the_first_photograph_and_holds_nothing_up() -> None:
    def chin_down(index: int, before: Snapshot | None) -> Observation:
        return observation(index, pose={"pitch_deg": -20.0}) if index < 150 else obeying(index, before)

    silent = msgspec.structs.replace(CLASSIC, timing=msgspec.structs.replace(CLASSIC.timing, name_s=0.0))
    with_name, without = (heard(sit(20, chin_down, Coach(profile))) for profile in (CLASSIC, silent))
    assert [each for each in with_name if not each[1].startswith("named_")] == without
    names = [index for index, (_, clip) in enumerate(with_name) if clip.startswith("named_")]
    assert [with_name[index - 1][1] for index in names] == ["kept.1"]
