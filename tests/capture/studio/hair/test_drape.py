from __future__ import annotations

import numpy as np
from heads_of_hair import bare_head

from capture.studio.hair import Place, drape


def test_it_goes_round_the_neck_and_lies_on_shoulders_and_chest() -> None:
    fall = drape.drape(bare_head(), (0.2, 0.1, 0.1), np.random.default_rng(1))
    points, normals = fall.sheet.points_mm, fall.sheet.normals
    assert fall.place is Place.NECK
    widths = np.ptp(points[..., 0], axis=1)
    assert 130 < widths[0] < 200
    assert widths[-1] > 280
    outward = points - np.array([0, 0, drape.NECK_MIDDLE_MM])
    outward[..., 1] = 0
    assert np.mean((outward * normals).sum(-1) > 0) > 0.95
    assert np.abs(points[:, 0] - points[:, -1]).max() < 6


def test_its_top_turns_with_the_head_and_its_hem_stays_on_the_body() -> None:
    fall = drape.drape(bare_head(), (0.2, 0.1, 0.1), np.random.default_rng(1))
    assert fall.head_frac[0].min() == 1
    assert fall.head_frac[-1].max() == 0
    chin_mm = float(bare_head().landmarks_mm[:, 1].max())
    assert fall.sheet.points_mm[0, :, 1].max() < chin_mm - 70


def test_folds_cross_it_and_the_end_is_thrown_over_either_shoulder() -> None:
    sides = set()
    for seed in range(8):
        points = drape.drape(bare_head(), (0.2, 0.1, 0.1), np.random.default_rng(seed)).sheet.points_mm
        hem = points[-1, :, 1]
        half = len(hem) // 2
        sides.add(hem[half:].mean() > hem[:half].mean())
    assert sides == {True, False}
