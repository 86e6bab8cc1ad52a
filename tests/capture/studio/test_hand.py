from __future__ import annotations

import numpy as np
import pytest

from capture.mean_face import VERTICES_MM
from capture.mean_face.features import NOSE_TIP
from capture.script.persona import Clothes, Persona, Skin
from capture.script.scene import Hand, Scene
from capture.studio import hand, raster
from capture.studio.grid import CENTRE_MM
from capture.studio.stage import Stage, set_stage
from capture.studio.surface import pigment

PERSONA = Persona(name="Nobody", seed=1, skin=Skin(monk=5.0), clothes=Clothes(colour=(0.05, 0.1, 0.4)))
STAGE = set_stage(Scene(persona=PERSONA))


def mesh_px(stage: Stage) -> np.ndarray:
    return stage.lens.project(stage.head.to_camera(VERTICES_MM - CENTRE_MM))


def texel(x_mm: float, y_mm: float) -> np.ndarray:
    """Return the colour at a place of the hand's own frame."""
    row = np.interp(y_mm, hand.ROWS_MM, np.linspace(0, hand.TEXTURE[0] - 1, len(hand.ROWS_MM)))
    column = np.interp(x_mm, hand.COLUMNS_MM, np.linspace(0, hand.TEXTURE[1] - 1, len(hand.COLUMNS_MM)))
    return hand.build(PERSONA).paint.albedo[round(float(row)), round(float(column))]


def test_a_hand_before_the_nose_hides_most_of_the_face() -> None:
    hidden = hand.hides(mesh_px(STAGE), Hand(x_mm=0, y_mm=0), STAGE)
    assert hidden[NOSE_TIP]
    assert hidden.mean() > 0.45


def test_a_hand_beside_or_below_the_face_hides_none_of_it() -> None:
    assert not hand.hides(mesh_px(STAGE), Hand(x_mm=260, y_mm=0), STAGE).any()
    assert not hand.hides(mesh_px(STAGE), Hand(x_mm=0, y_mm=330), STAGE).any()


def test_it_lies_between_the_nose_and_the_lens() -> None:
    depth = hand.posed(hand.build(PERSONA), Hand(), STAGE).points_mm[..., 2]
    nose_mm = STAGE.head.to_camera(VERTICES_MM[NOSE_TIP] - CENTRE_MM)[2]
    upper = depth[: len(depth) // 2]
    assert upper.max() < nose_mm
    assert upper.min() > nose_mm - 90


def test_the_fingers_turn_clockwise() -> None:
    tips = {}
    for turn in (0, 40):
        points = hand.posed(hand.build(PERSONA), Hand(turn_deg=turn), STAGE).points_mm
        tips[turn] = points[0].mean(axis=0)
    assert tips[40][0] > tips[0][0] + 60


def test_what_is_drawn_is_what_hides() -> None:
    sheet = hand.posed(hand.build(PERSONA), Hand(), STAGE)
    coverage = raster.cover(STAGE.lens.project(sheet.points_mm), sheet.points_mm[..., 2], STAGE.lens.size_px)
    assert coverage is not None
    x0, y0, x1, y1 = coverage.box
    across, down = np.meshgrid(np.arange(x0, x1, 5), np.arange(y0, y1, 5))
    hidden = hand.hides(np.stack([across, down], -1).reshape(-1, 2).astype(np.float32), Hand(), STAGE).reshape(across.shape)
    row = (coverage.v * (hand.TEXTURE[0] - 1)).round().astype(int)
    column = (coverage.u * (hand.TEXTURE[1] - 1)).round().astype(int)
    cover = hand.build(PERSONA).paint.cover
    assert cover is not None
    drawn = (coverage.alpha * cover[row, column] > 0.5)[::5, ::5]
    # The relief stands out of the plane that the outline is on, so they differ by a few pixels at the border.
    assert (drawn & hidden).sum() > 0.9 * (drawn | hidden).sum()


def test_it_has_the_sitters_skin_and_sleeve() -> None:
    assert texel(5, 5) == pytest.approx(pigment.tone(5.0), rel=0.35)
    sleeve = texel(5, 220)
    assert sleeve[2] > 3 * sleeve[1] > 0


def test_nails_are_paler_than_the_finger_behind_them() -> None:
    tip, joint = hand.TIPS[1], hand.JOINTS[1]
    assert texel(tip[0], tip[1] - 1).sum() > 1.05 * texel((tip[0] + joint[0]) / 2, (tip[1] + joint[1]) / 2).sum()


def test_gaps_between_fingers_are_open() -> None:
    between = Hand(x_mm=0, y_mm=0, turn_deg=0)
    place = hand._place_mm(between, STAGE)
    gap_x = (hand.TIPS[1][0] + hand.TIPS[2][0]) / 2
    point = place + np.array([gap_x, hand.TIPS[2][1], 0], np.float32)
    assert not hand.hides(STAGE.lens.project(point[None]), between, STAGE)[0]


def test_its_joints_lie_on_it() -> None:
    up = Hand(x_mm=150, y_mm=20, turn_deg=15)
    joints = hand.joints_px(up, STAGE)
    assert joints.shape == (21, 3)
    assert hand.hides(joints[:, :2], up, STAGE).all()
    wrist, middle_tip, thumb_tip, little_tip = joints[[0, 12, 4, 20], :2]
    assert middle_tip[1] < wrist[1], "fingers up"
    assert thumb_tip[0] < little_tip[0], "a right hand's back has its thumb on the left"
