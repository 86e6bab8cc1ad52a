from __future__ import annotations

from itertools import product

import msgspec
import pytest
from readings import reading

from capture.types import Pattern
from guidance.light_words import named
from guidance.profile import Band, Ideal, load
from guidance.profile_files import names
from guidance.prompts import catalogue, prompt, sentences
from guidance.rules import RULES, judge

ANY = Band(far=60)
SPLIT = msgspec.structs.replace(load("classic"), ideal=Ideal(light_azimuth_deg=ANY, light_elevation_deg=ANY, key_to_fill_ev=ANY))
"""Somebody's own profile, which takes any light for good."""
COURSE = {"hold", "kept", "taken", "undone", "nothing_to_undo", "paused", "paused_hands", "going_on", "all_done", "camera_waiting"} | {
    f"find_{what}" for what in ("start", "left", "right", "here", "none")
}
"""What the coach and the rig say of themselves."""
NAMES = {
    named(light, judge(seen, profile, None), profile.ideal)
    for pattern, away_deg, up_deg, ratio_ev in product(Pattern, (-50, -35, 0, 35, 50), (-12, 10, 30, 40), (0.1, 0.5, 1.0))
    for profile in (load("classic"), load("dramatic"), load("passport"), SPLIT)
    for seen in [reading(light={"pattern": pattern, "face_azimuth_deg": away_deg, "face_elevation_deg": up_deg, "key_to_fill_ev": ratio_ev})]
    if (light := seen.light)
} - {None}
"""The light by any name that some profile gives it."""


def test_a_sentence_has_at_most_nine_words() -> None:
    long = {clip: text for clip, text in sentences().items() if len(text.split()) > 9}
    assert long == {}


def test_every_sentence_is_used_and_every_used_one_is_there() -> None:
    asked = {side for rule in RULES for side in (rule.low, rule.high) if side}
    announced = {look.prompt for name in names() for look in load(name).looks}
    assert asked | announced | COURSE | NAMES == set(catalogue())


@pytest.mark.parametrize(("way", "clip"), [(0, "chin_down.1"), (1, "chin_down.2"), (9, "chin_down.3")])
def test_a_prompt_has_several_wordings_and_the_last_one_stays(way: int, clip: str) -> None:
    said = prompt("chin_down", way)
    assert said.clip == clip
    assert said.say == sentences()[clip]


def test_the_screen_shows_few_words() -> None:
    assert max(len(entry.show) for entry in catalogue().values()) <= 32


def test_more_than_a_little_has_its_own_words_where_there_are_any() -> None:
    step = prompt("step_back", 1, much=True)
    assert (step.clip, step.much) == ("step_back.much.2", True)
    assert step.show == "Two steps back"
    assert step.say == sentences()[step.clip]
    assert prompt("chin_up", 0, much=True) == prompt("chin_up", 0)
    assert not prompt("chin_up", 0, much=True).much
