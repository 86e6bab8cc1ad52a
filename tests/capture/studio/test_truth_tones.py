from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from capture.script.persona import Persona
from capture.script.scene import Ambient, Camera, Curve, Lamp, Scene
from capture.studio.truth import truth

if TYPE_CHECKING:
    from capture.types import ColourReading, ExposureReading

WHO = Persona(name="mean", seed=1)


def both(camera: Camera | None = None, lamps: tuple[Lamp, ...] = (Lamp(),), ambient: Ambient | None = None) -> tuple[ExposureReading, ColourReading]:
    found = truth(Scene(persona=WHO, t_s=2.0, camera=camera or Camera(), lamps=lamps, ambient=ambient or Ambient()))
    assert found.exposure is not None
    assert found.colour is not None
    return found.exposure, found.colour


def test_one_more_stop_adds_one() -> None:
    dark, bright = both(Camera(exposure_ev=-1.5))[0], both(Camera(exposure_ev=-0.5))[0]
    assert bright.face_ev == pytest.approx(dark.face_ev + 1, abs=0.02)
    assert bright.background_ev == pytest.approx(dark.background_ev + 1, abs=0.02)


def test_too_much_light_burns_and_too_little_sinks() -> None:
    usual, burnt, sunk = (both(Camera(exposure_ev=exposure_ev))[0] for exposure_ev in (-1.5, 3, -6))
    assert usual.highlights_frac == usual.shadows_frac == 0
    assert burnt.highlights_frac > 0.3
    assert sunk.shadows_frac > 0.9


def test_dim_light_that_is_pushed_is_noisy() -> None:
    dim = (Lamp(strength_ev=-4),)
    pushed, usual = both(Camera(exposure_ev=4), dim, Ambient(strength_ev=-6))[0], both()[0]
    assert pushed.face_ev == pytest.approx(usual.face_ev, abs=0.1)
    assert pushed.noise_frac > 2 * usual.noise_frac


def test_mains_and_hunting_flicker() -> None:
    assert both()[0].flicker_frac == 0
    assert both(Camera(flicker_frac=0.4, shutter_ms=2))[0].flicker_frac > 0.02
    assert both(Camera(hunting_ev=0.4, hunting_s=0.4))[0].flicker_frac > 0.1
    assert both(Camera(hunting_ev=0.4, hunting_s=1.6))[0].flicker_frac == 0, "a slow swing is a change of the light"


def test_curves_change_what_is_rendered() -> None:
    assert both(Camera(exposure_ev=-2, curve=Curve.PHONE))[0].face_ev > both(Camera(exposure_ev=-2))[0].face_ev


def test_warmth_is_relative_to_the_white_balance() -> None:
    warm = both(Camera(white_balance_k=6500), (Lamp(kelvin=3200),), Ambient(kelvin=3200))[1]
    neutral = both(Camera(white_balance_k=3200), (Lamp(kelvin=3200),), Ambient(kelvin=3200))[1]
    cold = both(Camera(white_balance_k=4000), (Lamp(kelvin=9000),), Ambient(kelvin=9000))[1]
    assert warm.warmth_k < 4500 < neutral.warmth_k < 8000 < cold.warmth_k
    assert abs(neutral.tint) < 2


def test_two_colours_from_two_sides_are_mixed_light() -> None:
    window, lamp = Lamp(azimuth_deg=60, kelvin=6500), Lamp(azimuth_deg=-60, kelvin=2700)
    assert both(lamps=(window, lamp))[1].mixed_light_mired > 60
    assert both(lamps=(window, Lamp(azimuth_deg=-60, kelvin=6500)), ambient=Ambient(kelvin=6500))[1].mixed_light_mired < 3
