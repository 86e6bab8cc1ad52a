from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture import expression, eyes
from capture.script.persona import Persona
from capture.script.scene import Hand, Scene, Subject
from capture.studio.face import face

if TYPE_CHECKING:
    from capture.types import Face

WHO = Persona(name="mean", seed=1)
BLANK = np.zeros((720, 1280, 3), np.uint8)


def seen(**subject: float) -> Face:
    found = face(Scene(persona=WHO, subject=Subject(**subject)))
    assert found is not None
    return found


def test_the_subjects_left_is_the_pictures_right() -> None:
    found = seen()
    assert found.left_eye.outer_px[0] > found.left_eye.inner_px[0] > found.right_eye.inner_px[0] > found.right_eye.outer_px[0]
    assert found.mouth.left_corner_px[0] > found.mouth.right_corner_px[0]
    assert found.shoulders_px is not None
    assert found.shoulders_px[0, 0] > found.shoulders_px[1, 0]
    assert found.forehead_px[1] < found.nose_tip_px[1] < found.chin_px[1]


def test_z_grows_away_from_the_camera() -> None:
    found = seen(yaw_deg=40)
    turned_away = found.mesh_px[np.argmax(found.mesh_px[:, 0]), 2]
    assert found.mesh_px[1, 2] < turned_away, "the nose's tip is nearer than the far cheek"


def test_the_irises_sit_in_the_open_eyes() -> None:
    found = seen()
    for eye in (found.left_eye, found.right_eye):
        middle, half = (eye.outer_px + eye.inner_px) / 2, np.linalg.norm(eye.outer_px - eye.inner_px) / 2
        assert np.linalg.norm(eye.iris_px - middle) < 0.35 * half
        assert 0.3 < eye.iris_radius_px / half < 0.6


def test_the_gaze_moves_them() -> None:
    straight, left = seen(), seen(gaze_yaw_deg=15)
    assert left.left_eye.iris_px[0] > straight.left_eye.iris_px[0] + 1


def test_the_measures_read_what_the_scene_says() -> None:
    assert eyes.measure(seen(left_open_frac=0.0), None).left_open_frac < 0.15
    assert eyes.measure(seen(left_open_frac=0.0), None).right_open_frac > 0.8
    rest, smiling = (expression.measure(BLANK, face, eyes.measure(face, None)) for face in (seen(), seen(smile_frac=0.8)))
    assert smiling.smile_frac - rest.smile_frac == pytest.approx(0.8, abs=0.15)


def test_the_matte_holds_the_face() -> None:
    found = seen(x_mm=80)
    assert found.matte is not None
    cells = np.round(found.mesh_px[:, :2] / 5).astype(int)
    assert found.matte[cells[:, 1], cells[:, 0]].mean() > 0.95
    assert found.matte[0, 0] == 0


@pytest.mark.parametrize("subject", [Subject(x_mm=3000), Subject(yaw_deg=80), Subject(y_mm=-700), Subject(distance_mm=100)])
def test_there_is_none_out_of_sight(subject: Subject) -> None:
    assert face(Scene(persona=WHO, subject=subject)) is None


def test_a_hand_before_the_eyes_hides_the_face_and_one_before_the_chin_does_not() -> None:
    assert face(Scene(persona=WHO, hand=Hand(x_mm=5, y_mm=-20))) is None
    assert face(Scene(persona=WHO, hand=Hand(x_mm=5, y_mm=130))) is not None
