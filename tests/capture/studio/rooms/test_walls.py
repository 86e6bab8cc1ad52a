from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.studio.canvas import Canvas
from capture.studio.rooms.walls import dark, wall

if TYPE_CHECKING:
    from collections.abc import Callable


def painted(painter: Callable[..., None], seed: int = 1) -> Canvas:
    canvas = Canvas(np.zeros((180, 320, 3), np.float32), np.zeros((180, 320, 3), np.float32), 0.1, (159.5, 89.5))
    painter(canvas, np.random.default_rng(seed))
    return canvas


@pytest.mark.parametrize("seed", range(8))
def test_a_wall_is_quiet_and_of_a_wall_paints_brightness(seed: int) -> None:
    canvas = painted(wall, seed)
    light = canvas.surface.mean(axis=2)
    assert 0.4 < light.mean() < 0.6
    assert 0.001 < light.std() / light.mean() < 0.03
    assert not canvas.glow.any()
    hue = canvas.surface.mean(axis=(0, 1))
    assert np.ptp(hue) < 0.12


def test_a_dark_cloth_is_dark_and_hangs_in_folds() -> None:
    cloth = painted(dark).surface.mean(axis=2)
    assert cloth.max() < 0.12
    across, down = cloth.mean(axis=0).std(), cloth.mean(axis=1).std()
    assert across > 3 * down


def test_another_seed_is_another_wall() -> None:
    means = {tuple(painted(wall, seed).surface.mean(axis=(0, 1)).round(2).tolist()) for seed in range(12)}
    assert len(means) > 3
