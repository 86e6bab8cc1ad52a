from __future__ import annotations

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.script.scene import Bystander, Scene
from capture.studio import boxes
from capture.studio.face import face

WHO, OTHER = Persona(name="mean", seed=1), Persona(name="other", seed=2)


def someone(**place: float) -> Scene:
    return Scene(persona=WHO, bystander=Bystander(persona=OTHER, **place))


def test_the_box_spans_the_face() -> None:
    found = face(Scene(persona=WHO))
    assert found is not None
    box = boxes.box(found.mesh_px)
    assert box.top_px == pytest.approx(found.forehead_px[1], abs=0.1 * box.height_px)
    assert box.top_px + box.height_px == pytest.approx(found.chin_px[1], abs=2)
    assert box.eyes_px[0, 0] > box.eyes_px[1, 0], "the subject's left eye is first"


def test_someone_beside_is_found_and_the_farther_the_smaller() -> None:
    near, far = (boxes.behind(someone(x_mm=500, distance_mm=distance_mm), None) for distance_mm in (1400, 2200))
    assert near is not None
    assert far is not None
    assert near.width_px > 1.4 * far.width_px


def test_nobody_is_found_where_nobody_is_or_outside_the_picture() -> None:
    assert boxes.behind(Scene(persona=WHO), None) is None
    assert boxes.behind(someone(x_mm=3000), None) is None


def test_the_sitter_hides_who_is_right_behind() -> None:
    sitter = face(Scene(persona=WHO))
    assert sitter is not None
    assert boxes.behind(someone(x_mm=0, y_mm=0), sitter.mesh_px[:, :2]) is None
    assert boxes.behind(someone(x_mm=0, y_mm=0), None) is not None


def test_a_face_much_smaller_than_the_sitters_does_not_count() -> None:
    large = boxes.box(np.float32([[0, 0], [100, 140]] * 234))
    small = boxes.box(np.float32([[0, 0], [30, 42]] * 234))
    assert not boxes.counted(small, large)
    assert boxes.counted(small, None)
    assert boxes.counted(large, large)
