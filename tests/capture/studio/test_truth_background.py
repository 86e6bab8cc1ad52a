from __future__ import annotations

from typing import TYPE_CHECKING

from capture.script.persona import Persona
from capture.script.scene import Backdrop, Camera, Room, Scene, Subject
from capture.studio.truth import truth

if TYPE_CHECKING:
    from capture.types import BackgroundReading

WHO = Persona(name="mean", seed=1)


def background(room: Room = Room.WALL, strength_ev: float = -1.0, **subject: float) -> BackgroundReading:
    found = truth(Scene(persona=WHO, backdrop=Backdrop(room=room, strength_ev=strength_ev), subject=Subject(**subject))).background
    assert found is not None
    return found


def test_a_plain_wall_is_calm_and_shelves_are_not() -> None:
    assert background().clutter_frac < 0.02
    assert background(Room.STRIPES).clutter_frac > 3 * background().clutter_frac


def test_a_window_behind_is_brighter_than_a_dark_room() -> None:
    assert background(Room.WINDOW, 1.0).brightness_ev > background(Room.WALL).brightness_ev > background(Room.DARK).brightness_ev


def test_a_stop_more_behind_is_a_stop_against_the_face() -> None:
    dim, bright = background(Room.DARK, -2.0), background(Room.DARK, -1.0)
    assert 0.3 < bright.brightness_ev - dim.brightness_ev < 1.1


def test_there_is_no_background_past_a_face_that_fills_the_picture() -> None:
    assert truth(Scene(persona=WHO, camera=Camera(hfov_deg=8), subject=Subject(y_mm=-10))).background is None
