from __future__ import annotations

import msgspec
import numpy as np
import pytest

from capture.script.persona import Persona
from capture.script.scene import Bystander, Hand, Scene, Subject
from capture.studio.tracker import StudioTracker, tracked
from capture.types import Frame, Gesture

WHO, OTHER = Persona(name="mean", seed=1), Persona(name="other", seed=2)
BLACK = np.zeros((720, 1280, 3), np.uint8)


class Wandering:
    def at(self, t_s: float) -> Scene:
        return Scene(persona=WHO, t_s=t_s, subject=Subject(x_mm=100 * t_s))


def test_the_face_is_the_one_of_the_frames_time() -> None:
    with StudioTracker(Wandering()) as tracker:
        first, later = (tracker.track(Frame(index, t_s, BLACK)) for index, t_s in enumerate((0.0, 1.0)))
        again = tracker.track(Frame(2, 0.0, BLACK))
    assert first.face is not None
    assert later.face is not None
    assert again.face is not None
    assert later.face.nose_tip_px[0] > first.face.nose_tip_px[0] + 50
    assert np.array_equal(again.face.mesh_px, first.face.mesh_px)
    assert len(first.boxes) == 1


def test_the_sitters_box_comes_first() -> None:
    both = tracked(Scene(persona=WHO, bystander=Bystander(persona=OTHER, x_mm=400, distance_mm=1300)))
    assert len(both.boxes) == 2
    assert both.boxes[0].width_px > both.boxes[1].width_px


def test_who_is_alone_in_the_picture_is_all_that_is_found() -> None:
    left = msgspec.structs.replace(Scene(persona=WHO, subject=Subject(x_mm=3000)), bystander=Bystander(persona=OTHER, x_mm=0))
    found = tracked(left)
    assert found.face is None
    assert len(found.boxes) == 1


def test_a_face_too_small_has_its_box_only() -> None:
    tiny = tracked(Scene(persona=WHO, subject=Subject(distance_mm=6000)))
    assert tiny.face is None
    assert len(tiny.boxes) == 1


@pytest.mark.parametrize(
    ("hand", "said"),
    [
        (Hand(x_mm=175, y_mm=10, turn_deg=0), Gesture.PALM),
        (Hand(x_mm=-190, y_mm=0, turn_deg=-15), Gesture.PALM),
        (Hand(x_mm=190, y_mm=0, turn_deg=60), None),
        (Hand(x_mm=0, y_mm=90, turn_deg=-10), None),
        (Hand(x_mm=175, y_mm=420, turn_deg=0), None),
        (None, None),
    ],
    ids=["up", "other side", "aside", "before the mouth", "below the picture", "none"],
)
def test_a_hand_says_what_it_would_say_in_the_picture(hand: Hand | None, said: Gesture | None) -> None:
    found = tracked(Scene(persona=WHO, subject=Subject(distance_mm=750, y_mm=-20), hand=hand))
    assert found.face is not None
    assert found.gesture is said
