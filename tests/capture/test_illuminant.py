from __future__ import annotations

import numpy as np
import pytest

from capture import illuminant
from capture.studio.kelvin import kelvin_rgb


def test_srgb_white_is_6500_k_without_tint() -> None:
    kelvin, tint = illuminant.warmth(np.ones(3))
    assert kelvin == pytest.approx(6500, abs=60)
    assert abs(tint) < 1


def test_red_is_warm_blue_is_cold_green_and_magenta_are_tints() -> None:
    assert illuminant.warmth(np.array([1.4, 1.0, 0.6]))[0] < 5500
    assert illuminant.warmth(np.array([0.8, 1.0, 1.3]))[0] > 8000
    assert illuminant.warmth(np.array([1.0, 1.1, 1.0]))[1] > 3
    assert illuminant.warmth(np.array([1.0, 0.9, 1.0]))[1] < -3


@pytest.mark.parametrize(("warm_k", "cool_k"), [(2900, 3600), (3500, 4500), (4000, 6500), (5500, 9000)])
def test_lights_are_as_many_mired_apart_as_their_names(warm_k: float, cool_k: float) -> None:
    apart = illuminant.mired_difference(kelvin_rgb(warm_k), kelvin_rgb(cool_k))
    assert apart == pytest.approx(1e6 / warm_k - 1e6 / cool_k, rel=0.2)


def test_mired_differ_by_the_lights_and_not_by_the_skin_or_the_strength() -> None:
    tungsten, daylight = np.float32([1.6, 1.0, 0.45]), np.float32([1, 1, 1])
    skin = np.float32([0.5, 0.3, 0.2])
    apart = illuminant.mired_difference(tungsten, daylight)
    assert illuminant.mired_difference(tungsten * skin, daylight * skin * 0.3) == pytest.approx(apart, abs=0.01)
    assert illuminant.mired_difference(daylight, tungsten) == pytest.approx(apart, abs=0.01)
    assert illuminant.mired_difference(daylight, daylight * 2) == pytest.approx(0, abs=1e-3)
