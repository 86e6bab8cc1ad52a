"""The same light gets the same advice about exposure in every skin tone: `python -m tests.bench.measures fairness` prints the whole table."""

from __future__ import annotations

import msgspec
import pytest
from skin_tones import LIGHTS, advice, at_level, in_tones
from tone_readings import exposure_of

from capture.studio import render
from capture.studio.tracker import tracked
from capture.studio.truth import truth
from capture.types import Reading

SOME = list(in_tones(LIGHTS["warm"].persona))[::3]
BURNT = 0.005


def told(light: str, light_ev: float, exposure_ev: float) -> list[tuple[str, Reading]]:
    """What tones 1, 4, 7 and 10 are advised, and what is true of them."""
    found = []
    for person in SOME:
        scene = at_level(msgspec.structs.replace(LIGHTS[light], persona=person), light_ev, exposure_ev)
        face = tracked(scene).face
        assert face is not None
        found.append((advice(Reading(0, 0.0, 1, exposure=exposure_of(render(scene), face))), truth(scene)))
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
        ("window behind", 0, 0, "B"),
    ],
)
def test_one_light_one_advice(light: str, light_ev: float, exposure_ev: float, asked: str) -> None:
    assert [advised for advised, _ in told(light, light_ev, exposure_ev)] == [asked] * len(SOME)


# Between these, single spots of gloss burn, which the truth leaves out.
@pytest.mark.parametrize("exposure_ev", [0.5, 2])
def test_less_light_is_asked_for_only_where_that_very_skin_burns(exposure_ev: float) -> None:
    for advised, true in told("soft, 40° aside", 0, exposure_ev):
        assert true.exposure is not None
        assert ("-" in advised) == (true.exposure.highlights_frac > BURNT), advised


def test_the_light_on_the_face_is_told_apart_from_its_skin() -> None:
    lights = [exposure_of(render(scene), face) for person in SOME if (face := tracked(scene := msgspec.structs.replace(LIGHTS["warm"], persona=person)).face)]
    assert len(lights) == len(SOME)
    faces_ev, lights_ev = [each.face_ev for each in lights], [each.light_ev for each in lights]
    assert max(faces_ev) - min(faces_ev) > 1.8
    assert None not in lights_ev
    assert max(lights_ev) - min(lights_ev) < 0.6
