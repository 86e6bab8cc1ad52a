from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.script.scene import Ambient, Lamp, Scene
from capture.studio import draw_sheet, lighting
from capture.studio.draw_sheet import Depth, Exposed, LitSheet
from capture.studio.sheet import Paint, Sheet
from capture.studio.stage import Stage, set_stage

SCENE = Scene(
    persona=Persona(name="Nobody", seed=1), size_px=(200, 160), lamps=(Lamp(azimuth_deg=0, elevation_deg=0, kelvin=6500),), ambient=Ambient(strength_ev=-30)
)
STAGE: Stage = set_stage(SCENE)


def square(depth_mm: float = 700.0, **paint: np.ndarray) -> LitSheet:
    """Return a white square of 200 mm before the lens, lit from there."""
    across, down = np.meshgrid(np.linspace(-100, 100, 9), np.linspace(-100, 100, 7))
    points = np.stack([across, down, np.full_like(across, depth_mm)], -1).astype(np.float32)
    sheet = Sheet(points, np.tile(np.array([0, 0, -1], np.float32), (7, 9, 1)))
    ones = np.ones((7, 9), np.float32)
    painted = Paint(np.full((20, 20, 3), 1.0, np.float32), **paint)
    return draw_sheet.light_on(sheet, painted, STAGE, lighting.lamps(SCENE, STAGE), Exposed((ones,), ones, lighting.CLOTH_WRAP))


def test_a_white_square_that_faces_a_lamp_of_0_ev_is_1() -> None:
    picture = np.zeros((160, 200, 3), np.float32)
    draw_sheet.draw(picture, square(), STAGE)
    assert picture[80, 100] == pytest.approx([1, 1, 1], abs=0.02)
    assert not picture[2, 2].any()


def test_its_back_is_not_seen_from_the_front() -> None:
    picture = np.zeros((160, 200, 3), np.float32)
    draw_sheet.draw(picture, square(), STAGE, facing=-1)
    assert not picture.any()


def test_half_cover_lets_half_of_what_is_behind_through() -> None:
    picture = np.full((160, 200, 3), 3.0, np.float32)
    draw_sheet.draw(picture, square(cover=np.full((20, 20), 0.5, np.float32)), STAGE)
    assert picture[80, 100] == pytest.approx([2, 2, 2], abs=0.03)


def test_gloss_adds_a_highlight() -> None:
    picture = np.zeros((160, 200, 3), np.float32)
    draw_sheet.draw(picture, square(gloss=np.ones((20, 20), np.float32)), STAGE)
    assert picture[80, 100, 1] > 1.015


def test_what_lies_behind_something_nearer_is_hidden() -> None:
    picture = np.zeros((160, 200, 3), np.float32)
    nearer = Depth((0, 0, 100, 160), np.full((160, 100), 600.0, np.float32))
    draw_sheet.draw(picture, square(), STAGE, behind=nearer)
    assert not picture[80, 80].any()
    assert picture[80, 110, 1] > 0.9


def test_a_flat_sheet_needs_few_triangles_and_a_fold_keeps_its_points() -> None:
    across, down = np.meshgrid(np.linspace(-100, 100, 9), np.linspace(-100, 100, 7))
    points = np.stack([across, down, np.full_like(across, 700.0)], -1).astype(np.float32)
    rows, columns = draw_sheet.kept_points(Sheet(points, points))
    assert list(rows) == [0, 4, 6]
    assert list(columns) == [0, 4, 8]
    points[:, 5, 2] -= 10
    _, folded = draw_sheet.kept_points(Sheet(points, points))
    assert {4, 5, 6} <= set(folded)


def test_fewer_triangles_leave_outline_and_light_where_they_were() -> None:
    whole, thinned = np.zeros((160, 200, 3), np.float32), np.zeros((160, 200, 3), np.float32)
    lit = square()
    draw_sheet.draw(whole, lit, STAGE)
    draw_sheet.draw(thinned, replace(lit, kept=(np.array([0, 4, 6]), np.array([0, 3, 8]))), STAGE)
    assert np.abs(whole - thinned).max() < 0.02


def test_paint_brighter_than_white_and_dark_paint_keep_their_values() -> None:
    for value in (0.01, 0.2, 1.8):
        picture = np.zeros((160, 200, 3), np.float32)
        lit = square()
        albedo = np.full((20, 20, 3), value, np.float32)
        albedo[0, 0] = 2.0
        draw_sheet.draw(picture, replace(lit, paint=Paint(albedo)), STAGE)
        assert picture[80, 100] == pytest.approx(value * np.ones(3), rel=0.06)
