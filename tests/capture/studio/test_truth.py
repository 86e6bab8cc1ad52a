from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from capture.script.persona import Glasses, Persona
from capture.script.scene import Bystander, Camera, Lamp, Scene, Subject
from capture.studio.truth import truth
from capture.types import FocusReading, Reading

WHO, OTHER = Persona(name="mean", seed=1), Persona(name="other", seed=2)
SCENE = Scene(persona=WHO)


def focus(camera: Camera, **subject: object) -> FocusReading:
    found = truth(Scene(persona=WHO, camera=camera, subject=Subject(**subject))).focus
    assert found is not None
    return found


def test_a_good_scene_has_every_part() -> None:
    found = truth(SCENE)
    assert all(getattr(found, part) is not None for part in Reading.__dataclass_fields__ if part != "gesture")
    assert found.faces == 1
    assert found.gesture is None, "no hand is raised"


def test_the_same_scene_has_the_same_truth_in_any_order() -> None:
    first = truth(SCENE)
    truth(Scene(persona=OTHER, subject=Subject(yaw_deg=30)))
    again = truth(msgspec.structs.replace(SCENE))
    assert replace(again, background=None) == replace(first, background=None)
    assert again.background is not None
    assert first.background is not None
    # OpenCV's sums differ in the last bit with where in memory a picture lies.
    assert again.background.clutter_frac == pytest.approx(first.background.clutter_frac, rel=1e-6)


def test_out_of_the_picture_only_the_camera_is_known() -> None:
    found = truth(Scene(persona=WHO, subject=Subject(x_mm=3000)))
    assert found.faces == 0
    assert found.pose is None
    assert found.light is None
    assert found.camera is not None


def test_people_are_counted() -> None:
    assert truth(Scene(persona=WHO, bystander=Bystander(persona=OTHER, x_mm=400, distance_mm=1300))).faces == 2
    assert truth(Scene(persona=WHO, bystander=Bystander(persona=OTHER, x_mm=900, distance_mm=6000))).faces == 1
    assert truth(Scene(persona=WHO, subject=Subject(x_mm=3000), bystander=Bystander(persona=OTHER, x_mm=0))).faces == 1


def test_eyes_and_expression_are_the_scenes() -> None:
    found = truth(Scene(persona=WHO, subject=Subject(left_open_frac=0.3, gaze_yaw_deg=7, smile_frac=0.6, mouth_open_frac=0.2, brow_frac=-0.1)))
    assert found.eyes is not None
    assert found.expression is not None
    assert (found.eyes.left_open_frac, found.eyes.right_open_frac, found.eyes.gaze_yaw_deg) == (0.3, 1.0, 7)
    assert (found.expression.smile_frac, found.expression.mouth_open_frac, found.expression.brow_frac) == pytest.approx((0.6, 0.2, -0.1))
    showing_teeth = truth(Scene(persona=WHO, subject=Subject(smile_frac=1.0))).expression
    assert showing_teeth is not None
    assert 0.05 < showing_teeth.mouth_open_frac < 0.3


def test_a_squint_takes_its_part_of_the_lids_gap() -> None:
    found = truth(Scene(persona=WHO, subject=Subject(squint_frac=0.8)))
    assert found.expression is not None
    assert found.eyes is not None
    assert found.expression.squint_frac == 0.8
    assert 0.7 < found.eyes.left_open_frac < 0.8


def test_blur_costs_sharpness() -> None:
    crisp = focus(Camera()).sharpness
    assert 0.7 < crisp <= 1
    assert focus(Camera(focus_mm=4000, aperture_mm=12)).sharpness < 0.6 * crisp
    smeared = focus(Camera(shutter_ms=33), speed_mm_s=(400.0, 0.0, 0.0)).sharpness
    assert smeared < 0.6 * crisp
    assert focus(Camera(shutter_ms=2), speed_mm_s=(400.0, 0.0, 0.0)).sharpness > 1.3 * smeared


def test_motion_is_told_with_its_size() -> None:
    assert focus(Camera()).motion_px == pytest.approx(0)
    assert focus(Camera(), speed_mm_s=(0.0, 0.0, 300.0)).motion_px < focus(Camera(), speed_mm_s=(300.0, 0.0, 0.0)).motion_px


def test_glasses_shine_only_where_a_lamp_is_mirrored() -> None:
    glasses = Glasses(glare=1.0)
    wearer = Persona(name="mean", seed=1, glasses=glasses)
    turned = [truth(Scene(persona=wearer, lamps=(Lamp(azimuth_deg=azimuth, elevation_deg=5, radius_deg=14, strength_ev=1),))).eyes for azimuth in (0, 15, 80)]
    assert turned[2].glare_frac == 0
    assert max(each.glare_frac for each in turned) > 0.05
    assert truth(SCENE).eyes.glare_frac == 0


def test_haze_is_the_lenss() -> None:
    assert focus(Camera(haze_frac=0.25)).haze_frac == 0.25
    assert focus(Camera()).haze_frac == 0
