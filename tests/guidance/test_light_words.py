from __future__ import annotations

import msgspec
import pytest
from readings import reading

from capture.types import Pattern
from guidance.light_words import CANT_TELL, measured, named, ratio, sentence, told, what
from guidance.profile import Ideal, load
from guidance.rules import RULES, judge

PROFILE = load("classic")


def said(yaw_look: int = 0, **light: object) -> str:
    seen = reading(light=light)
    return sentence(seen.light, judge(seen, PROFILE, PROFILE.looks[yaw_look]))


def test_a_good_light_is_named_with_its_side_and_ratio_and_praised() -> None:
    assert said(key_to_fill_ev=1.263) == "Loop light from your left, 2.4 to 1: a good headshot light"
    assert said(key_to_fill_ev=1.0, face_azimuth_deg=-35.0).startswith("Loop light from your right, 2.0 to 1: a good")


def test_what_is_wrong_with_a_light_is_said_instead() -> None:
    assert said(pattern=Pattern.OVERHEAD, face_elevation_deg=80.0, key_to_fill_ev=None) == "Light from above you: too high"
    assert said(pattern=Pattern.SPLIT, face_azimuth_deg=88.0).endswith(": too far to the side")
    assert said(key_to_fill_ev=3.0).endswith(": its dark side is too dark")


def test_the_first_fault_in_the_order_of_mending_is_told() -> None:
    assert said(face_elevation_deg=80.0, face_azimuth_deg=88.0, key_to_fill_ev=3.0).endswith(": too high")


def test_a_light_that_shapes_nothing_may_suit_a_look_but_is_no_headshot_light() -> None:
    assert said(pattern=Pattern.FLAT, face_azimuth_deg=3.0, face_elevation_deg=5.0, key_to_fill_ev=0.1) == "Flat light, 1.1 to 1: good for this look"


@pytest.mark.parametrize("light", [None, {"confidence_frac": 0.05}])
def test_no_light_or_an_unsure_one_is_not_named(light: dict[str, float] | None) -> None:
    seen = reading(light=light)
    findings = judge(seen, PROFILE, PROFILE.looks[0])
    assert told(seen.light, findings) is None
    assert sentence(seen.light, findings) == CANT_TELL


def test_every_pattern_has_words_of_its_own() -> None:
    lights = [reading(light={"pattern": pattern}).light for pattern in Pattern]
    assert len({what(light) for light in lights if light}) == len(Pattern)


def test_a_stop_is_twice_the_light_and_an_unknown_ratio_stays_unknown() -> None:
    one, unknown = (reading(light={"key_to_fill_ev": stops}).light for stops in (1.0, None))
    assert one is not None
    assert unknown is not None
    assert ratio(one) == 2.0
    assert ratio(unknown) is None


def test_the_rules_that_are_put_into_words_are_there() -> None:
    assert {"light_height", "light_left", "light_right", "fill_left", "fill_right"} <= {rule.id for rule in RULES}


def aloud(profile_name: str = "classic", **light: object) -> str | None:
    profile, seen = load(profile_name), reading(light=light)
    assert seen.light is not None
    return named(seen.light, judge(seen, profile, profile.looks[0]), profile.ideal)


def test_a_light_is_praised_aloud_only_where_the_profile_looks_for_it() -> None:
    loop = {"pattern": Pattern.LOOP, "face_azimuth_deg": -35.0, "face_elevation_deg": 30.0, "key_to_fill_ev": 0.45}
    flat = {"pattern": Pattern.FLAT, "face_azimuth_deg": 5.0, "face_elevation_deg": 10.0, "key_to_fill_ev": 0.1}
    rembrandt = {"pattern": Pattern.REMBRANDT, "face_azimuth_deg": 50.0, "face_elevation_deg": 40.0, "key_to_fill_ev": 1.0}
    assert [aloud("classic", **light) for light in (loop, flat, rembrandt)] == ["named_loop_right_good", "named_flat", "named_rembrandt_left"]
    assert aloud("passport", **flat) == "named_flat_good"
    assert aloud("dramatic", **rembrandt) == "named_rembrandt_left_good"
    assert aloud("classic", **loop | {"key_to_fill_ev": 1.4}) == "named_loop_right", "loop light, and more than 3 to 1"


def test_nothing_that_has_a_fault_is_praised_aloud() -> None:
    good = {"key_to_fill_ev": 0.45}
    assert aloud(**good) == "named_loop_left_good"
    seen = reading(light=good, colour={"mixed_light_mired": 60.0})
    assert seen.light is not None
    assert named(seen.light, judge(seen, PROFILE, PROFILE.looks[0]), PROFILE.ideal) == "named_loop_left"


def test_no_profile_can_make_a_light_from_below_a_good_one_and_one_from_behind_has_no_name() -> None:
    wide = msgspec.structs.replace(PROFILE.bands.faces, low=None, high=None)
    anything = Ideal(light_azimuth_deg=wide, light_elevation_deg=wide, key_to_fill_ev=wide)
    seen = {pattern: reading(light={"pattern": pattern, "key_to_fill_ev": 0.45}) for pattern in Pattern}
    names = {pattern: named(each.light, judge(each, PROFILE, None), anything) for pattern, each in seen.items() if each.light}
    assert {pattern for pattern, name in names.items() if name and not name.endswith("_good")} == {Pattern.LOW, Pattern.BELOW, Pattern.OVERHEAD}
    assert names[Pattern.BACK] is None


def test_the_caption_has_the_ratio_where_it_is_known() -> None:
    known, unknown = (reading(light={"key_to_fill_ev": stops}).light for stops in (1.263, None))
    assert known is not None
    assert unknown is not None
    assert (measured(known), measured(unknown)) == ("Loop light from your left, 2.4 to 1", "Loop light from your left")
