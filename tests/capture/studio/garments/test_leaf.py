from __future__ import annotations

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.studio import physique
from capture.studio.garments import leaf
from capture.studio.garments.leaf import Course
from capture.studio.parts import Part
from capture.studio.sheet import Paint, Sheet

BODY = physique.build(Persona(name="Nobody", seed=1))
FOLD = Course(((38, 160), (45, 150), (52, 140), (59, 129)), ((104, 112), (180, 93)), (7, 9))
EDGE = Course(((66, 222), (78, 199), (89, 176), (97, 156)), ((104, 138), (180, 131)), (5, 8))


def ring() -> leaf.Leaf:
    fold, edge = (leaf.both_sides(leaf.line(BODY, course, 25)) for course in (FOLD, EDGE))
    return leaf.ruled(BODY, fold, edge, np.linspace(0, 1, 7, dtype=np.float32), 3.0)


def test_a_course_goes_through_its_places_at_its_ease() -> None:
    around, level, ease = leaf.line(BODY, FOLD, 6).T
    points = physique.surface_mm(BODY.distance_mm, around, level, ease)
    assert points[:4, :2] == pytest.approx(np.array(FOLD.front_mm), abs=0.5)
    assert np.degrees(around[4:]) == pytest.approx([104, 180], abs=0.1)
    assert ease[[0, -1]] == pytest.approx([7, 9])


def test_a_course_in_front_only_ends_at_its_last_place() -> None:
    around, level, ease = leaf.line(BODY, Course(((59, 150), (46, 262), (4, 436)), ease_mm=(9, 9)), 9).T
    assert physique.surface_mm(BODY.distance_mm, around, level, ease)[-1, :2] == pytest.approx((4, 436), abs=0.5)


def test_a_ring_is_a_mirror_image_and_goes_from_left_to_right_round_the_back() -> None:
    points = ring().points_mm
    assert points[0, 0, 0] > 30
    assert points[0, -1, 0] < -30
    assert points[0, 24, 2] > 60
    assert np.allclose(points[:, ::-1] * [-1, 1, 1], points, atol=0.5)


def test_a_leaf_faces_outwards_and_stands_off_the_skin() -> None:
    made = ring()
    outward = made.points_mm - np.array([0, 0, physique.AXIS_Z_MM], np.float32)
    outward[..., 1] = 0
    assert (np.einsum("vuk,vuk->vu", outward, made.normals) > 0).mean() > 0.97
    x, y, z = (made.points_mm[..., axis] for axis in range(3))
    assert (BODY.distance_mm(x, y, z) > 3).mean() > 0.97


def test_borders_are_told_but_the_folds() -> None:
    made = ring()
    assert made.to_edge_mm[-1].max() == 0
    assert made.to_edge_mm[:, 0].max() == 0
    assert made.to_edge_mm[0, 12] > 15, "the fold is no border"


def test_the_outline_is_the_border_as_seen_from_the_front() -> None:
    outline = ring().outline_mm
    assert outline.shape == (2 * (49 + 7) - 2, 2)
    assert outline[:, 0].max() > 90


def as_part(made: leaf.Leaf) -> Part:
    return Part(Sheet(made.points_mm, made.normals), Paint(np.ones((13, 97, 3), np.float32)), np.ones(made.points_mm.shape[:2], np.float32))


def test_angles_rise_along_the_fold() -> None:
    around = ring().around_rad
    assert (np.diff(around) > 0).all()
    assert around[24] == pytest.approx(np.pi, abs=1e-3)


def test_the_inside_faces_in_and_is_dimmer() -> None:
    made = ring()
    lining = leaf.inside(as_part(made))
    assert np.allclose(lining.sheet.normals[:, ::-1], -made.normals)
    assert lining.open_frac.max() < 1
