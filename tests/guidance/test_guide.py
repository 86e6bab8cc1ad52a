from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from readings import observation

from capture.types import Cause, Gesture
from guidance.guide import Guide
from guidance.profile import load
from guidance.snapshot import Command, Cue, Phase, Tone

if TYPE_CHECKING:
    from guidance.snapshot import Snapshot

PROFILE = load("classic")


def turning(index: int) -> dict[str, object]:
    """Past the best light, and back to it."""
    azimuth_deg = -120.0 + index if index < 180 else max(60.0 - (index - 180), 35.0)
    return {"light": {"azimuth_deg": azimuth_deg, "face_azimuth_deg": azimuth_deg}}


def guided(guide: Guide, frames: range) -> list[Snapshot]:
    return [guide.step(observation(index, **turning(index))) for index in frames]


def test_the_search_comes_first_and_the_coach_takes_over_once_the_light_is_found() -> None:
    told = guided(Guide(PROFILE, find_light=True), range(360))
    phases = list(dict.fromkeys(snapshot.phase for snapshot in told))
    assert phases[:2] == [Phase.FINDING, Phase.SEEKING]
    assert told[0].prompt is not None
    assert told[0].prompt.id == "find_start"
    assert told[0].ring is not None
    last = max(index for index, snapshot in enumerate(told) if snapshot.phase is Phase.FINDING)
    assert told[last].prompt is not None
    assert told[last].prompt.id == "find_here"
    assert all(snapshot.ring is None for snapshot in told[last + 1 :])
    assert any(snapshot.cue and snapshot.cue.clip == "look_straight.1" for snapshot in told[last:])


def test_nothing_is_taken_by_itself_while_the_light_is_looked_for_but_a_key_takes() -> None:
    guide = Guide(PROFILE, find_light=True)
    steady = [guide.step(observation(index)) for index in range(150)]
    assert {snapshot.phase for snapshot in steady} == {Phase.FINDING}
    assert not any(snapshot.kept for snapshot in steady)
    guide.command(Command.TAKE_NOW)
    taken = guide.step(observation(150))
    assert len(taken.kept) == 1
    assert taken.prompt is not None
    assert taken.prompt.id == "taken"
    guide.command(Command.PAUSE)
    assert guide.step(observation(151)).phase is Phase.PAUSED
    guide.command(Command.PAUSE)
    assert guide.step(observation(152)).phase is Phase.FINDING


@pytest.mark.parametrize("command", [Command.FIND_LIGHT, Command.NEXT_LOOK])
def test_the_search_can_be_begun_and_left_at_any_time(command: Command) -> None:
    guide = Guide(PROFILE)
    assert guide.step(observation(0)).phase is Phase.SEEKING
    guide.command(Command.FIND_LIGHT)
    assert guide.step(observation(1)).phase is Phase.FINDING
    guide.command(command)
    after = guide.step(observation(2))
    assert after.phase is Phase.SEEKING
    assert after.looks[0].state.value == "current"


def test_photographs_have_no_turn() -> None:
    guide = Guide(PROFILE, stills=True, find_light=True)
    guide.command(Command.FIND_LIGHT)
    assert guide.step(observation(0)).phase is not Phase.FINDING


def with_hand(guide: Guide, *stretches: tuple[Gesture | None, float], first: int = 0) -> list[Snapshot]:
    """Sit well, with a hand held up so for so many seconds each; every fifth frame is looked at for it."""
    told: list[Snapshot] = []
    for gesture, seconds in stretches:
        for _ in range(round(30 * seconds)):
            index = first + len(told)
            told.append(guide.step(observation(index, gesture=gesture if index % 5 == 0 else None)))
    return told


def test_a_palm_pauses_once_and_a_second_one_goes_on() -> None:
    told = with_hand(Guide(PROFILE), (None, 1), (Gesture.PALM, 5), (None, 3), (Gesture.PALM, 1), (None, 1))
    assert list(dict.fromkeys(snapshot.phase for snapshot in told)) == [Phase.SEEKING, Phase.PAUSED]
    paused = [snapshot.t_s for snapshot in told if snapshot.phase is Phase.PAUSED]
    assert paused[0] == pytest.approx(1.6, abs=0.2)
    assert paused[-1] == pytest.approx(9.6, abs=0.2)
    assert len(paused) == pytest.approx(30 * 8, abs=9), "without a break"
    prompts = {snapshot.prompt.id for snapshot in told if snapshot.prompt and snapshot.phase is Phase.PAUSED}
    assert prompts == {"paused_hands"}


