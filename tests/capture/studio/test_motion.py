from __future__ import annotations

import pytest

from capture.script.persona import Persona
from capture.script.scene import Camera, Scene, Subject
from capture.studio.motion import streak_px
from capture.studio.stage import set_stage


def streak(shutter_ms: float = 20.0, **subject: tuple[float, float, float]) -> tuple[float, float]:
    return streak_px(Scene(persona=Persona(name="Nobody", seed=1), subject=Subject(**subject), camera=Camera(shutter_ms=shutter_ms)))


def test_who_holds_still_leaves_no_streak() -> None:
    assert streak() == (0, 0)


def test_a_movement_across_is_the_shutters_share_of_it_in_pixels() -> None:
    focal = set_stage(Scene(persona=Persona(name="Nobody", seed=1))).lens.focal_px
    right, down = streak(speed_mm_s=(500.0, 0.0, 0.0))
    assert right == pytest.approx(focal * 10 / 690, rel=0.1)
    assert abs(down) < 0.5
    assert streak(shutter_ms=40.0, speed_mm_s=(500.0, 0.0, 0.0))[0] == pytest.approx(2 * right, rel=0.03)


def test_turning_to_their_left_and_up_moves_the_face_right_and_up() -> None:
    right, down = streak(turn_deg_s=(90.0, 60.0, 0.0))
    assert right > 1
    assert down < -0.5
