from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import bare_head, towards

from capture.script.persona import Hair
from capture.studio.hair import hairline
from capture.studio.hair.chart import SCALP


def ring(**hair: float) -> np.ndarray:
    return hairline.natural_ring_deg(bare_head(), Hair(**hair), np.random.default_rng(1))


def test_ears_are_found_at_the_sides_below_the_brows_level() -> None:
    ear = hairline.ear(bare_head())
    assert 80 < ear.front_deg < ear.back_deg < 135
    assert -50 < ear.bottom_deg < -15 < ear.top_deg < 20


def test_distance_is_positive_inside_and_grows_by_degrees() -> None:
    inside = hairline.inside_deg(SCALP, ring(), None)
    crown, forehead, cheek, nape = (SCALP.sample(inside, towards(*place))[0] for place in ((180, 75), (0, 40), (60, 10), (180, -15)))
    assert crown > 40
    assert forehead < -10
    assert cheek < -3
    assert nape > 5
    steps = np.concatenate([towards(0, latitude) for latitude in (60, 65, 70, 75)])
    assert np.diff(SCALP.sample(inside, steps)) == pytest.approx(5, abs=0.5)


def test_both_sides_are_alike_until_the_line_is_made_ragged() -> None:
    even = hairline.inside_deg(SCALP, ring(), None)
    assert np.abs(even - even[:, ::-1]).max() < 0.6
    ragged = hairline.inside_deg(SCALP, ring(), np.random.default_rng(3))
    assert 0.5 < (ragged - even).std() < 2


def test_hair_recedes_first_in_the_corners() -> None:
    young, old = ring(), ring(receding=0.8)
    risen = old[:, 1] - young[:, 1]
    assert risen[3] > risen[0] > 4
    assert np.abs(risen[young[:, 0] > 66]).max() < 0.01
