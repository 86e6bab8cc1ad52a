from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import bare_head, dressed, wearing

from capture.script.persona import HairStyle
from capture.studio.hair import Place

CHIN_MM = float(bare_head().landmarks_mm[:, 1].max())


@pytest.mark.parametrize("style", [HairStyle.BOB, HairStyle.LONG])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_curtain_hangs_on_each_side_with_its_front_outwards(style: HairStyle, seed: int) -> None:
    left, right = dressed(wearing(style, seed)).hangings
    for side, hanging in ((1, left), (-1, right)):
        points, normals = hanging.sheet.points_mm, hanging.sheet.normals
        assert hanging.place is Place.AROUND
        assert np.sign(np.median(points[..., 0])) == side
        outward = points * np.array([1, 0, 1])
        assert np.mean((outward * normals).sum(-1) > 0) > 0.95
        tangents = hanging.sheet.tangents
        assert tangents is not None
        assert np.median(tangents[..., 1]) > 0.9


def test_a_bob_ends_about_the_chin_and_long_hair_on_the_chest() -> None:
    for seed in range(1, 4):
        bob, long = (max(h.sheet.points_mm[..., 1].max() for h in dressed(wearing(style, seed)).hangings) for style in (HairStyle.BOB, HairStyle.LONG))
        assert abs(bob - CHIN_MM) < 30
        assert CHIN_MM + 45 < long < CHIN_MM + 135


def test_the_upper_part_follows_the_head_and_the_tips_the_shoulders() -> None:
    for hanging in dressed(wearing(HairStyle.LONG)).hangings:
        assert hanging.head_frac[0].min() == 1
        assert hanging.head_frac[-1].max() < 0.5
        assert (np.diff(hanging.head_frac, axis=0) <= 1e-6).all()


def test_it_lies_on_the_cap_at_its_top_and_off_it_below() -> None:
    hairdo = dressed(wearing(HairStyle.LONG, 2))
    for hanging in hairdo.hangings:
        top = np.linalg.norm(hanging.sheet.points_mm[0], axis=1)
        assert np.abs(np.diff(top)).max() < 12
        assert top.min() > 85
