from __future__ import annotations

import math

import numpy as np
import pytest

from capture import ratio


def test_one_stop_between_the_cheeks_is_one_whichever_is_lit() -> None:
    cheek = np.linspace(0.2, 0.6, 9, dtype=np.float32)
    assert ratio.cheeks_ev(cheek, cheek / 2) == pytest.approx(1)
    assert ratio.cheeks_ev(cheek / 2, cheek) == pytest.approx(1)
    assert ratio.cheeks_ev(cheek, cheek) == 0


def test_a_black_cheek_gives_a_number() -> None:
    assert math.isfinite(ratio.cheeks_ev(np.ones(9, np.float32), np.zeros(9, np.float32)))
    assert math.isfinite(ratio.cheeks_ev(np.zeros(9, np.float32), np.zeros(9, np.float32)))


def test_a_few_places_are_no_cheek() -> None:
    few = np.ones(ratio.FEWEST_PLACES - 1, np.float32)
    assert ratio.cheeks_ev(few, few) is None
