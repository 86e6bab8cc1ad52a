from __future__ import annotations

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.script.scene import Scene, Subject
from capture.studio.parts import Part, posed, turned
from capture.studio.sheet import Paint, Sheet, normals_of
from capture.studio.stage import Stage, set_stage

HEIGHTS_MM = np.linspace(40, 160, 7, dtype=np.float32)
AROUND = np.radians(np.linspace(-180, 180, 25)).astype(np.float32)


def tube(**kind: object) -> Part:
    """Return an upright tube of 55 mm radius about the body's axis."""
    around, y = np.meshgrid(AROUND, HEIGHTS_MM)
    points = np.stack([55 * np.sin(around), y, 32 - 55 * np.cos(around)], -1).astype(np.float32)
    return Part(Sheet(points, normals_of(points)), Paint(np.ones((2, 2, 3), np.float32)), np.ones_like(around), **kind)


def on_stage(**subject: float) -> Stage:
    return set_stage(Scene(persona=Persona(name="Nobody", seed=1), subject=Subject(**subject)))


def test_what_rests_on_the_body_stays_when_the_head_turns() -> None:
    still, turning = (posed(tube(), on_stage(yaw_deg=yaw)).points_mm for yaw in (0, 45))
    assert np.allclose(still, turning, atol=1e-3)


def test_the_top_goes_with_the_head_and_the_bottom_with_the_body() -> None:
    share = np.broadcast_to(np.linspace(1, 0, 7, dtype=np.float32)[:, None], (7, 25))
    part, stage = tube(head_frac=share), on_stage(yaw_deg=40, pitch_deg=-15, roll_deg=18, shoulders_yaw_deg=10)
    points = posed(part, stage).points_mm
    assert np.allclose(points[0], stage.head.to_camera(part.sheet.points_mm[0]), atol=0.05)
    assert np.allclose(points[-1], stage.body.to_camera(part.sheet.points_mm[-1]), atol=0.05)
    assert not np.allclose(points[3], stage.body.to_camera(part.sheet.points_mm[3]), atol=3)


def test_a_twisted_neck_stays_as_thick_as_a_straight_one() -> None:
    share = np.broadcast_to(np.linspace(1, 0, 7, dtype=np.float32)[:, None], (7, 25))
    for yaw in (0, 80):
        points = posed(tube(head_frac=share), on_stage(yaw_deg=yaw)).points_mm
        across = np.linalg.norm(points[:, 6] - points[:, 18], axis=-1)
        assert across == pytest.approx(np.full(7, 110), abs=0.5)


def test_normals_turn_with_their_points() -> None:
    share = np.broadcast_to(np.linspace(1, 0, 7, dtype=np.float32)[:, None], (7, 25))
    part, stage = tube(head_frac=share), on_stage(yaw_deg=50)
    top = posed(part, stage).normals[0]
    assert np.allclose(top, part.sheet.normals[0] @ stage.head.rotation.T, atol=1e-3)
    assert np.allclose(np.linalg.norm(posed(part, stage).normals, axis=-1), 1, atol=1e-3)


def test_turning_by_a_share_is_turning_by_that_angle() -> None:
    quarter = turned(np.float32([[[1, 0, 0]]]), np.float32([[0.5]]), np.float32([0, np.pi, 0]))
    assert np.allclose(quarter, [[[0, 0, -1]]], atol=1e-5)


@pytest.mark.parametrize("shoulders_yaw_deg", [-40, 0, 40])
def test_halves_leave_no_column_undrawn_and_hide_what_the_neck_hides(shoulders_yaw_deg: float) -> None:
    stage = on_stage(shoulders_yaw_deg=shoulders_yaw_deg)
    before = posed(tube(around_rad=AROUND), stage).points_mm
    width = np.linalg.norm(np.diff(before, axis=1), axis=-1)[0]
    drawn = width > 1e-3
    depth = stage.body.to_camera(tube().sheet.points_mm)[0, :, 2]
    assert drawn[depth[:-1] < depth.mean() - 10].all(), "all of the near side is drawn"
    assert not drawn[depth[:-1] > depth.mean() + 35].any(), "nothing of the far side is"
    rolled = np.concatenate([AROUND[12:-1], AROUND[:13] + 2 * np.pi])
    columns = np.concatenate([np.arange(12, 24), np.arange(13)])
    part = tube()
    behind = Part(Sheet(part.sheet.points_mm[:, columns], part.sheet.normals[:, columns]), part.paint, part.open_frac, around_rad=rolled, behind_neck=True)
    far = np.linalg.norm(np.diff(posed(behind, stage).points_mm, axis=1), axis=-1)[0] > 1e-3
    own = np.zeros(24, bool)
    own[columns[:-1][far]] = True
    assert (drawn | own).all()
