"""The same light gets the same advice about exposure in every skin tone: `python -m tests.bench.measures fairness` prints the whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from skin_tones import BURNT, DARKER_EV, LIGHTS, advice, at_level, burnt_frac, in_tones
from tone_readings import exposure_of

from capture.script.scene import Subject
from capture.studio import render
from capture.studio.tracker import tracked
from capture.types import Reading

if TYPE_CHECKING:
    from capture.script.persona import Persona

SOME = list(in_tones(LIGHTS["warm"].persona))[::3]
"""A picture so many stops darker loses nothing to the top of the scale."""


def told(light: str, light_ev: float, exposure_ev: float, subject: Subject | None = None) -> list[str]:
    """What tones 1, 4, 7 and 10 are advised."""
    found = []
    for person in SOME:
        scene = at_level(msgspec.structs.replace(LIGHTS[light], persona=person, subject=subject or Subject()), light_ev, exposure_ev)
        face = tracked(scene).face
        assert face is not None
        found.append(advice(Reading(0, 0.0, 1, exposure=exposure_of(render(scene), face))))
    return found


@pytest.mark.parametrize(
    ("light", "light_ev", "exposure_ev", "asked"),
    [
        ("soft, 40° aside", 0, 0, "."),
        ("soft, 40° aside", -3, 0, "."),
        ("soft, 40° aside", -5, 0, "+"),
        ("soft, 40° aside", -6, 6, "+"),
        ("soft, 40° aside", -3, 3, "."),
        ("from overhead", 0, 0, "."),
        ("from overhead", -5, 0, "+"),
        ("hard, 70° aside", 0, 0, "."),
        ("before a white wall", 0, 0, "."),
        ("warm", -3, 0, "."),
        ("warm", -5, 5, "+"),
        ("from the front", -5, 0, "+"),
        ("window behind", 0, 0, "B"),
    ],
)
def test_one_light_one_advice(light: str, light_ev: float, exposure_ev: float, asked: str) -> None:
    assert told(light, light_ev, exposure_ev) == [asked] * len(SOME)


@pytest.mark.parametrize("light_ev", [-2, -3])
def test_eyes_that_tell_no_light_have_nobody_told_to_be_lit_like_others(light_ev: float) -> None:
    assert told("soft, 40° aside", light_ev, 0, Subject(left_open_frac=0.0, right_open_frac=0.0)) == ["."] * len(SOME)


def burnt(person: Persona, exposure_ev: float) -> float:
    scene = at_level(msgspec.structs.replace(LIGHTS["soft, 40° aside"], persona=person), 0, exposure_ev - DARKER_EV)
    face = tracked(scene).face
    assert face is not None
    return burnt_frac(render(scene), face)


@pytest.mark.parametrize("exposure_ev", [0.5, 1, 2])
def test_less_light_is_asked_for_only_where_that_very_skin_burns(exposure_ev: float) -> None:
    shares = [burnt(person, exposure_ev) for person in SOME]
    assert ["-" in advised for advised in told("soft, 40° aside", 0, exposure_ev)] == [share > BURNT for share in shares], shares


@pytest.mark.parametrize("zones", [0.0, 1.0])
def test_the_light_on_the_face_is_told_apart_from_its_skin(zones: float) -> None:
    people = [msgspec.structs.replace(person, skin=msgspec.structs.replace(person.skin, zones=zones)) for person in SOME]
    read = [exposure_of(render(scene), face) for person in people if (face := tracked(scene := msgspec.structs.replace(LIGHTS["warm"], persona=person)).face)]
    assert len(read) == len(SOME)
    faces_ev, lights_ev = [each.face_ev for each in read], [each.light_ev for each in read]
    assert max(faces_ev) - min(faces_ev) == pytest.approx(2.1, abs=0.1 if zones == 0 else 0.2), "darker zones bring tones a little together"
    assert None not in lights_ev
    assert max(lights_ev) - min(lights_ev) < 0.6