def test_a_thumb_up_leaves_the_look_for_the_next() -> None:
    told = with_hand(Guide(PROFILE), (None, 1), (Gesture.THUMB_UP, 3), (None, 0.5))
    states = [[look.state.value for look in snapshot.looks[:3]] for snapshot in told]
    assert states[0] == ["current", "to do", "to do"]
    assert states[-1] == ["skipped", "current", "to do"]


@pytest.mark.parametrize("raised_s", [0.4, 0.2])
def test_nothing_is_photographed_while_a_hand_is_up_nor_kept_of_that_moment(raised_s: float) -> None:
    # With the light unnamed the shutter falls on a frame just after one that is looked at for a hand: as early as a hand can be seen is what is asked here.
    profile = msgspec.structs.replace(PROFILE, timing=msgspec.structs.replace(PROFILE.timing, name_s=0.0))
    free = with_hand(Guide(profile), (None, 12))
    (taken_s, *_) = [snapshot.t_s for snapshot in free if snapshot.kept]
    for before_s in (0.1, 0.5, 0.9):
        told = with_hand(Guide(profile), (None, taken_s - before_s), (Gesture.PALM, raised_s), (None, 8))
        (shot, *_) = [shot for snapshot in told for shot in snapshot.kept]
        assert shot.observation.reading.t_s > taken_s - before_s + raised_s
        while_up = [snapshot for snapshot in told if 0.2 <= snapshot.t_s - taken_s + before_s < raised_s]
        assert all(snapshot.phase is Phase.SEEKING and snapshot.prompt for snapshot in while_up)


def test_hands_ask_for_nothing_where_the_profile_or_photographs_leave_them_out() -> None:
    without = msgspec.structs.replace(PROFILE, hands_free=False)
    for guide in (Guide(without), Guide(PROFILE, stills=True)):
        told = with_hand(guide, (Gesture.PALM, 2), (None, 2), (Gesture.THUMB_UP, 2))
        assert all(snapshot.phase is not Phase.PAUSED for snapshot in told)
        assert all(look.state.value != "skipped" for look in told[-1].looks)


def test_a_palm_pauses_the_search_for_the_light_too() -> None:
    told = with_hand(Guide(PROFILE, find_light=True), (None, 1), (Gesture.PALM, 1), (None, 2), (Gesture.PALM, 1), (None, 1))
    assert [snapshot.phase for snapshot in told[::30]] == [Phase.FINDING, Phase.FINDING, Phase.PAUSED, Phase.PAUSED, Phase.PAUSED, Phase.FINDING]


def after(guide: Guide, command: Command | None, seconds: float, first: int) -> list[Snapshot]:
    if command is not None:
        guide.command(command)
    return [guide.step(observation(index)) for index in range(first, first + round(30 * seconds))]


@pytest.mark.parametrize("find_light", [False, True])
def test_the_self_timer_counts_in_silence_and_takes_the_frame_of_its_last_moment(*, find_light: bool) -> None:
    guide = Guide(PROFILE, find_light=find_light)
    after(guide, None, 1, 0)
    told = after(guide, Command.SELF_TIMER, 4, 30)
    assert [snapshot.timer_left_s for snapshot in told] == [3] * 30 + [2] * 30 + [1] * 30 + [None] * 30
    assert {index: snapshot.cue for index, snapshot in enumerate(told[:90]) if snapshot.cue} == dict.fromkeys((0, 30, 60), Cue(tone=Tone.TICK, urgent=True))
    (taken,) = [index for index, snapshot in enumerate(told) if snapshot.kept]
    assert taken == 90
    (shot,) = told[taken].kept
    assert (shot.observation.frame.index, shot.cause.value) == (120, "asked")
    assert told[taken].cue == Cue(tone=Tone.SHUTTER, urgent=True)


