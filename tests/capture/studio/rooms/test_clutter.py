from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.studio.canvas import Canvas
from capture.studio.rooms.clutter import clutter
from capture.studio.rooms.office import office

if TYPE_CHECKING:
    from capture.types import Floats


def light(painter: object, seed: int = 1) -> Floats:
    canvas = Canvas(np.zeros((144, 256, 3), np.float32), np.zeros((144, 256, 3), np.float32), 0.08, (127.5, 71.5))
    painter(canvas, np.random.default_rng(seed))  # type: ignore[operator]
    return np.asarray(canvas.surface.mean(axis=2), np.float32)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_busy_from_edge_to_edge(seed: int) -> None:
    busy = np.abs(np.diff(light(clutter, seed), axis=1))
    parts = [busy[row : row + 48, column : column + 64].mean() for row in (0, 48, 96) for column in (0, 64, 128, 191)]
    assert min(parts) > 0.012
    assert busy.mean() > 1.5 * np.abs(np.diff(light(office, seed), axis=1)).mean()


def test_it_has_black_and_white_in_it() -> None:
    assert light(clutter).min() < 0.05
    assert light(clutter).max() > 0.6


def test_another_seed_hangs_other_posters() -> None:
    assert np.abs(light(clutter, 1) - light(clutter, 2)).mean() > 0.05
