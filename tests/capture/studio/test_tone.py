from __future__ import annotations

import numpy as np
import pytest

from capture.pixels import encode
from capture.script.scene import Curve
from capture.studio.tone import WHITE, shares

LIGHT = np.geomspace(1e-4, 4.0, 400)


def share(curve: Curve, light: float) -> float:
    return float(shares(curve, np.array([light]))[0])


def display_ev(curve: Curve, light: float) -> float:
    """Return the stops over middle grey that a display shows."""
    code = share(curve, light)
    return float(np.log2((((code + 0.055) / 1.055) ** 2.4 if code > 0.04045 else code / 12.92) / 0.18))


@pytest.mark.parametrize("curve", list(Curve))
def test_more_light_is_never_darker_and_below_white_always_brighter(curve: Curve) -> None:
    codes = shares(curve, LIGHT)
    assert (np.diff(codes) >= 0).all()
    assert (np.diff(codes)[LIGHT[1:] < WHITE[curve]] > 0).all()


@pytest.mark.parametrize("curve", list(Curve))
def test_black_is_black_and_white_is_white(curve: Curve) -> None:
    assert share(curve, 0.0) == 0
    assert share(curve, -1.0) == 0
    assert share(curve, WHITE[curve]) == pytest.approx(1)
    assert share(curve, 50.0) == pytest.approx(1)


@pytest.mark.parametrize("curve", list(Curve))
def test_middle_grey_stays(curve: Curve) -> None:
    assert abs(display_ev(curve, 0.18)) < 0.3


def test_the_standard_is_the_one_that_the_measures_undo() -> None:
    light = np.linspace(0, 1, 50)
    assert shares(Curve.SRGB, light) * 255 == pytest.approx(encode(light.astype(np.float32)), abs=0.01)


def test_a_phone_lifts_shadows_and_keeps_highlights() -> None:
    assert display_ev(Curve.PHONE, 0.01) > display_ev(Curve.SRGB, 0.01) + 0.3
    assert share(Curve.PHONE, 1.0) < 0.93


def test_contrast_is_an_s() -> None:
    assert display_ev(Curve.CONTRAST, 0.03) < display_ev(Curve.SRGB, 0.03) - 0.4
    assert display_ev(Curve.CONTRAST, 0.5) > display_ev(Curve.SRGB, 0.5) + 0.15


def test_flat_is_close_to_a_logarithm() -> None:
    stops = np.diff(shares(Curve.FLAT, 0.18 * 2.0 ** np.arange(-1, 5)))
    assert stops.max() < 1.4 * stops.min()
    assert share(Curve.FLAT, 1.0) < 0.8
