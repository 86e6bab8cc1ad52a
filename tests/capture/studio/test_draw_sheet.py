from __future__ import annotations

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
