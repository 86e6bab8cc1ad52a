from __future__ import annotations

import numpy as np
import pytest

from capture.studio.garments import cloth
from capture.studio.garments.cloth import Fabric


def plane(texel_mm: float, size: int = 60) -> np.ndarray:
    across, down = np.meshgrid(np.arange(size), np.arange(size))
    return np.stack([across * texel_mm, down * texel_mm, np.zeros_like(across)], -1).astype(np.float32)


def fabric(seed: int = 1) -> Fabric:
    return Fabric((0.1, 0.2, 0.4), np.random.default_rng(seed), 0.06)


def test_threads_have_their_strength_and_fade_where_texels_are_wider_than_they() -> None:
    fine, coarse = (float(fabric().threads(plane(texel)).std()) for texel in (0.5, 4.0))
    assert fine == pytest.approx(0.06, rel=0.1)
    assert coarse < 0.3 * fine


def test_paint_has_the_fabrics_colour() -> None:
    assert np.allclose(fabric().painted(np.full((2, 3), 0.5, np.float32)).albedo, [0.05, 0.1, 0.2])


def test_folds_spread_from_the_armpits_and_leave_the_middle_alone() -> None:
    across, down = np.meshgrid(np.linspace(-220, 220, 57), np.linspace(110, 500, 28))
    points = np.stack([across, down, np.full_like(across, -40)], -1).astype(np.float32)
    heights = np.mean([cloth.folds(points, np.random.default_rng(seed), 1.0) ** 2 for seed in range(12)], axis=0)
    near = np.hypot(np.abs(across) - 152, down - 292) < 90
    assert np.median(heights[near & (np.abs(across) < 140)]) > 1.4 * np.median(heights[(np.abs(across) < 30)])


def test_a_seam_is_a_dark_line_and_stitches_a_faint_one() -> None:
    away = np.float32([-8, 0, 8])
    for light in (cloth.seam(away), cloth.stitches(away)):
        assert light[1] < 0.8
        assert light[[0, 2]] == pytest.approx([1, 1], abs=0.03)


def test_ribs_repeat_by_their_width() -> None:
    light = cloth.ribs(np.float32([0, 1.5, 3, 4.5]), 3.0, 0.3)
    assert light == pytest.approx([1, 0.7, 1, 0.7], abs=1e-3)


def test_hollows_are_darker() -> None:
    hollow, crest = cloth.creases(np.float32([-1, 1]), 0.3)
    assert hollow < 0.85 < crest


def test_the_armhole_parts_the_sleeve_from_the_chest() -> None:
    assert cloth.armhole(np.float32([[0, 250, -60], [-100, 250, -50]])).max() < 0 < cloth.armhole(np.float32([[-215, 300, 30], [215, 300, 30]])).min()


def test_things_shade_what_lies_under_and_below_them() -> None:
    square = np.float32([[-20, 200], [20, 200], [20, 240], [-20, 240]])
    places = np.float32([[0, 220, -50], [0, 244, -50], [0, 196, -50], [0, 300, -50], [0, 220, 100]])
    under, below, above, far, behind = cloth.shade_under(places[None], [square], depth=0.5, reach_mm=4, fall_mm=6)[0]
    assert under == pytest.approx(0.5, abs=0.02)
    assert below < above, "light comes from above"
    assert far == behind == 1
