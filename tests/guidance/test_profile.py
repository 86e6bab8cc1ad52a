from __future__ import annotations

from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from readings import GOOD, reading

from capture.errors import ProfileError
from guidance.profile import Band, load, parse
from guidance.profile_files import names
from guidance.rules import RULES, judge, ready

if TYPE_CHECKING:
    from pathlib import Path

CLASSIC = (resources.files("guidance") / "profiles" / "classic.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", names())
def test_every_profile_that_ships_loads_under_its_own_name(name: str) -> None:
    assert load(name).name == name


def test_classic_takes_the_five_looks() -> None:
    assert [look.name for look in load("classic").looks] == ["straight", "smile", "three-quarter-left", "three-quarter-right", "relaxed"]


def test_a_look_replaces_only_its_own_bands() -> None:
    classic = load("classic")
    turned = classic.looks[2]
    assert classic.band("yaw_deg", None).high == 10.0
    assert classic.band("yaw_deg", turned) == Band(low=17.0, high=38.0, ease=2.0, far=20.0, much=12.0)
    assert classic.band("pitch_deg", turned) == classic.bands.pitch_deg


def test_a_file_is_a_profile_too(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(CLASSIC.replace('name = "classic"', 'name = "mine"', 1), encoding="utf-8")
    assert load(str(file)).name == "mine"


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("[bands.yaw_deg]", "[bands.yaw_degree]", "bands.yaw_degree", "Did you mean 'yaw_deg'?"),
        ("fault_s = 0.7", "fault = 0.7", "timing.fault", "Did you mean 'fault_s'?"),
        ("near_frac = 0.3", "near_fraction = 0.3", "choosing.near_fraction", "Did you mean 'near_frac'?"),
        ("[looks.bands.yaw_deg]", "[looks.bands.yaw]", "looks.three-quarter-left.bands.yaw", "Did you mean 'yaw_deg'?"),
        ("[bands.faces]\nlow", "[bands.faces]\nlo", "bands.faces.lo", "Did you mean 'low'?"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(old: str, new: str, key: str, said: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parse(CLASSIC.replace(old, new, 1), path="mine.toml")
    assert caught.value.key == key
    assert str(caught.value) == f"mine.toml has an unknown key '{key}'. {said}"


def test_a_wrong_value_is_named() -> None:
    with pytest.raises(ProfileError, match=r"mine.toml: 'bands.faces.low' should be a number, not text\. Mend that value\."):
        parse(CLASSIC.replace("[bands.faces]\nlow = 1", '[bands.faces]\nlow = "one"', 1), path="mine.toml")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(ProfileError, match=r"mine.toml: 'fault_s' is missing in timing\."):
        parse(CLASSIC.replace("fault_s = 0.7", "", 1), path="mine.toml")


def test_an_unknown_profile_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"There is no profile 'clasic'\. Did you mean 'classic'\?"):
        load("clasic")
    with pytest.raises(ProfileError, match="can't be read: No such file"):
        load(str(tmp_path / "none.toml"))
    with pytest.raises(ProfileError, match="is not valid TOML"):
        parse("looks = [", path="mine.toml")


def test_two_looks_may_not_share_a_name() -> None:
    with pytest.raises(ProfileError, match="two looks named 'straight'"):
        parse(CLASSIC.replace('name = "smile"', 'name = "straight"', 1), path="mine.toml")


@pytest.mark.parametrize("name", names())
def test_no_edge_of_a_profile_is_without_a_sentence_for_it(name: str) -> None:
    profile = load(name)
    for rule in RULES:
        bands = [profile.band(rule.band, look) for look in (None, *profile.looks)]
        assert rule.low or all(band.low is None for band in bands), f"{rule.id} has no sentence for too low"
        assert rule.high or all(band.high is None for band in bands), f"{rule.id} has no sentence for too high"


def test_each_profile_wants_the_light_and_the_looks_that_it_is_for() -> None:
    classic, linkedin, dramatic, passport = (load(name) for name in ("classic", "linkedin", "dramatic", "passport"))
    assert [look.name for look in linkedin.looks] == ["straight", "smile"], "who smiles at first shows no neutral"
    assert (linkedin.bands.face_height_frac.low or 0) > (classic.bands.face_height_frac.low or 0)
    assert (dramatic.bands.light_azimuth_deg.low, dramatic.bands.light_azimuth_deg.high) == (40, 65)
    assert (dramatic.bands.light_elevation_deg.low, dramatic.bands.light_elevation_deg.high) == (30, 60)
    assert "no guarantee of acceptance" in passport.title
    assert (passport.bands.key_to_fill_ev.high or 9) < (dramatic.bands.key_to_fill_ev.low or 0)
    (look,) = passport.looks
    assert (passport.band("smile_frac", look).high or 9) < (linkedin.looks[1].bands["smile_frac"].low or 0)


@pytest.mark.parametrize("name", names())
def test_the_light_that_is_looked_for_is_one_that_the_bands_let_in(name: str) -> None:
    profile = load(name)
    for key in profile.ideal.__struct_fields__:
        wide, best = getattr(profile.bands, key), getattr(profile.ideal, key)
        assert wide.low is None or wide.low <= best.low, key
        assert wide.high is None or best.high <= wide.high, key


def test_a_team_is_held_closer_to_its_first_sitting_than_others_are() -> None:
    classic, team = load("classic").like, load("team").like
    assert set(team) == set(classic)
    assert all(team[key] <= classic[key] for key in team)
    assert any(team[key] < classic[key] for key in team)


def test_a_profile_may_wait_for_what_is_advice_elsewhere() -> None:
    passport, team = load("passport"), load("team")
    busy = reading(background={"clutter_frac": 0.2}, light={"face_azimuth_deg": 10.0, "key_to_fill_ev": 0.2}, pose={"shoulders_yaw_deg": 5.0})
    plain = replace(busy, background=GOOD.background)
    assert ready(judge(plain, passport, passport.looks[0]))
    assert not ready(judge(busy, passport, passport.looks[0]))
    assert ready(judge(busy, team, team.looks[0])), "elsewhere it is advice"
    with pytest.raises(ProfileError, match=r"mine.toml has an unknown key 'blocks.clutter'. Did you mean 'clutter_frac'\?"):
        parse('extends = "passport"\nblocks = ["clutter"]', path="mine.toml")
