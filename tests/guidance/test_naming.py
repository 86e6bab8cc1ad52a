from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from readings import reading

from capture.types import Pattern
from guidance.naming import Naming
from guidance.profile import load
from guidance.rules import judge
from guidance.snapshot import Cue, Tone

if TYPE_CHECKING:
    from typing import TypeAlias

    from capture.types import Reading
    from guidance.prompts import Prompt
    from guidance.rules import Finding

    Seen: TypeAlias = tuple[Reading, tuple[Finding, ...]]

PROFILE = load("classic")
TIMING = PROFILE.timing
LOOP = {"pattern": Pattern.LOOP, "face_azimuth_deg": 35.0, "key_to_fill_ev": 0.45}
SPLIT = {"pattern": Pattern.SPLIT, "face_azimuth_deg": 64.0, "key_to_fill_ev": 1.5}


def seen(t_s: float, **light: object) -> Seen:
    found = reading(t_s=t_s, light=light or LOOP)
    return found, judge(found, PROFILE, PROFILE.looks[0])


def before(naming: Naming, t_s: float, **light: object) -> tuple[Prompt, Cue | None] | None:
    naming.look(*seen(t_s, **light))
    return naming.before_words(*seen(t_s, **light))


def test_where_nothing_is_wrong_it_is_said_once_and_shown_for_its_time() -> None:
    naming = Naming(PROFILE)
    told = [before(naming, index / 10) for index in range(40)]
    assert told[0] is not None
    assert told[0][1] == Cue(clip="named_loop_left_good.1")
    assert [each[1] for each in told if each] == [told[0][1], *[None] * (round(TIMING.name_s * 10) - 1)]
    assert {each[0].id for each in told if each} == {"named_loop_left_good"}
    assert naming.at_rest(*seen(9.0), left_s=1.0) is None


def test_where_something_is_wrong_it_is_said_in_the_rest_as_soon_as_what_is_left_is_enough() -> None:
    naming = Naming(PROFILE)
    wrong = reading(t_s=0.0, light=LOOP, pose={"pitch_deg": 30.0})
    naming.look(*seen(0.0))
    assert naming.before_words(wrong, judge(wrong, PROFILE, PROFILE.looks[0])) is None
    assert before(naming, 0.1) is None, "the look is announced by now"
    assert naming.at_rest(*seen(8.0), left_s=TIMING.name_s + 0.1) is None
    told = naming.at_rest(*seen(8.2), left_s=TIMING.name_s - 0.1)
    assert told is not None
    assert told[1] == Cue(clip="named_loop_left_good.1")
    assert naming.at_rest(*seen(8.3), left_s=1.8) is None


def test_a_light_that_was_only_just_mended_holds_nothing_up_and_is_named_once_it_stands() -> None:
    naming = Naming(PROFILE)
    naming.look(*seen(0.0, **SPLIT))
    assert before(naming, 1.0) is None
    assert naming.at_rest(*seen(1.0 + TIMING.fault_s - 0.1), left_s=1.0) is None
    assert naming.at_rest(*seen(1.0 + TIMING.fault_s), left_s=1.0) is not None


def test_a_light_of_which_nothing_sure_is_known_is_not_named_and_holds_nothing_up() -> None:
    naming = Naming(PROFILE)
    assert before(naming, 0.0, confidence_frac=0.05) is None
    assert naming.at_rest(*seen(5.0, confidence_frac=0.05), left_s=1.0) is None


def test_the_light_on_a_turned_head_is_not_named() -> None:
    look = next(look for look in PROFILE.looks if look.name == "three-quarter-left")
    turned = reading(light=LOOP, pose={"yaw_deg": 25.0})
    findings = judge(turned, PROFILE, look)
    naming = Naming(PROFILE)
    naming.look(turned, findings)
    assert naming.before_words(turned, findings) is None
    assert naming.at_rest(turned, findings, left_s=1.0) is None


def test_nothing_is_named_where_the_profile_gives_it_no_time_or_it_was_done_before() -> None:
    silent = msgspec.structs.replace(PROFILE, timing=msgspec.structs.replace(TIMING, name_s=0.0))
    for naming in (Naming(silent), Naming(PROFILE, over=True)):
        assert before(naming, 0.0) is None
        assert naming.at_rest(*seen(5.0), left_s=1.0) is None


def test_only_words_that_come_while_it_is_said_cut_it_off() -> None:
    naming = Naming(PROFILE)
    words, tone = Cue(clip="step_back.1"), Cue(tone=Tone.GOOD)
    assert naming.cut_by(words, 0.0) == words
    before(naming, 1.0)
    assert naming.cut_by(words, 1.5) == Cue(clip="step_back.1", urgent=True)
    assert (naming.cut_by(tone, 1.5), naming.cut_by(None, 1.5)) == (tone, None)
    assert naming.cut_by(words, 1.0 + TIMING.name_s) == words
