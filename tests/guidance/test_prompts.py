from __future__ import annotations

from itertools import product

import msgspec
import pytest
from readings import reading

from capture.types import Pattern
from guidance.light_words import named
from guidance.profile import Band, Ideal, load
from guidance.profile_files import names
from guidance.prompts import Entry, catalogue, languages, prompt, sentences
from guidance.rules import RULES, judge

ANY = Band(far=60)
SPLIT = msgspec.structs.replace(load("classic"), ideal=Ideal(light_azimuth_deg=ANY, light_elevation_deg=ANY, key_to_fill_ev=ANY))
"""Somebody's own profile, which takes any light for good."""
PROFILES = (*(load(name) for name in ("classic", "dramatic", "passport")), SPLIT)
COURSE = {"hold", "kept", "taken", "undone", "nothing_to_undo", "paused", "paused_hands", "going_on", "all_done", "camera_waiting"} | {
    f"find_{what}" for what in ("start", "left", "right", "here", "none")
}
"""What the coach and the rig say of themselves."""

in_every_language = pytest.mark.parametrize("language", languages())


def names_of_light() -> set[str]:
    """Return the light by any name that some profile gives it."""
    lights = [
        {"pattern": pattern, "face_azimuth_deg": away_deg, "face_elevation_deg": up_deg, "key_to_fill_ev": ratio_ev}
        for pattern, away_deg, up_deg, ratio_ev in product(Pattern, (-50, -35, 0, 35, 50), (-12, 10, 30, 40), (0.1, 0.5, 1.0))
    ]
    readings = [reading(light=light) for light in lights]
    found = {named(seen.light, judge(seen, profile, None), profile.ideal) for seen in readings if seen.light for profile in PROFILES}
    return {name for name in found if name}


def test_there_are_english_and_german() -> None:
    assert languages() == ["de", "en"]


@in_every_language
def test_a_sentence_has_at_most_nine_words(language: str) -> None:
    long = {clip: text for clip, text in sentences(language).items() if len(text.split()) > 9}
    assert long == {}


def test_every_sentence_is_used_and_every_used_one_is_there() -> None:
    asked = {side for rule in RULES for side in (rule.low, rule.high) if side}
    announced = {look.prompt for name in names() for look in load(name).looks}
    assert asked | announced | COURSE | names_of_light() == set(catalogue())


def ways(entry: Entry) -> tuple[int, int]:
    """Return how many ways there are to ask for a little and for much."""
    return len(entry.say), len(entry.much.say) if entry.much else 0


@in_every_language
def test_every_language_says_what_english_says_in_as_many_ways(language: str) -> None:
    english, other = catalogue(), catalogue(language)
    assert sorted(english.keys() - other.keys()) == [], f"missing in {language}.toml"
    assert sorted(other.keys() - english.keys()) == [], f"only in {language}.toml"
    different = {key: f"(a little, much): {ways(english[key])} in en.toml, {ways(other[key])} in {language}.toml" for key in english}
    assert {key: said for key, said in different.items() if ways(english[key]) != ways(other[key])} == {}


@in_every_language
def test_two_sentences_of_a_language_are_never_alike_unless_they_are_in_english(language: str) -> None:
    """A side that was copied and not changed would send a sitter the wrong way."""
    english, other = sentences(), sentences(language)
    alike = {(one, two) for one in other for two in other if one < two and other[one] == other[two]}
    assert {pair for pair in alike if english[pair[0]] != english[pair[1]]} == set()


@in_every_language
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_sentence_for_one_side_names_that_side(language: str, side: str) -> None:
    word = {"en": {"left": "left", "right": "right"}, "de": {"left": "link", "right": "recht"}}[language]
    other = word["right" if side == "left" else "left"]
    leaning = ("tilt", "camera_leans")  # these name what is to be mended
    for clip, text in sentences(language).items():
        if side in clip.partition(".")[0].split("_") and not clip.startswith(leaning):
            assert other not in text.lower(), clip


@pytest.mark.parametrize(("way", "clip"), [(0, "chin_down.1"), (1, "chin_down.2"), (9, "chin_down.3")])
def test_a_prompt_has_several_wordings_and_the_last_one_stays(way: int, clip: str) -> None:
    said = prompt("chin_down", way)
    assert said.clip == clip
    assert said.say == sentences()[clip]


@in_every_language
def test_the_screen_shows_few_words(language: str) -> None:
    assert {key: entry.show for key, entry in catalogue(language).items() if len(entry.show) > 32} == {}
    assert {key: entry.much.show for key, entry in catalogue(language).items() if entry.much and len(entry.much.show) > 32} == {}


def test_more_than_a_little_has_its_own_words_where_there_are_any() -> None:
    step = prompt("step_back", 1, much=True)
    assert (step.clip, step.much) == ("step_back.much.2", True)
    assert step.show == "Two steps back"
    assert step.say == sentences()[step.clip]
    assert prompt("open_eyes", 0, much=True) == prompt("open_eyes", 0)
    assert not prompt("open_eyes", 0, much=True).much
