from __future__ import annotations

import numpy as np
import pytest
from painted_skin import PLAIN, at, lower_lip, painted, plan, vertex, with_skin

from capture.studio.surface import lips


def test_the_seam_is_dark() -> None:
    albedo = painted(PLAIN).albedo
    assert at((vertex(13) + vertex(14)) / 2, albedo, 0)[1] < 0.6 * at(lower_lip(), albedo)[1]


def test_lips_end_softly() -> None:
    share = lips.draw(plan()).share
    assert at(lower_lip(), share, 1) > 0.98
    assert np.abs(np.diff(share, axis=0)).max() < 0.35


@pytest.mark.parametrize("monk", [2, 9])
def test_lipstick_takes_the_lips_towards_its_colour_and_leaves_the_rest(monk: int) -> None:
    red = (0.5, 0.02, 0.03)
    bare, made_up = painted(with_skin(monk=monk)), painted(with_skin(monk=monk, lipstick=0.9, lip_colour=red))
    before, after = at(lower_lip(), bare.albedo), at(lower_lip(), made_up.albedo)
    assert np.linalg.norm(after - red) < 0.6 * np.linalg.norm(before - red)
    assert at(lower_lip(), made_up.gloss) > at(lower_lip(), bare.gloss)
    assert at(vertex(50), bare.albedo) == pytest.approx(at(vertex(50), made_up.albedo), abs=1e-4)
