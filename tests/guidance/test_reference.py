from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import GOOD, reading

from capture.errors import SessionError
from capture.types import Pattern
from guidance.light_ring import worth_of
from guidance.profile import load, parse
from guidance.reference import towards
from guidance.rules import faults, judge, ready

if TYPE_CHECKING:
    from capture.types import Reading
    from guidance.profile import Profile

TEAM = load("team")
LOOK = TEAM.looks[0]
FIRST = reading(
    framing={"face_height_frac": 0.3, "headroom_frac": 0.15, "offset_frac": 0.05},
    light={"face_azimuth_deg": -35.0, "face_elevation_deg": 30.0, "key_to_fill_ev": 0.5},
    colour={"warmth_k": 5000.0},
)


def like(*readings: Reading, profile: Profile = TEAM) -> Profile:
    return towards(profile, readings, path="first")


def prompts(profile: Profile, seen: Reading) -> list[str | None]:
    return [finding.prompt for finding in faults(judge(seen, profile, LOOK))]


def of_first(part: str, field: str, value: float) -> Reading:
    """Return the first sitting's reading with one value changed."""
    parts = {name: {key: getattr(getattr(FIRST, name), key) for key in getattr(FIRST, name).__slots__} for name in ("framing", "light", "colour")}
    parts.setdefault(part, {})[field] = value
    return reading(**parts)


def test_who_sits_as_the_first_did_is_photographed_at_once() -> None:
    assert prompts(like(FIRST), FIRST) == []
    assert ready(judge(FIRST, like(FIRST), LOOK))


@pytest.mark.parametrize(
    ("part", "field", "value", "asked"),
    [
        ("framing", "face_height_frac", 0.26, "come_closer"),
        ("framing", "face_height_frac", 0.34, "step_back"),
        ("framing", "headroom_frac", 0.08, "camera_up"),
        ("framing", "headroom_frac", 0.21, "camera_down"),
        ("framing", "offset_frac", 0.0, "move_left"),
        ("light", "face_azimuth_deg", -20.0, "turn_camera_left"),
        ("light", "face_azimuth_deg", -48.0, "turn_camera_right"),
        ("light", "face_elevation_deg", 45.0, "light_overhead"),
        ("light", "key_to_fill_ev", 0.1, "flat_light"),
        ("light", "key_to_fill_ev", 0.9, "white_card_left"),
        ("colour", "warmth_k", 4200.0, "warm_light"),
        ("colour", "warmth_k", 5800.0, "cold_light"),
        ("exposure", "light_ev", -1.0, "more_light"),
        ("background", "clutter_frac", 0.1, "busy_background"),
    ],
)
def test_whoever_sits_otherwise_is_coached_towards_the_first(part: str, field: str, value: float, asked: str) -> None:
    assert prompts(like(FIRST), of_first(part, field, value)) == [asked]


@given(st.floats(0.2, 0.5), st.floats(0.01, 0.1))
def test_the_band_lies_round_what_was_measured_as_wide_as_the_profile_says(height_frac: float, reach: float) -> None:
    profile = parse(f'extends = "team"\n[like]\nface_height_frac = {reach!r}\n', path="mine.toml")
    band = like(reading(framing={"face_height_frac": height_frac}), profile=profile).bands.face_height_frac
    assert (band.low, band.high) == pytest.approx((height_frac - reach, height_frac + reach))
    assert band.ease == min(TEAM.bands.face_height_frac.ease, reach / 2)
    assert band.far == TEAM.bands.face_height_frac.far


def test_of_several_photographs_the_middle_one_counts_and_turned_heads_do_not() -> None:
    taken = [reading(framing={"face_height_frac": height}) for height in (0.3, 0.31, 0.4)]
    turned = [reading(pose={"yaw_deg": 27.0}, framing={"face_height_frac": 0.2}, light={"face_azimuth_deg": 62.0}) for _ in range(9)]
    bands = like(*taken, *turned).bands
    assert (bands.face_height_frac.low, bands.face_height_frac.high) == pytest.approx((0.28, 0.34))
    assert bands.light_azimuth_deg.high == pytest.approx(45.0)


def test_what_was_not_measured_keeps_the_profiles_own_band() -> None:
    unsure = reading(light={"confidence_frac": 0.05}, exposure={"light_ev": None, "face_ev": 2.0}, colour=None, background=None)
    bands = like(unsure).bands
    for key in ("light_azimuth_deg", "light_elevation_deg", "key_to_fill_ev", "light_ev", "backlight_ev", "warmth_k", "clutter_frac"):
        assert getattr(bands, key) == getattr(TEAM.bands, key), key
    assert bands.face_height_frac != TEAM.bands.face_height_frac


def test_flat_light_has_no_side_to_be_held_to_and_its_evenness_is() -> None:
    bands = like(reading(light={"pattern": Pattern.FLAT, "key_to_fill_ev": 0.1, "face_azimuth_deg": 80.0})).bands
    assert bands.light_azimuth_deg == TEAM.bands.light_azimuth_deg
    assert bands.key_to_fill_ev.high == pytest.approx(0.1 + TEAM.like["key_to_fill_ev"])


def test_no_edge_is_closed_for_which_there_is_no_sentence() -> None:
    bands = like(GOOD).bands
    assert (bands.light_ev.high, bands.clutter_frac.low, bands.backlight_ev.low) == (None, None, None)


def test_the_light_that_is_looked_for_is_the_first_sittings() -> None:
    held = like(FIRST)
    assert worth_of(FIRST, held) == 1.0
    assert (worth_of(of_first("light", "face_azimuth_deg", -15.0), held) or 0) < 1.0
    assert held.ideal.light_azimuth_deg.low == pytest.approx(35 - TEAM.like["light_azimuth_deg"])


def test_looks_keep_what_makes_them_and_all_else_stays() -> None:
    classic = load("classic")
    held = like(GOOD, profile=classic)
    assert held.looks == classic.looks
    assert held.band("light_azimuth_deg", held.looks[2]) == classic.band("light_azimuth_deg", classic.looks[2])
    changed = {key for key in classic.bands.__struct_fields__ if getattr(held.bands, key) != getattr(classic.bands, key)}
    assert changed == set(classic.like)


@pytest.mark.parametrize("taken", [[], [reading(pose={"yaw_deg": 27.0})], [reading(pose=None)], [reading(faces=0)]])
def test_a_sitting_without_a_straight_photograph_is_told(taken: list[Reading]) -> None:
    with pytest.raises(SessionError, match=r"^No photograph in first looks straight on, so nobody can be coached towards it\. Name a sitting "):
        like(*taken)