@pytest.mark.parametrize("stop", [Command.SELF_TIMER, Command.PAUSE, Command.NEXT_LOOK, Command.WAIT])
def test_whatever_else_is_asked_for_stops_the_timer(stop: Command) -> None:
    guide = Guide(PROFILE)
    assert after(guide, Command.SELF_TIMER, 2, 0)[-1].timer_left_s == 2
    told = after(guide, stop, 1.5, 60)
    assert all(snapshot.timer_left_s is None and not snapshot.kept for snapshot in told)


def test_the_timer_takes_within_a_pause_and_leaves_it_one() -> None:
    guide = Guide(PROFILE)
    after(guide, Command.PAUSE, 1, 0)
    told = after(guide, Command.SELF_TIMER, 4, 30)
    assert sum(len(snapshot.kept) for snapshot in told) == 1
    assert {snapshot.phase for snapshot in told} == {Phase.PAUSED}


def test_photographs_have_no_timer() -> None:
    assert all(snapshot.timer_left_s is None for snapshot in after(Guide(PROFILE, stills=True), Command.SELF_TIMER, 1, 0))


def test_the_hold_is_counted_down_to_the_photograph() -> None:
    told = after(Guide(PROFILE), None, 12, 0)
    first = next(index for index, snapshot in enumerate(told) if snapshot.kept)
    counts = [snapshot.beats_left for snapshot in told[:first] if snapshot.phase in (Phase.HOLDING, Phase.SHOOTING)]
    assert list(dict.fromkeys(counts)) == [3, 2, 1]
    assert all(snapshot.beats_left is None for snapshot in told if snapshot.phase not in (Phase.HOLDING, Phase.SHOOTING))


def test_while_something_is_open_over_the_sitting_nothing_is_said_or_taken_and_then_it_goes_on() -> None:
    free = after(Guide(PROFILE), None, 12, 0)
    (taken, *_) = [index for index, snapshot in enumerate(free) if snapshot.kept]
    for begun in (10, taken - 20, taken - 2):
        guide = Guide(PROFILE)
        after(guide, None, begun / 30, 0)
        waiting = after(guide, Command.WAIT, 10, begun)
        assert not any(snapshot.kept or snapshot.cue for snapshot in waiting)
        assert {snapshot.phase for snapshot in waiting} == {Phase.SEEKING}
        later = after(guide, Command.GO_ON, 12, begun + 300)
        assert any(snapshot.kept for snapshot in later)


def test_a_pause_is_one_still_when_what_was_open_over_it_closes() -> None:
    guide = Guide(PROFILE)
    told = [*after(guide, Command.PAUSE, 1, 0), *after(guide, Command.WAIT, 2, 30), *after(guide, Command.GO_ON, 8, 90)]
    assert {snapshot.phase for snapshot in told} == {Phase.PAUSED}
    assert not any(snapshot.kept for snapshot in told)


def test_the_search_for_the_light_waits_too_and_hands_ask_for_nothing_meanwhile() -> None:
    guide = Guide(PROFILE, find_light=True)
    after(guide, None, 1, 0)
    guide.command(Command.WAIT)
    told = with_hand(guide, (Gesture.PALM, 3), first=30)
    assert {snapshot.phase for snapshot in told} == {Phase.FINDING}
    assert not any(snapshot.cue for snapshot in told)
    assert len({snapshot.ring for snapshot in told}) == 1
    guide.command(Command.GO_ON)
    assert len({snapshot.ring for snapshot in guided(guide, range(120, 240))}) > 1


def test_what_is_chosen_in_the_palette_is_done() -> None:
    for command in (Command.TAKE_NOW, Command.SELF_TIMER):
        guide = Guide(PROFILE)
        after(guide, None, 0.5, 0)
        for asked in (Command.WAIT, command, Command.GO_ON):
            guide.command(asked)
        told = after(guide, None, 3.2, 15)
        assert [shot.cause for snapshot in told for shot in snapshot.kept].count(Cause.ASKED) == 1
