from __future__ import annotations

import pytest
from kept_shots import shot

from capture import iso, pose
from capture.script import people
from capture.script.scene import Camera, Lamp, Scene
from capture.session import IsoScore
from capture.studio import render
from capture.studio.tracker import tracked
from capture.types import Cause, Frame, Observation, Reading, Shot
from guidance.identity import asked, in_words, scorer
from guidance.identity_scores import Iso
from guidance.profile import load
from guidance.profile_files import names

SIZE_PX = (1600, 900)
FRONT, SIDE = Lamp(azimuth_deg=0, elevation_deg=20, radius_deg=30), Lamp(azimuth_deg=80, elevation_deg=20, radius_deg=5)
LEAST = 50


def photograph(lamp: Lamp, persona: str = "mateo") -> Shot:
    scene = Scene(persona=people.find(persona), size_px=SIZE_PX, lamps=(lamp,), camera=Camera(exposure_ev=0.5))
    tracking = tracked(scene)
    assert tracking.face is not None
    reading = Reading(0, 0.0, 1, pose=pose.measure((SIZE_PX[1], SIZE_PX[0]), tracking.face, scene.camera.hfov_deg))
    return Shot(Observation(Frame(0, 0.0, render(scene)), tracking.face, reading, tracking.boxes), "straight", Cause.MOMENT, 0.9, ())


def test_only_passport_asks_for_scores() -> None:
    assert [name for name in names() if scorer(load(name))] == ["passport"]
    wanted = asked(load("passport").iso)
    assert {measure.name.lower() for measure in wanted} == set(Iso.__struct_fields__)
    assert wanted[iso.Measure.BACKGROUND_UNIFORMITY] == 58


@pytest.mark.parametrize("persona", ["mateo", "zuri"])
def test_a_photograph_gets_every_score_and_the_light_s_side_is_told(persona: str) -> None:
    score = scorer(load("passport"))
    assert score is not None
    even, sided = score(photograph(FRONT, persona)), score(photograph(SIDE, persona))
    assert [each.measure for each in even] == [measure.value for measure in iso.Measure]
    lights = [next(each for each in scores if each.measure == iso.Measure.ILLUMINATION_UNIFORMITY) for scores in (even, sided)]
    assert [each.short for each in lights] == [False, True]
    assert in_words(even) == "ISO: all 11 scores as asked; no guarantee of acceptance"
    assert in_words(sided) == f"ISO: light not even, {lights[1].score} of {LEAST}"


def test_a_frame_without_a_face_can_t_be_judged() -> None:
    score = scorer(load("passport"))
    assert score is not None
    words = in_words(score(shot(with_face=False)))
    assert words is not None
    assert "background can't be judged" in words


def test_what_is_short_is_told_and_what_is_not_is_promised_nothing() -> None:
    background, eyes = IsoScore("BackgroundUniformity", 150.0, 38, 70), IsoScore("EyesOpen", 0.07, 99, 90)
    not_asked = IsoScore("HeadSize", 0.2, 4)
    assert in_words((background, eyes, not_asked)) == "ISO: background not even, 38 of 70"
    assert in_words((eyes, not_asked)) == "ISO: all 1 scores as asked; no guarantee of acceptance"
    assert in_words((not_asked,)) is None
    assert in_words(()) is None


def test_every_measure_that_can_be_asked_for_has_words() -> None:
    for field in Iso.__struct_fields__:
        measure = iso.Measure[field.upper()]
        short, unknown = in_words((IsoScore(measure, 1.0, 3, 50),)), in_words((IsoScore(measure, None, None, 50),))
        assert short is not None
        assert unknown is not None
        assert short.endswith(", 3 of 50")
        assert unknown.endswith(" can't be judged")
