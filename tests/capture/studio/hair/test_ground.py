from __future__ import annotations

import numpy as np
from heads_of_hair import bare_head, towards

from capture.script.persona import Hair, HairStyle
from capture.studio.hair.chart import SCALP
from capture.studio.hair.cuts import cut
from capture.studio.hair.ground import Ground, ground, length_mm


def soil(style: HairStyle, **hair: float) -> Ground:
    worn = Hair(style=style, **hair)
    return ground(worn, cut(bare_head(), worn, np.random.default_rng(2)), np.random.default_rng(2))


def test_tips_reach_farther_than_roots_where_hair_hangs() -> None:
    long = soil(HairStyle.LONG)
    cheek_edge = towards(90, -20)
    assert SCALP.sample(long.outer_deg, cheek_edge)[0] > 3
    assert SCALP.sample(long.inside_deg, cheek_edge)[0] < 0
    short = soil(HairStyle.SHORT)
    assert short.outer_deg is short.inside_deg


def test_far_receding_hair_is_thin_at_the_crown() -> None:
    crown = towards(180, 68)
    full, thin = (SCALP.sample(soil(HairStyle.SHORT, receding=share).density(6), crown)[0] for share in (0.3, 1.0))
    assert full > 0.95
    assert thin < 0.05
    sides = towards(120, 35)
    assert SCALP.sample(soil(HairStyle.SHORT, receding=1.0).density(6), sides)[0] > 0.95


def test_locks_are_both_bright_and_dark_and_lie_along_the_flow() -> None:
    locks = soil(HairStyle.SWEPT).locks
    middle = locks[200:320, 280:360]
    assert middle.std() > 0.3
    # Swept hair runs up and down in the chart over the crown, so it changes faster across.
    assert np.abs(np.diff(middle, axis=1)).mean() > 1.3 * np.abs(np.diff(middle, axis=0)).mean()


def test_hair_is_longer_on_top() -> None:
    worn = cut(bare_head(), Hair(style=HairStyle.SHORT), np.random.default_rng(1))
    top, side = length_mm(np.concatenate([towards(0, 80), towards(90, 10)]), worn)
    assert top > side + 10
