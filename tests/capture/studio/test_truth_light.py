from __future__ import annotations

import pytest

from capture.script.persona import Persona
from capture.script.scene import Ambient, Lamp, Scene, Subject
from capture.studio.truth import truth
from capture.types import LightReading, Pattern

WHO = Persona(name="mean", seed=1)


def light(*lamps: Lamp, ambient_ev: float = -2.0, **subject: float) -> LightReading:
    found = truth(Scene(persona=WHO, lamps=lamps, ambient=Ambient(strength_ev=ambient_ev), subject=Subject(**subject))).light
    assert found is not None
    return found


def test_the_keys_place_is_the_lamps() -> None:
    found = light(Lamp(azimuth_deg=40, elevation_deg=30))
    assert (found.azimuth_deg, found.elevation_deg) == pytest.approx((40, 30), abs=0.5)
    assert found.pattern is Pattern.LOOP


def test_in_the_faces_axes_a_turn_towards_the_lamp_brings_it_nearer() -> None:
    turned = light(Lamp(azimuth_deg=60, elevation_deg=20), ambient_ev=-4, yaw_deg=25)
    # The eyes have gone round with the head, and the line from them to the lens with them.
    assert turned.azimuth_deg == pytest.approx(60, abs=4)
    assert turned.face_azimuth_deg == pytest.approx(turned.azimuth_deg - 25, abs=3)
    assert turned.short is True
    assert light(Lamp(azimuth_deg=60, elevation_deg=20), ambient_ev=-4, yaw_deg=-25).short is False


def test_a_lamp_at_the_lens_is_at_nought_wherever_the_face_is() -> None:
    # From a face 20 degrees to the right in the picture the lens is 20 degrees to the left.
    found = light(Lamp(azimuth_deg=-20, elevation_deg=0), x_mm=255, distance_mm=700)
    assert found.azimuth_deg == pytest.approx(0, abs=1)


def test_the_key_is_the_lamp_that_the_face_gets_most_from() -> None:
    strong_behind, weak_before = Lamp(azimuth_deg=170, elevation_deg=0, strength_ev=2), Lamp(azimuth_deg=-30, strength_ev=-1)
    assert light(strong_behind, weak_before).azimuth_deg == pytest.approx(-30, abs=1)


def test_less_fill_is_a_higher_ratio_and_mirrored_lamps_have_the_same() -> None:
    ratios = [light(Lamp(azimuth_deg=50), ambient_ev=ambient_ev).key_to_fill_ev for ambient_ev in (-1, -2, -3)]
    assert ratios[0] < ratios[1] < ratios[2]
    assert light(Lamp(azimuth_deg=-50)).key_to_fill_ev == pytest.approx(light(Lamp(azimuth_deg=50)).key_to_fill_ev, abs=0.12)


def test_ratio_does_not_know_the_exposure_or_the_skin() -> None:
    assert light(Lamp(azimuth_deg=50, strength_ev=-2), ambient_ev=-4).key_to_fill_ev == pytest.approx(light(Lamp(azimuth_deg=50)).key_to_fill_ev, abs=0.01)


def test_softness_is_the_lamps_size() -> None:
    assert light(Lamp(radius_deg=9)).softness_frac == pytest.approx(0.1)
    assert light(Lamp(radius_deg=45)).softness_frac == pytest.approx(0.5)


def test_even_light_is_flat_and_no_lamp_is_no_reading() -> None:
    assert light(Lamp(azimuth_deg=50, strength_ev=-4), ambient_ev=0).pattern is Pattern.FLAT
    assert truth(Scene(persona=WHO, lamps=())).light is None
