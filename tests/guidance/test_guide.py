from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from readings import observation

from capture.types import Gesture
from guidance.guide import Guide
from guidance.profile import load
from guidance.snapshot import Command, Phase

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
    free = with_hand(Guide(PROFILE), (None, 12))
    (taken_s, *_) = [snapshot.t_s for snapshot in free if snapshot.kept]
    for before_s in (0.1, 0.5, 0.9):
        told = with_hand(Guide(PROFILE), (None, taken_s - before_s), (Gesture.PALM, raised_s), (None, 8))
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
