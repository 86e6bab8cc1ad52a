from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capture.develop import Development, Recipe, development
from capture.illuminant import light_at, warmth
from capture.types import ColourReading, ExposureReading, Reading

RECIPE = Recipe(light_ev=0.2, leave_ev=0.7, most_ev=1.5, leave_mired=20, most_mired=60, leave_tint=6, most_tint=10, contrast=1.0)


def reading(light_ev: float | None = 0.0, warmth_k: float | None = 6500.0, tint: float | None = 0.0, face_ev: float = 0.0) -> Reading:
    exposure = ExposureReading(face_ev, light_ev, 0.0, 0.0, None, 0.01, None)
    return Reading(0, 0.0, 1, exposure=exposure, colour=ColourReading(warmth_k, tint, None))


def test_good_light_is_left_alone() -> None:
    assert development(reading(), [reading()], RECIPE).nothing


@pytest.mark.parametrize(("light_ev", "raised"), [(-0.4, 0.0), (-1.5, 1.0), (-4.0, 1.5), (0.85, 0.0), (1.4, -0.5)])
def test_exposure_comes_to_the_border_of_what_is_left_alone(light_ev: float, raised: float) -> None:
    assert development(reading(light_ev), [reading()], RECIPE).exposure_ev == pytest.approx(raised)


def test_dark_skin_in_good_light_stays_dark() -> None:
    dark, light = (development(reading(0.1, face_ev=face_ev), [reading()], RECIPE) for face_ev in (-1.8, 0.9))
    assert dark == light == Development()


def test_closed_eyes_take_the_sittings_usual_light_and_none_at_all_changes_nothing() -> None:
    sitting = [reading(None), reading(-1.5), reading(-1.6), reading(-1.4)]
    assert development(sitting[0], sitting, RECIPE).exposure_ev == pytest.approx(1.0)
    assert development(reading(None), [reading(None)], RECIPE).exposure_ev == 0
    blind = replace(reading(), exposure=None, colour=None)
    assert development(blind, [blind], RECIPE).nothing


@pytest.mark.parametrize(("warmth_k", "left_mired"), [(4500.0, 20.0), (11000.0, -20.0), (2700.0, 1e6 / 2700 - 1e6 / 6500 - 60)])
def test_white_balance_brings_the_light_to_the_border_and_keeps_its_luminance(warmth_k: float, left_mired: float) -> None:
    made = development(reading(), [reading(warmth_k=warmth_k)] * 3, RECIPE)
    seen = light_at(warmth_k, 0.0) * (made.gain_red, made.gain_green, made.gain_blue)
    kelvin, tint = warmth(np.asarray(seen))
    assert 1e6 / kelvin - 1e6 / 6500 == pytest.approx(left_mired, abs=1.5)
    assert tint == pytest.approx(0, abs=0.5)
    assert seen @ np.array([0.2126, 0.7152, 0.0722]) == pytest.approx(1, abs=0.001)


def test_green_light_loses_its_green_beyond_the_border() -> None:
    made = development(reading(), [reading(tint=12.0)], RECIPE)
    _, tint = warmth(np.asarray(light_at(6500, 12.0) * (made.gain_red, made.gain_green, made.gain_blue)))
    assert tint == pytest.approx(6, abs=0.5)
    assert made.gain_green < min(made.gain_red, made.gain_blue)


def test_all_photographs_of_a_sitting_get_the_same_colour() -> None:
    sitting = [reading(warmth_k=kelvin) for kelvin in (4300.0, 4500.0, 5200.0)]
    gains = {(made.gain_red, made.gain_green, made.gain_blue) for each in sitting if (made := development(each, sitting, RECIPE))}
    assert len(gains) == 1
