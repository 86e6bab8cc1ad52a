from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from readings import reading

from capture.types import Pattern
from guidance.naming import PATIENCE, Naming
from guidance.profile import load
from guidance.rules import judge
from guidance.snapshot import Cue, Tone

if TYPE_CHECKING:
    from guidance.prompts import Prompt

PROFILE = load("classic")
TIMING = PROFILE.timing
LOOP = {"pattern": Pattern.LOOP, "face_azimuth_deg": 35.0, "key_to_fill_ev": 0.45}
SPLIT = {"pattern": Pattern.SPLIT, "face_azimuth_deg": 64.0, "key_to_fill_ev": 1.5}


def step(naming: Naming, t_s: float, *, due: bool = True, **light: object) -> tuple[Prompt | None, Cue | None] | None:
    seen = reading(t_s=t_s, light=light or LOOP)
    findings = judge(seen, PROFILE, PROFILE.looks[0])
    naming.look(seen, findings)
    return naming.tell(seen, findings) if due else None


def test_it_is_said_once_shown_for_its_time_and_then_over() -> None:
    naming = Naming(PROFILE)
    told = [step(naming, index / 10) for index in range(40)]
    assert told[0] is not None
    assert told[0][1] == Cue(clip="named_loop_left_good.1")
    assert [each[1] for each in told if each] == [told[0][1], *[None] * (round(TIMING.name_s * 10) - 1)]
    assert {each[0].id for each in told if each and each[0]} == {"named_loop_left_good"}


def test_a_light_that_was_only_just_mended_is_named_once_it_stands() -> None:
    naming = Naming(PROFILE)
    for index in range(10):
        step(naming, index / 10, due=False, **SPLIT)
    told = {index / 10: step(naming, index / 10) for index in range(10, 25)}
    said_s = next(t_s for t_s, each in told.items() if each and each[1])
    assert said_s == 1.7, "so long as a fault must last"
    assert told[1.0] == (None, None)


def test_a_light_that_never_stands_is_not_waited_for() -> None:
    naming = Naming(PROFILE)
    told = [step(naming, index / 10, **(LOOP if index % 4 < 2 else SPLIT | {"face_azimuth_deg": -64.0})) for index in range(2, 40)]
    # The first name counts at once; it is the later ones that must stand.
    assert told[0] is not None
    naming = Naming(PROFILE)
    step(naming, 0.0, due=False, **SPLIT)
    told = [step(naming, index / 10, **(LOOP if index % 4 < 2 else SPLIT)) for index in range(1, 40)]
    assert not any(each and each[1] for each in told)
    assert sum(each is not None for each in told) == round(PATIENCE * TIMING.fault_s * 10)


def test_a_light_of_which_nothing_sure_is_known_is_not_named_and_holds_nothing_up() -> None:
    naming = Naming(PROFILE)
    assert step(naming, 0.0, confidence_frac=0.05) is None
    assert step(naming, 0.1) is None, "the look is announced by now"


def test_the_light_on_a_turned_head_is_not_named() -> None:
    seen = reading(light=LOOP, pose={"yaw_deg": 20.0})
    naming, findings = Naming(PROFILE), judge(seen, PROFILE, PROFILE.looks[0])
    naming.look(seen, findings)
    assert naming.tell(seen, findings) is None


def test_nothing_is_named_where_the_profile_gives_it_no_time_or_it_was_done_before() -> None:
    silent = msgspec.structs.replace(PROFILE, timing=msgspec.structs.replace(TIMING, name_s=0.0))
    assert step(Naming(silent), 0.0) is None
    assert step(Naming(PROFILE, over=True), 0.0) is None


def test_only_words_that_come_while_it_is_said_cut_it_off() -> None:
    naming = Naming(PROFILE)
    words, tone = Cue(clip="step_back.1"), Cue(tone=Tone.GOOD)
    assert naming.cut_by(words, 0.0) == words
    step(naming, 1.0)
    assert naming.cut_by(words, 1.5) == Cue(clip="step_back.1", urgent=True)
    assert (naming.cut_by(tone, 1.5), naming.cut_by(None, 1.5)) == (tone, None)
    assert naming.cut_by(words, 1.0 + TIMING.name_s) == words
