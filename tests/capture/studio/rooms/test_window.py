from __future__ import annotations

import numpy as np
import pytest

from capture.studio.canvas import Canvas
from capture.studio.rooms.window import HORIZON, LEFT, RIGHT, SILL, window


def seen(seed: int = 1) -> tuple[Canvas, np.ndarray]:
    """Return the canvas and its light (H, W) in a room whose own light is 1."""
    canvas = Canvas(np.zeros((360, 640, 3), np.float32), np.zeros((360, 640, 3), np.float32), 0.2, (319.5, 179.5))
    window(canvas, np.random.default_rng(seed))
    return canvas, (canvas.surface + canvas.glow).mean(axis=2)


def rows_of(canvas: Canvas, top: float, bottom: float) -> slice:
    return slice(round(canvas.middle_px[1] + top * canvas.px_per_mm), round(canvas.middle_px[1] + bottom * canvas.px_per_mm))


def columns_of(canvas: Canvas, left: float, right: float) -> slice:
    return slice(round(canvas.middle_px[0] + left * canvas.px_per_mm), round(canvas.middle_px[0] + right * canvas.px_per_mm))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_day_is_stops_brighter_than_the_wall(seed: int) -> None:
    canvas, light = seen(seed)
    day = light[rows_of(canvas, -850, 300), columns_of(canvas, LEFT + 300, RIGHT - 300)].mean()
    wall = light[rows_of(canvas, SILL + 150, 850), columns_of(canvas, LEFT + 300, RIGHT - 300)].mean()
    assert np.log2(day / wall) > 3.5


def test_the_sky_is_the_brightest_and_the_lawn_is_green() -> None:
    canvas, light = seen()
    middle = columns_of(canvas, LEFT + 300, RIGHT - 300)
    sky, lawn = light[rows_of(canvas, -850, -600), middle], canvas.glow[rows_of(canvas, HORIZON + 140, SILL - 80), middle]
    assert np.median(sky) > 4 * np.median(lawn)
    assert np.median(lawn[..., 1]) > 1.3 * np.median(lawn[..., 2])


def test_bars_stand_dark_against_the_sky() -> None:
    canvas, light = seen()
    sky = light[rows_of(canvas, -880, -650), columns_of(canvas, -600, 600)].mean(axis=0)
    assert sky.min() < 0.15 * np.median(sky)


def test_nothing_of_the_day_lies_over_the_wall() -> None:
    canvas, _ = seen()
    assert canvas.glow[:, columns_of(canvas, -1590, LEFT - 300)].max() < 0.01
    assert canvas.glow[rows_of(canvas, SILL + 60, 890), columns_of(canvas, LEFT + 300, RIGHT - 300)].max() < 0.01
