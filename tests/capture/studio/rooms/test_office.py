from __future__ import annotations

import numpy as np
import pytest

from capture.studio.canvas import Canvas
from capture.studio.rooms.office import TABLE_TOP, office


def furnished(seed: int = 1) -> Canvas:
    canvas = Canvas(np.zeros((360, 640, 3), np.float32), np.zeros((360, 640, 3), np.float32), 0.2, (319.5, 179.5))
    office(canvas, np.random.default_rng(seed))
    return canvas


def part(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
    (x, y), scale = canvas.middle_px, canvas.px_per_mm
    return slice(round(y + top * scale), round(y + bottom * scale)), slice(round(x + left * scale), round(x + right * scale))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_wall_behind_the_head_is_left_plain(seed: int) -> None:
    light = furnished(seed).surface.mean(axis=2)
    behind = light[part(furnished(seed), -250, -500, 400, 300)]
    assert behind.std() / behind.mean() < 0.12


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_bookcase_is_dark_full_and_colourful(seed: int) -> None:
    canvas = furnished(seed)
    books = canvas.surface[part(canvas, 590, -800, 1450, 800)]
    assert books.mean() < 0.5 * canvas.surface[part(canvas, -250, -500, 400, 300)].mean()
    assert np.abs(np.diff(books.mean(axis=2), axis=1)).mean() > 0.012
    assert (books.max(axis=2) - books.min(axis=2)).max() > 0.15


def test_the_lamp_glows_and_warms_the_wall_near_it() -> None:
    canvas = furnished()
    shade = canvas.glow[part(canvas, -1330, -60, -1210, 80)]
    assert shade.mean() > 1
    assert shade[..., 0].mean() > shade[..., 2].mean() * 1.5
    near, far = (canvas.glow[part(canvas, left, -150, left + 60, 0)].mean() for left in (-1090, 300))
    assert near > 0.1
    assert far < 0.02


def test_the_plant_is_green_above_its_pot() -> None:
    canvas = furnished()
    leaves = canvas.surface[part(canvas, -640, TABLE_TOP - 420, -480, TABLE_TOP - 180)]
    green = leaves[..., 1] > 1.3 * np.maximum(leaves[..., 0], leaves[..., 2])
    assert green.mean() > 0.2


def test_another_seed_shelves_other_books() -> None:
    assert np.abs(furnished(1).surface - furnished(2).surface).mean() > 0.02
