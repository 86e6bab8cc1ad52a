from __future__ import annotations

import numpy as np
from heads_of_hair import dressed, wearing

from capture.script.persona import HairStyle
from capture.studio.hair import Place


def test_a_bun_is_a_ball_behind_the_head_that_shows_its_front_outwards() -> None:
    heights = []
    for seed in range(1, 4):
        (bun,) = dressed(wearing(HairStyle.TIED, seed)).hangings
        points = bun.sheet.points_mm.reshape(-1, 3)
        middle = points.mean(axis=0)
        outward = points - middle
        radii = np.linalg.norm(outward, axis=1)
        assert bun.place is Place.LUMP
        assert middle[2] > 60
        assert abs(middle[0]) < 3
        assert 15 < radii.min() <= radii.max() < 45
        assert np.mean((outward * bun.sheet.normals.reshape(-1, 3)).sum(axis=1) > 0) > 0.97
        assert (bun.head_frac == 1).all()
        heights.append(float(middle[1]))
    assert max(heights) - min(heights) > 40


def test_volume_makes_it_bigger() -> None:
    small, big = (np.ptp(dressed(wearing(HairStyle.TIED, volume=volume)).hangings[0].sheet.points_mm[..., 0]) for volume in (0.1, 0.9))
    assert big > small + 15
