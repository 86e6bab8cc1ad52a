from __future__ import annotations

import numpy as np
import pytest

from capture.light import together
from capture.light.search import Key

AHEAD, LEFT = np.float32([0, 0, -1]), np.float32([1, 0, 0])


def key(over_fill_ev: float) -> Key:
    return Key(LEFT, 0.01, 0.1, over_fill_ev)


def test_the_search_weighs_more_under_one_hard_lamp_than_in_light_from_all_round() -> None:
    hard, soft = together.mean(AHEAD, key(4.0)), together.mean(AHEAD, key(0.5))
    assert hard[0] > 0.8
    assert 0 < soft[0] < 0.3
    assert np.linalg.norm(hard) == pytest.approx(1)
    np.testing.assert_allclose(together.mean(3 * AHEAD, key(4.0)), hard, atol=1e-6)


def test_confidence_falls_with_the_expected_error() -> None:
    sure, unsure = (together.Found(AHEAD, error_deg, key(1.0)).confidence_frac for error_deg in (3.0, 30.0))
    assert sure == pytest.approx(np.exp(-0.2))
    assert unsure == pytest.approx(np.exp(-2))
