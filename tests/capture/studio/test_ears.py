from __future__ import annotations

import numpy as np

from capture.studio import ears, grid


def ball() -> np.ndarray:
    return grid.directions((240, 320)).astype(np.float64) * 82


def test_an_ear_stands_out_at_its_rim_and_is_hollow_inside() -> None:
    both = ears.on(ball(), 0.0)
    assert 12 < both.relief_mm.max() < 26
    bowl = both.hollow_frac > 0.6
    assert bowl.any()
    assert both.relief_mm[bowl].mean() < 0.6 * both.relief_mm.max()
    assert (both.share[bowl] > 0.8).all()


def test_both_sides_are_mirror_images_and_nothing_is_before_or_above() -> None:
    both = ears.on(ball(), 0.0)
    assert np.allclose(both.relief_mm, both.relief_mm[:, ::-1], atol=1e-3)
    away = np.abs(ball()[..., 0]) < 40
    assert not both.share[away].any()


def test_larger_ears_are_larger() -> None:
    small, large = (ears.on(ball(), size) for size in (-1.0, 1.0))
    assert large.relief_mm.max() > small.relief_mm.max() + 4
    assert large.share.sum() > 1.2 * small.share.sum()
