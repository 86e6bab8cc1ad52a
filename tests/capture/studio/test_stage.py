from __future__ import annotations

import numpy as np
import pytest

from capture.axes import angles_deg, line_of_sight
from capture.script.persona import Persona
from capture.script.scene import Camera, Scene, Subject
from capture.studio.grid import CENTRE_MM
from capture.studio.stage import NECK_PIVOT_MM, set_stage, shake_px

PERSONA = Persona(name="Nobody", seed=1)
EYES_MM = -CENTRE_MM
"""The eyes' middle in the head's frame."""


def scene(camera: Camera | None = None, **subject: float) -> Scene:
    return Scene(persona=PERSONA, subject=Subject(**subject), camera=camera or Camera())


def test_straight_eyes_are_where_the_scene_says() -> None:
    stage = set_stage(scene(x_mm=120, y_mm=-40, distance_mm=800))
    assert np.allclose(stage.head.to_camera(EYES_MM), [120, -40, 800], atol=1e-3)


@pytest.mark.parametrize("x_mm", [0.0, -250.0])
@pytest.mark.parametrize(("yaw", "pitch", "roll"), [(0, 0, 0), (40, 0, 0), (-25, 18, 0), (10, -20, 15)])
def test_pose_is_relative_to_the_line_of_sight_wherever_the_head_has_turned_to(x_mm: float, yaw: float, pitch: float, roll: float) -> None:
    stage = set_stage(scene(x_mm=x_mm, yaw_deg=yaw, pitch_deg=pitch, roll_deg=roll))
    eyes = stage.head.to_camera(EYES_MM).astype(np.float64)
    assert angles_deg(line_of_sight(eyes).T @ stage.head.rotation) == pytest.approx((yaw, pitch, roll), abs=0.02)


def test_the_head_turns_about_the_neck_which_stays_on_the_body() -> None:
    straight, turned = set_stage(scene()), set_stage(scene(yaw_deg=40, pitch_deg=10, shoulders_yaw_deg=20))
    for stage in (straight, turned):
        pivot = NECK_PIVOT_MM.astype(np.float32)
        assert np.allclose(stage.head.to_camera(pivot), stage.body.to_camera(pivot), atol=1e-3)
        assert np.allclose(stage.head.to_camera(pivot), straight.head.to_camera(pivot), atol=1e-3)
    nose = np.array([0.0, 30, -100], np.float32)
    assert turned.lens.project(turned.head.to_camera(nose))[0] > straight.lens.project(straight.head.to_camera(nose))[0] + 50


def test_a_higher_lens_sees_the_body_lean_towards_it_while_the_pose_stays() -> None:
    low, high = set_stage(scene()), set_stage(scene(camera=Camera(height_deg=15)))
    crown_side, waist = np.array([0.0, -100, 30], np.float32), np.array([0.0, 300, 30], np.float32)
    assert high.body.to_camera(waist)[2] > low.body.to_camera(waist)[2] + 30
    assert high.body.to_camera(crown_side)[2] < high.body.to_camera(waist)[2]
    assert np.allclose(high.head.rotation, low.head.rotation)


def test_a_leaning_camera_turns_the_picture_the_other_way() -> None:
    lens = set_stage(scene(camera=Camera(lean_deg=10))).lens
    right, middle = lens.project(np.array([[100.0, 0, 700], [0, 0, 700]]))
    assert np.allclose(middle, lens.middle_px)
    assert right[1] < middle[1] - 10


def test_rays_go_through_the_pixels_that_points_are_projected_to() -> None:
    stage = set_stage(scene(camera=Camera(lean_deg=4, shake_px=3.0)))
    rays = stage.lens.rays((600, 300, 620, 310))
    assert np.allclose(stage.lens.project(rays[7, 12] * 900), [612, 307], atol=0.02)


def test_a_wider_lens_makes_a_smaller_head() -> None:
    near, wide = (set_stage(scene(camera=Camera(hfov_deg=hfov))).lens for hfov in (40, 80))
    assert near.focal_px > 1.8 * wide.focal_px


def test_shake_has_the_size_asked_for_and_is_the_same_at_the_same_time() -> None:
    wander = np.array([shake_px(2.0, 5, t / 7) for t in range(600)])
    assert wander.std(axis=0) == pytest.approx([2, 2], rel=0.2)
    assert np.array_equal(shake_px(2.0, 5, 1.5), shake_px(2.0, 5, 1.5))
    assert not shake_px(0.0, 5, 1.5).any()
