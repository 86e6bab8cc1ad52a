from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from readings import observation

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
