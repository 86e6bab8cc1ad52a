from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from readings import GOOD, reading

from capture.types import Pattern
from guidance.profile import Band, Bands, load
from guidance.prompts import catalogue
from guidance.rules import RULES, Finding, State, _find, faults, judge, ready

if TYPE_CHECKING:
    from capture.types import Reading

PROFILE = load("classic")
BAND = Band(low=-10, high=10, ease=2, far=20)
RULE = next(rule for rule in RULES if rule.id == "yaw")


def prompts(**parts: object) -> list[str | None]:
    return [finding.prompt for finding in faults(judge(reading(**parts), PROFILE, PROFILE.looks[0]))]


def test_the_good_reading_has_no_fault() -> None:
    assert prompts() == []
    assert ready(judge(GOOD, PROFILE, PROFILE.looks[0]))


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        ({"faces": 0}, "no_face"),
        ({"faces": 2}, "two_faces"),
        ({"eyes": None, "pose": None}, "show_face"),
        ({"framing": {"face_height_frac": 0.1}}, "come_closer"),
        ({"framing": {"face_height_frac": 0.7}}, "step_back"),
        ({"exposure": {"background_ev": 3.6}}, "backlit"),
        ({"exposure": {"light_ev": -5.0, "background_ev": -5.0}}, "more_light"),
        ({"exposure": {"highlights_frac": 0.1}}, "less_light"),
        ({"light": {"face_elevation_deg": 80.0}}, "light_overhead"),
        ({"light": {"face_elevation_deg": -30.0}}, "light_below"),
        ({"light": {"face_azimuth_deg": 90.0}}, "turn_camera_left"),
        ({"light": {"face_azimuth_deg": -90.0}}, "turn_camera_right"),
        ({"light": {"key_to_fill_ev": 3.0}}, "white_card_right"),
        ({"light": {"face_azimuth_deg": -35.0, "key_to_fill_ev": 3.0}}, "white_card_left"),
        ({"colour": {"mixed_light_mired": 40.0}}, "mixed_light"),
        ({"camera": {"shake_px": 8.0}}, "camera_shakes"),
        ({"framing": {"offset_frac": -0.3}}, "move_left"),
        ({"framing": {"offset_frac": 0.3}}, "move_right"),
        ({"pose": {"yaw_deg": -20.0}}, "turn_left"),
        ({"pose": {"yaw_deg": 20.0}}, "turn_right"),
        ({"pose": {"pitch_deg": -20.0}}, "chin_up"),
        ({"pose": {"pitch_deg": 17.0}}, "chin_down"),
        ({"pose": {"roll_deg": 15.0}}, "tilt_right"),
        ({"eyes": {"left_open_frac": 0.1}}, "open_eyes"),
        ({"eyes": {"gaze_pitch_deg": -20.0}}, "look_lens"),
        ({"expression": {"mouth_open_frac": 0.8}}, "close_mouth"),
        ({"expression": {"brow_frac": 0.8}}, "relax_brows"),
        ({"focus": {"motion_px": 9.0}}, "hold_still"),
        ({"focus": {"sharpness": 0.01}}, "soft_picture"),
        ({"focus": {"haze_frac": 0.25}}, "hazy_picture"),
        ({"focus": {"haze_frac": 0.25, "sharpness": 0.01}}, "soft_picture"),
        ({"focus": {"sharpness": 0.01, "smear_frac": 0.2}}, "soft_picture"),
        ({"focus": {"sharpness": 0.01, "smear_frac": 0.6}}, "hold_still"),
    ],
)
def test_each_fault_asks_for_its_remedy(parts: dict[str, object], asked: str) -> None:
    assert prompts(**parts) == [asked]


