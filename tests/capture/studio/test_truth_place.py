from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.axes import angles_deg
from capture.mean_face.turns import ANCHORS
from capture.pose import Anchors
from capture.script.persona import Persona
from capture.script.scene import Camera, Scene, Subject
from capture.studio import truth_place
from capture.studio.expression import landmarks
from capture.studio.person import person
from capture.studio.stage import set_stage

if TYPE_CHECKING:
    from capture.types import CameraReading, FramingReading, PoseReading

WHO = Persona(name="mean", seed=1)


def mesh() -> np.ndarray:
    head = person(WHO).head
    return landmarks(head.shape, head.fields, Subject())


def pose_of(camera: Camera | None = None, **subject: float) -> PoseReading:
    scene = Scene(persona=WHO, subject=Subject(**subject), camera=camera or Camera())
    return truth_place.pose(scene, set_stage(scene), mesh())


def framing_of(camera: Camera | None = None, **subject: float) -> FramingReading:
    scene = Scene(persona=WHO, subject=Subject(**subject), camera=camera or Camera())
    return truth_place.framing(scene, set_stage(scene), mesh(), person(WHO).head.points_mm[:60].reshape(-1, 3))


@pytest.mark.parametrize(("x_mm", "y_mm"), [(0.0, 0.0), (250.0, -60.0), (-250.0, 80.0)])
def test_the_pose_is_the_scenes_wherever_the_head_is(x_mm: float, y_mm: float) -> None:
    found = pose_of(yaw_deg=20, pitch_deg=-7, roll_deg=5, x_mm=x_mm, y_mm=y_mm)
    assert (found.yaw_deg, found.pitch_deg, found.roll_deg) == pytest.approx((20, -7, 5), abs=0.6)


def test_the_measure_agrees_on_the_exact_mesh() -> None:
    scene = Scene(persona=WHO, subject=Subject(yaw_deg=-25, pitch_deg=8, roll_deg=-6, x_mm=100))
    stage = set_stage(scene)
    flat = stage.lens.project(stage.head.to_camera(mesh()))
    fit = Anchors(ANCHORS).fit(np.column_stack([flat, np.zeros(468)]).astype(np.float32), (720, 1280), scene.camera.hfov_deg)
    assert fit is not None
    exact = truth_place.pose(scene, stage, mesh())
    assert (exact.yaw_deg, exact.pitch_deg, exact.roll_deg) == pytest.approx(angles_deg(fit.turn), abs=3)


def test_a_camera_that_leans_tilts_the_head_the_other_way() -> None:
    assert pose_of(Camera(lean_deg=6)).roll_deg == pytest.approx(-6, abs=0.1)


def test_the_shoulders_turn_is_told() -> None:
    assert pose_of(shoulders_yaw_deg=25).shoulders_yaw_deg == 25


def test_nearer_is_larger_and_right_is_towards_the_left_shoulder() -> None:
    far, near = framing_of(distance_mm=1200), framing_of(distance_mm=600)
    assert near.face_height_frac == pytest.approx(2 * far.face_height_frac, rel=0.08)
    assert near.eye_distance_px == pytest.approx(2 * far.eye_distance_px, rel=0.03)
    assert near.distance_m == pytest.approx(0.6, abs=0.02)
    assert framing_of(x_mm=100).offset_frac > 0.05
    assert framing_of(y_mm=100).eye_line_frac > framing_of().eye_line_frac > framing_of(y_mm=-100).eye_line_frac


def test_a_turn_leaves_the_mended_eye_distance() -> None:
    assert framing_of(yaw_deg=35).eye_distance_px == pytest.approx(framing_of().eye_distance_px, rel=0.06)


def test_the_crown_is_over_the_forehead_and_can_leave_the_picture() -> None:
    inside = framing_of()
    assert 0 < inside.headroom_frac < inside.eye_line_frac - 0.5 * inside.face_height_frac
    assert framing_of(y_mm=-200).headroom_frac < 0


def test_motion_is_of_a_thirtieth_of_a_second() -> None:
    def moved(**subject: object) -> float:
        scene = Scene(persona=WHO, subject=Subject(**subject))
        return truth_place.motion_px(scene, set_stage(scene), mesh())

    assert moved() == 0
    at_300_mm_s = moved(speed_mm_s=(300.0, 0.0, 0.0))
    focal_px = set_stage(Scene(persona=WHO)).lens.focal_px
    assert at_300_mm_s == pytest.approx(10 * focal_px / 690, rel=0.05)
    assert moved(turn_deg_s=(60.0, 0.0, 0.0)) > 1


def camera_of(camera: Camera, t_s: float = 0.0, **subject: float) -> CameraReading:
    scene = Scene(persona=WHO, subject=Subject(**subject), camera=camera, t_s=t_s)
    return truth_place.camera(scene, set_stage(scene), mesh())


def test_shake_and_lean_are_the_cameras() -> None:
    assert camera_of(Camera()).shake_px == 0
    shaken = [camera_of(Camera(shake_px=6, lean_deg=-3, height_deg=12), t_s) for t_s in np.arange(20) / 7]
    assert np.mean([each.shake_px for each in shaken]) > 0.5
    assert shaken[0].level_deg == -3


def test_the_lens_is_as_high_as_the_eyes_see_it() -> None:
    assert camera_of(Camera(height_deg=12)).height_deg == pytest.approx(12, abs=0.2)
    assert camera_of(Camera(height_deg=12), x_mm=200).height_deg == pytest.approx(12, abs=0.7), "aside is not up"
    low_in_the_picture_deg = np.degrees(np.arctan2(120, 700))
    assert camera_of(Camera(), y_mm=120).height_deg == pytest.approx(low_in_the_picture_deg, abs=0.3)
    assert camera_of(Camera(height_deg=-10), y_mm=120, pitch_deg=15).height_deg == pytest.approx(low_in_the_picture_deg - 10, abs=2.5), "a nod moves the eyes"
