from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.develop.curve import KNEE, PIVOT, Curve
from capture.pixels import encode

LIGHT = np.linspace(0, 1, 2001)
CURVES = st.builds(Curve, gain=st.floats(2**-3 * 0.25, 2**3 * 4), contrast=st.floats(0.8, 1.25))


@given(CURVES)
def test_black_stays_black_white_stays_white_and_every_tone_has_one_way_back(curve: Curve) -> None:
    shown = curve.applied(LIGHT)
    assert shown[0] == 0
    assert shown[-1] == pytest.approx(1)
    assert np.diff(shown).min() > 0
    assert np.abs(curve.undone(shown) - LIGHT).max() < 1e-9


@given(CURVES)
def test_both_parts_meet_with_one_slope(curve: Curve) -> None:
    begin, height, _ = curve._shoulder
    step = begin * 1e-5
    below, there, above = curve.applied(np.array([begin - step, begin, begin + step]))
    assert there == pytest.approx(height)
    assert (above - there) / (there - below) == pytest.approx(1, abs=0.01)


def test_a_gain_is_stops_about_middle_grey_and_the_shoulder_leaves_skin_alone() -> None:
    brighter = Curve(2.0, 1.0)
    assert brighter.applied(np.array([PIVOT / 2])) == pytest.approx(PIVOT)
    assert brighter.applied(np.array([KNEE / 2])) == pytest.approx(KNEE)
    assert encode(brighter.applied(np.array([0.9])))[0] < 253, "what was not burnt out is not burnt out now"


def test_contrast_parts_the_tones_about_middle_grey() -> None:
    firmer = Curve(1.0, 1.1)
    darker, grey, lighter = firmer.applied(np.array([PIVOT / 2, PIVOT, PIVOT * 2]))
    assert grey == pytest.approx(PIVOT)
    assert np.log2(lighter / darker) == pytest.approx(2 * 1.1)


def test_no_gain_and_no_contrast_is_no_change() -> None:
    assert np.abs(Curve(1.0, 1.0).applied(LIGHT) - LIGHT).max() < 1e-12
