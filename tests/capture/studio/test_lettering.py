from __future__ import annotations

import numpy as np
import pytest

from capture.script.scene import Typeface
from capture.studio import lettering


@pytest.mark.parametrize("face", list(Typeface))
def test_a_capital_is_as_tall_as_it_says(face: Typeface) -> None:
    inked = np.flatnonzero(lettering.cover("H", face).max(axis=1) > 0.5)
    assert inked[-1] - inked[0] + 1 == pytest.approx(lettering.CAPITAL_PX, rel=0.12)


def test_lines_stand_below_each_other() -> None:
    one, two = lettering.cover("sea", Typeface.PLAIN), lettering.cover("sea\nsea", Typeface.PLAIN)
    assert two.shape[0] - one.shape[0] == pytest.approx(lettering.LINE_STEP * lettering.CAPITAL_PX, abs=1)
    assert two.sum() == pytest.approx(2 * one.sum(), rel=0.01)
    assert two.shape[1] == one.shape[1]
