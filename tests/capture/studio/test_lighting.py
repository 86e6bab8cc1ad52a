from __future__ import annotations

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.script.scene import Ambient, Lamp, Scene, Subject
from capture.studio import lighting
from capture.studio.stage import set_stage

PERSONA = Persona(name="Nobody", seed=1)


def light(yaw_deg: float = 0.0, **lamp: float) -> object:
    scene = Scene(persona=PERSONA, subject=Subject(yaw_deg=yaw_deg), lamps=(Lamp(**lamp),))
    return lighting.lights(scene, set_stage(scene))[0]


def test_a_lamp_of_0_ev_gives_a_white_surface_that_faces_it_1() -> None:
    lamp = light(strength_ev=0.0, kelvin=6500)
    irradiance = np.zeros((1, 1, 3), np.float32)
    one = np.ones((1, 1), np.float32)
    lighting.add_lamp(irradiance, one, one, lamp.colour, lighting.SKIN_WRAP)
    assert irradiance[0, 0] == pytest.approx([1, 1, 1], abs=0.01)


def test_a_near_lamp_falls_off_by_the_inverse_square_and_is_seen_from_another_side() -> None:
    lamp = light(azimuth_deg=90, elevation_deg=0, distance_mm=1000)
    aside = np.array([[70.0, 0, 0], [0, 0, 0], [-70, 0, 0], [0, 0, -60]], np.float32)
    outwards = np.tile(np.array([0.6, 0, -0.8], np.float32), (4, 1))
    cosine, strength = lighting.reach(lamp, lighting.FACE_MM + aside, outwards)
    assert strength == pytest.approx([(1000 / 930) ** 2, 1, (1000 / 1070) ** 2, 1000**2 / (1000**2 + 60**2)], rel=1e-4)
    assert cosine[:3] == pytest.approx([0.6] * 3, abs=1e-4)
    assert cosine[3] == pytest.approx((0.6 * 1000 - 0.8 * 60) / np.hypot(1000, 60), abs=1e-4)


def test_a_far_lamp_shines_alike_everywhere() -> None:
    lamp = light(azimuth_deg=90, elevation_deg=0)
    cosine, strength = lighting.reach(lamp, lighting.FACE_MM + np.array([[70.0, 0, 0], [-70, 0, 0]], np.float32), np.array([[1.0, 0, 0]] * 2, np.float32))
    assert strength == 1
    assert cosine == pytest.approx([1, 1])


def test_a_stop_doubles_the_light_and_a_low_temperature_is_warm() -> None:
    assert np.allclose(light(strength_ev=1).colour, 2 * light(strength_ev=0).colour)
    warm, cool = light(kelvin=2800).colour, light(kelvin=9000).colour
    assert warm[0] / warm[2] > 2
    assert cool[0] / cool[2] < 1


def test_a_lamp_turns_the_other_way_in_the_frame_of_a_turned_head() -> None:
    straight, turned = light(azimuth_deg=30, elevation_deg=0), light(yaw_deg=30, azimuth_deg=30, elevation_deg=0)
    assert np.allclose(straight.towards, turned.towards)
    assert turned.towards_head == pytest.approx([0, 0, -1], abs=0.08)


def test_light_past_the_terminator_is_red_and_behind_there_is_none() -> None:
    cosines = np.array([[0.5, -0.04, -0.3]], np.float32)
    irradiance = np.zeros((1, 3, 3), np.float32)
    lighting.add_lamp(irradiance, cosines, np.ones_like(cosines), np.ones(3, np.float32), lighting.SKIN_WRAP)
    red, green, blue = irradiance[0, 1]
    assert red > green > blue > 0
    assert not irradiance[0, 2].any()


def test_light_from_all_round_is_its_strength_at_the_lens_and_more_from_above() -> None:
    up, front = np.array([0, -1, 0], np.float32), np.array([0, 0, -1], np.float32)
    normals = np.array([[[0, 0, -1], [0, -1, 0], [0, 1, 0]]], np.float32)
    share = lighting.from_all_round(normals, up, front, np.ones((1, 3), np.float32))[0]
    assert share[0] == pytest.approx(1.0)
    assert share[1] > share[0] > share[2] > 0.4
    assert lighting.ambient_colour(Ambient(strength_ev=-2, kelvin=6500)) == pytest.approx([0.25] * 3, rel=0.02)


def test_a_shadows_edge_on_skin_is_redder_in_the_dark_and_keeps_the_lights_sum() -> None:
    irradiance = np.zeros((40, 40, 3), np.float32)
    irradiance[:, 20:] = 1
    spread = lighting.under_skin(irradiance)
    assert spread[20, 18, 0] > 1.5 * spread[20, 18, 2]
    assert spread.sum(axis=(0, 1)) == pytest.approx(irradiance.sum(axis=(0, 1)), rel=0.01)
