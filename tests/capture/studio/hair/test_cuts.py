from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import bare_head

from capture.script.persona import Hair, HairStyle
from capture.studio.hair.cuts import Cut, behind, cut


def made(style: HairStyle, seed: int = 1, volume: float = 0.5) -> Cut:
    return cut(bare_head(), Hair(style=style, volume=volume), np.random.default_rng(seed))


@pytest.mark.parametrize("style", [style for style in HairStyle if style not in (HairStyle.HEADSCARF, HairStyle.TURBAN, HairStyle.BALD)])
def test_volume_makes_hair_stand_off(style: HairStyle) -> None:
    if style is HairStyle.BUZZ:
        assert made(style).thick_mm == made(style, volume=1.0).thick_mm
    else:
        assert made(style, volume=1.0).thick_mm.top > made(style, volume=0.0).thick_mm.top + 2


def test_lengths_are_in_the_order_of_their_names() -> None:
    bald, buzz, short, fringe, long = (made(HairStyle(name)).top_length_mm for name in ("bald", "buzz", "short", "fringe", "long"))
    assert bald < buzz < short < fringe < long
    assert made(HairStyle.AFRO).thick_mm.side > 2 * made(HairStyle.SHORT).thick_mm.side


def test_a_fringe_comes_down_over_the_forehead_and_long_hair_over_the_ears() -> None:
    fringe = made(HairStyle.FRINGE)
    assert fringe.outer_deg is not None
    assert fringe.outer_deg[0, 1] < fringe.hairline_deg[0, 1] - 15
    assert fringe.outer_deg[0, 1] > 15
    long = made(HairStyle.LONG)
    assert long.over_ears
    assert long.outer_deg is not None
    assert long.outer_deg[:, 1].min() < -45


def test_seeds_choose_partings_and_buns() -> None:
    assert len({made(HairStyle.PARTED, seed).parting_x for seed in range(12)}) == 2
    tied = {made(HairStyle.TIED, seed).tied_deg for seed in range(12)}
    assert len(tied) == 2
    for latitude_deg in tied:
        assert latitude_deg is not None
        x, y, z = behind(latitude_deg)
        assert abs(x) < 1e-6
        assert y < 0 < z
