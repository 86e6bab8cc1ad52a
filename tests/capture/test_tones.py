from __future__ import annotations

import math

import numpy as np
import pytest

from capture import tones


def test_stops_are_counted_from_middle_grey_and_end_in_black() -> None:
    assert tones.ev(0.18) == 0
    assert tones.ev(0.72) == pytest.approx(2)
    assert math.isfinite(tones.ev(0.0))


def test_flicker_is_the_spread_about_the_trend() -> None:
    times = np.arange(30) / 30
    beat = 0.04 * np.sin(2 * np.pi * 10 * times + 0.3)
    assert tones.flicker_frac(times, 0.3 * (1 + beat)) == pytest.approx(0.04 / math.sqrt(2), rel=0.08)
    assert tones.flicker_frac(times, 0.3 + 0.2 * times) == pytest.approx(0, abs=1e-9)


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
