from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.studio.surface import pigment

SWATCHES = ["f6ede4", "f3e7db", "f7ead0", "eadaba", "d7bd96", "a07e56", "825c43", "604134", "3a312a", "292420"]


def lab(linear: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.cvtColor(np.asarray(linear, np.float32).reshape(1, 1, 3), cv2.COLOR_LRGB2Lab)[0, 0])


@pytest.mark.parametrize("monk", range(1, 11))
def test_lightness_follows_the_published_swatches(monk: int) -> None:
    codes = np.array([int(SWATCHES[monk - 1][place : place + 2], 16) / 255 for place in (0, 2, 4)], np.float32)
    swatch = cv2.cvtColor(codes.reshape(1, 1, 3), cv2.COLOR_RGB2Lab)[0, 0, 0]
    assert pigment.MONK_LIGHTNESS[monk - 1] == pytest.approx(swatch, abs=0.5)
    share = (swatch - pigment.MONK_LIGHTNESS.min()) / np.ptp(pigment.MONK_LIGHTNESS)
    low, high = pigment.SKIN_LIGHTNESS
    assert lab(pigment.tone(monk))[0] == pytest.approx(low + share * (high - low), abs=0.5)


def test_tones_lie_among_measured_skin() -> None:
    # Hue angles of people's skin are 45 to 70 degrees, reflectances 0.03 to 0.6.
    for monk in np.linspace(1, 10, 19):
        lightness, a, b = lab(pigment.tone(monk))
        assert 25 < lightness < 75
        assert 45 < np.degrees(np.arctan2(b, a)) < 70
        red, green, blue = pigment.tone(monk)
        assert red > green > blue


def test_lighter_places_on_the_scale_are_lighter_but_for_the_third_swatch() -> None:
    greens = [float(pigment.tone(monk)[1]) for monk in (1, 2, 4, 5, 6, 7, 8, 9, 10)]
    assert greens == sorted(greens, reverse=True)


def test_melanin_browns_and_blood_reddens() -> None:
    none = np.zeros((), np.float32)
    plain, brown, red = (lab(pigment.skin(3, melanin, blood)) for melanin, blood in ((none, none), (none + 0.3, none), (none, none + 0.2)))
    assert brown[0] < plain[0] - 5
    assert brown[2] > plain[2]
    assert red[1] > plain[1] + 4
    assert red[2] - plain[2] < red[1] - plain[1]


def test_melanin_hides_blood() -> None:
    def reddened(monk: float) -> float:
        none = np.zeros((), np.float32)
        return float(pigment.skin(monk, none, none)[1] / pigment.skin(monk, none, none + 0.2)[1])

    assert reddened(2) > reddened(6) > reddened(10) > 1