SEEN = [
    GOOD,
    reading(eyes=None, pose=None),
    reading(exposure={"highlights_frac": 0.1, "shadows_frac": 0.4}),
    reading(framing={"headroom_frac": 0.4, "offset_frac": 0.3}, focus={"haze_frac": 0.25, "sharpness": 0.01}),
    reading(light={"confidence_frac": 0.0}, pose={"yaw_deg": 25.0, "pitch_deg": -20.0}, expression={"smile_frac": 0.7}),
]
CROWN_OF_ITS_OWN = replace(PROFILE.looks[0], bands={"headroom_frac": Band(low=0.45, high=0.5, far=0.1), "highlights_frac": Band(high=0.2, far=0.1)})


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("begun", [False, True])
def test_look_after_look_is_judged_as_each_alone(seen: Reading, begun: bool) -> None:
    for profile in (PROFILE, *map(load, ("team", "passport"))):
        usual = judge(seen, profile, None, begun=begun)
        for look in (*profile.looks, CROWN_OF_ITS_OWN):
            assert judge(seen, profile, look, begun=begun, usual=usual) == judge(seen, profile, look, begun=begun)


def test_light_comes_before_the_chin_and_the_face_before_the_light() -> None:
    everything = prompts(light={"face_azimuth_deg": 90.0}, pose={"pitch_deg": 21.0}, faces=2)
    assert everything == ["two_faces", "turn_camera_left", "camera_raise", "chin_down"]


def test_deep_skin_in_good_light_is_not_taken_for_backlit() -> None:
    for skin_ev in (1.2, 0.0, -1.8):
        face = {"face_ev": skin_ev, "light_ev": 0.0}
        assert prompts(exposure=face | {"background_ev": 2.2}) == []
        assert prompts(exposure=face | {"background_ev": 3.6}) == ["backlit"]


@pytest.mark.parametrize("skin_ev", [1.2, 0.0, -1.8])
def test_too_little_light_is_too_little_for_every_skin(skin_ev: float) -> None:
    for light_ev, asked in ((-3.5, []), (-4.5, ["more_light"])):
        assert prompts(exposure={"face_ev": skin_ev + light_ev, "light_ev": light_ev, "background_ev": light_ev}) == asked


def test_noise_is_judged_by_the_light_and_not_by_the_skin() -> None:
    for skin_ev, noise_frac in ((1.2, 0.030), (0.0, 0.034), (-1.8, 0.042)):
        exposure = {"face_ev": skin_ev, "light_ev": 0.0}
        assert prompts(exposure=exposure | {"noise_frac": noise_frac}) == []
        assert prompts(exposure=exposure | {"noise_frac": 1.5 * noise_frac}) == ["more_light"]


def test_where_no_white_of_an_eye_is_seen_the_skin_may_be_as_deep_as_skin_is() -> None:
    closed = {"face_ev": -3.0, "light_ev": None}
    assert prompts(exposure=closed | {"background_ev": 1.0}) == []
    assert prompts(exposure=closed | {"background_ev": 2.6}) == ["backlit"]
    assert prompts(exposure={"face_ev": -6.5, "light_ev": None, "background_ev": -4.0}) == ["more_light"]


def test_more_light_is_not_asked_for_where_some_is_too_much_already() -> None:
    dark = {"shadows_frac": 0.5}
    assert prompts(exposure=dark) == ["more_light"]
    assert prompts(exposure=dark | {"highlights_frac": 0.1}) == ["less_light"]


def test_a_light_from_below_is_not_to_be_mended_by_turning() -> None:
    assert prompts(light={"face_azimuth_deg": 90.0, "face_elevation_deg": -30.0, "pattern": Pattern.BELOW}) == ["light_below"]


def test_a_light_that_is_hardly_measured_is_not_spoken_of() -> None:
    assert prompts(light={"face_azimuth_deg": 90.0, "face_elevation_deg": -40.0, "confidence_frac": 0.1}) == []


def test_what_cant_be_told_does_not_block_but_a_missing_face_does() -> None:
    assert ready(judge(reading(light=None, background=None), PROFILE, None))
    assert not ready(judge(reading(faces=0, light=None, pose=None, framing=None, eyes=None), PROFILE, None))


