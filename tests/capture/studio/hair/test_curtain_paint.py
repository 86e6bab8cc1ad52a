from __future__ import annotations

import numpy as np

from capture.script.persona import Hair
from capture.studio.hair.curtain_paint import TEXTURE, painted


def test_the_top_melts_into_the_cap_and_the_tips_are_ragged() -> None:
    paint = painted(Hair(), 1, np.random.default_rng(1))
    assert paint.cover is not None
    rows = TEXTURE[0]
    by_row = paint.cover.mean(axis=1)
    assert by_row[0] < 0.05
    assert by_row[rows // 2] > 0.9
    tips = paint.cover[int(rows * 0.95)]
    assert 0.1 < (tips > 0.5).mean() < 0.95
    assert np.abs(np.diff(tips > 0.5)).sum() > 10


def test_the_front_edge_is_thin_on_the_right_side() -> None:
    left, right = (painted(Hair(), side, np.random.default_rng(1)).cover for side in (1, -1))
    assert left is not None
    assert right is not None
    assert left[200:300, :3].mean() < 0.7 < left[200:300, -3:].mean()
    assert right[200:300, -3:].mean() < 0.7 < right[200:300, :3].mean()


def test_strands_run_down() -> None:
    albedo = painted(Hair(), 1, np.random.default_rng(2)).albedo[150:300, :, 1]
    assert np.abs(np.diff(albedo, axis=1)).mean() > 3 * np.abs(np.diff(albedo, axis=0)).mean()
