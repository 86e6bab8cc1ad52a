from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture import tones

if TYPE_CHECKING:
    from collections.abc import Callable


def test_stops_are_counted_from_middle_grey_and_end_in_black() -> None:
    assert tones.ev(0.18) == 0
    assert tones.ev(0.72) == pytest.approx(2)
    assert math.isfinite(tones.ev(0.0))


def test_flicker_is_the_spread_about_the_trend() -> None:
    times = np.arange(30) / 30
    beat = 0.04 * np.sin(2 * np.pi * 10 * times + 0.3)
    assert tones.flicker_frac(times, 0.3 * (1 + beat)) == pytest.approx(0.04 / math.sqrt(2), rel=0.08)
    assert tones.flicker_frac(times, 0.3 + 0.2 * times) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("switched", [lambda t: t > 0.5, lambda t: np.clip((t - 0.3) / 0.3, 0, 1), lambda t: np.sin(2 * np.pi * t)])
def test_a_lamp_that_is_switched_or_a_cloud_does_not_flicker(switched: Callable[[np.ndarray], np.ndarray]) -> None:
    times = np.arange(30) / 30
    grain = np.random.default_rng(2).normal(0, 0.0005, 30)
    assert tones.flicker_frac(times, 0.3 - 0.1 * switched(times) + grain) == pytest.approx(0, abs=0.005)


def test_flicker_forgets_what_is_older_than_a_second() -> None:
    times = np.arange(60) / 30
    means = np.where(times < 0.9, np.arange(60) % 2 * 0.5, 0.25)
    assert tones.flicker_frac(times, means) == pytest.approx(0, abs=1e-9)


def test_flicker_forgets_what_was_before_a_stream_began_anew() -> None:
    times = np.concatenate([5 + np.arange(30) / 30, np.arange(15) / 30])
    means = np.where(times >= 5, np.arange(45) % 2 * 0.5, 0.25)
    assert tones.flicker_frac(times, means) == pytest.approx(0, abs=1e-9)
    assert tones.flicker_frac(times[:35], means[:35]) is None


@pytest.mark.parametrize(("times", "means"), [([], []), ([0.1 * k for k in range(7)], [0.2] * 7), ([1.0] * 9, [0.2, 0.3] * 4 + [0.2]), ([0.1 * k for k in range(9)], [0.0] * 9)])  # noqa: E501 - one case a pair
def test_flicker_is_unknown_from_too_little(times: list[float], means: list[float]) -> None:
    assert tones.flicker_frac(times, means) is None