@given(st.floats(-90, 90), st.floats(-90, 90))
def test_a_worse_value_never_misses_less(one: float, other: float) -> None:
    near, far = sorted((one, other), key=abs)
    assert _find(RULE, near, BAND, None).miss <= _find(RULE, far, BAND, None).miss


@given(st.floats(-90, 90))
def test_what_was_fine_may_leave_by_its_ease(value: float) -> None:
    assert (_find(RULE, value, BAND, State.OK).state is State.OK) == (-12 <= value <= 12)
    assert (_find(RULE, value, BAND, State.HIGH).state is State.OK) == (-10 <= value <= 10)


def test_the_miss_is_told_from_the_bands_edge() -> None:
    found: Finding = _find(RULE, 15.0, BAND, State.OK)
    assert (found.state, found.miss, found.miss_frac) == (State.HIGH, 5.0, 0.25)
    assert _find(RULE, 80.0, BAND, None).miss_frac == 1.0


def test_every_band_has_a_rule_and_every_rule_its_sentences() -> None:
    assert {rule.band for rule in RULES} == set(Bands.__struct_fields__)
    assert len({rule.id for rule in RULES}) == len(RULES)
    sentences = catalogue()
    for rule in RULES:
        band = getattr(PROFILE.bands, rule.band)
        looks = [look.bands[rule.band] for look in PROFILE.looks if rule.band in look.bands]
        for side, prompt in (("low", rule.low), ("high", rule.high)):
            closed = any(getattr(one, side) is not None for one in (band, *looks))
            assert not closed or prompt in sentences, f"{rule.id} has a {side} edge but no sentence for it"


@pytest.mark.parametrize(("range_m", "asked"), [((0.2, 0.4), ["step_back"]), ((0.3, 0.7), []), ((1.0, 3.0), []), ((2.5, 5.0), ["come_closer"])])
def test_a_distance_that_is_a_range_counts_where_all_of_it_is_out(range_m: tuple[float, float], asked: list[str]) -> None:
    assert prompts(framing={"distance_m": None, "distance_range_m": range_m}) == asked


def test_once_the_set_has_begun_nobody_is_sent_back_to_the_tripod() -> None:
    wrong = reading(light={"face_azimuth_deg": 90.0}, camera={"level_deg": 9.0}, framing={"headroom_frac": 0.6}, colour={"mixed_light_mired": 40.0})
    first = judge(wrong, PROFILE, PROFILE.looks[0])
    later = judge(wrong, PROFILE, PROFILE.looks[0], begun=True)
    assert {"turn_camera_left", "camera_leans_right", "camera_down", "mixed_light"} <= {finding.prompt for finding in faults(first)}
    assert not ready(first)
    assert [finding.prompt for finding in faults(later)] == ["sit_taller"], "what the sitter can mend on the spot is still asked for"
    settled = {finding.rule.id for finding in later if finding.settled}
    assert settled == {rule.id for rule in RULES if rule.once}
    assert all(not finding.blocks and finding.prompt is None for finding in later if finding.settled)


def test_much_is_what_is_out_by_more_than_the_band_says() -> None:
    band = Band(low=-10.0, high=10.0, ease=2.0, far=20.0, much=15.0)
    assert [_find(RULE, value, band, None).much for value in (0.0, 20.0, 25.0, -25.0)] == [False, False, True, True]
    assert not _find(RULE, 90.0, BAND, None).much


@pytest.mark.parametrize(("pitch_deg", "asked"), [(19.0, "camera_raise"), (-23.0, "camera_lower"), (0.0, None)])
def test_a_lens_far_off_eye_height_is_moved_before_the_chin_is(pitch_deg: float, asked: str | None) -> None:
    told = prompts(pose={"pitch_deg": pitch_deg})
    assert (told[0] if told else None) == asked
    assert prompts(camera={"height_deg": 24.0}) == ["camera_lower"]
