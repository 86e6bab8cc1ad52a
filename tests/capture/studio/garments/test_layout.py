from __future__ import annotations

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.studio import physique
from capture.studio.garments import layout
from capture.studio.parts import Part
from capture.studio.sheet import Paint, Sheet, normals_of

BODY = physique.build(Persona(name="Nobody", seed=1))
AROUND = layout.columns_rad(57)


def test_columns_go_all_round_with_one_in_front_and_denser_at_the_sides() -> None:
    assert AROUND[[0, 28, -1]] == pytest.approx([-np.pi, 0, np.pi], abs=1e-6)
    steps = np.diff(AROUND)
    assert (steps > 0).all()
    assert steps[27] > 1.5 * steps[14], "a chest is flat in front"


def test_a_shell_hangs_from_its_edge_and_stands_off_by_its_ease() -> None:
    edge = layout.edge_level(BODY, AROUND, np.full_like(AROUND, 140))
    below = np.float32([[0], [2], [60], [300]])
    shell = layout.shell(BODY, AROUND, edge, below, np.full((4, 57), 5, np.float32))
    assert shell.points_mm[0, :, 1] == pytest.approx(np.full(57, 140), abs=5)
    x, y, z = (shell.points_mm[:2, :, axis] for axis in range(3))
    assert np.median(BODY.distance_mm(x, y, z)) == pytest.approx(5, abs=0.2)
    assert (shell.points_mm[3, :, 1] > 300).all()


def test_folds_raise_a_shell_along_its_normals() -> None:
    edge = layout.edge_level(BODY, AROUND, np.full_like(AROUND, 140))
    shell = layout.shell(BODY, AROUND, edge, np.linspace(0, 300, 12, dtype=np.float32)[:, None], np.zeros((12, 57), np.float32))
    raised = shell.raised(np.full((12, 57), 4, np.float32))
    assert np.linalg.norm(raised.points_mm - shell.points_mm, axis=-1) == pytest.approx(np.full((12, 57), 4), abs=1e-3)
    assert raised.points_mm[8, 28, 2] < shell.points_mm[8, 28, 2], "in front, towards the lens"


def test_an_edge_runs_through_its_points_as_seen_from_the_front() -> None:
    level = layout.front_edge_level(BODY, AROUND, [(0, 236), (29, 192), (53, 156), (77, 123)], 115, 106)
    points = physique.surface_mm(BODY.distance_mm, AROUND, level)
    assert points[28, 1] == pytest.approx(236, abs=1)
    assert np.interp(29, points[28:40, 0], points[28:40, 1]) == pytest.approx(192, abs=5)
    assert points[[0, -1], 1] == pytest.approx([106, 106], abs=3)
    assert np.allclose(level, level[::-1], atol=0.5)


def test_points_seen_from_the_front_lie_on_the_skin() -> None:
    points = layout.before_mm(BODY.distance_mm, np.float32([0, 40, -90]), np.float32([250, 170, 300]))
    assert BODY.distance_mm(points[:, 0], points[:, 1], points[:, 2]) == pytest.approx([0, 0, 0], abs=0.05)
    assert (points[:, 2] < 32).all()
    assert np.allclose(physique.surface_mm(BODY.distance_mm, layout.around_of(points), physique.level_of(points)), points, atol=0.2)


def test_a_curve_goes_through_its_knots() -> None:
    bent = layout.curve([(0, 0), (10, 5), (20, 0), (30, 10)], 31)
    assert np.allclose(bent[::10], [(0, 0), (10, 5), (20, 0), (30, 10)], atol=1e-5)


def test_stretching_keeps_the_border() -> None:
    lattice = np.random.default_rng(1).normal(size=(5, 7, 2)).astype(np.float32)
    texture = layout.stretched(lattice, (41, 61))
    assert texture.shape == (41, 61, 2)
    assert np.allclose(texture[::10, ::10], lattice, atol=1e-5)


def part() -> Part:
    """Return a part whose texels and points carry their column's number."""
    column = np.broadcast_to(np.arange(57, dtype=np.float32), (4, 57))
    points = np.stack([column, np.arange(4, dtype=np.float32)[:, None] * np.ones_like(column), np.zeros_like(column)], -1).astype(np.float32)
    texels = np.broadcast_to(np.linspace(0, 56, 56 * 3 + 1, dtype=np.float32)[None, :, None], (10, 169, 3))
    return Part(Sheet(points, normals_of(points)), Paint(np.ascontiguousarray(texels)), np.array(column))


def test_columns_take_their_texels_along() -> None:
    some = layout.columns_of(part(), np.array([54, 55, 0, 1]))
    assert some.sheet.points_mm[0, :, 0].tolist() == [54, 55, 0, 1]
    assert some.paint.albedo.shape == (10, 10, 3)
    assert some.paint.albedo[0, ::3, 0] == pytest.approx([54, 55, 0, 1])
    first = layout.rows_of(part(), 3)
    assert first.sheet.points_mm.shape == (3, 57, 3)
    assert first.paint.albedo.shape == (7, 169, 3)


def test_halves_overlap_and_have_rising_angles() -> None:
    (behind,), (before,) = layout.halves(part(), AROUND)
    assert behind.behind_neck
    assert not before.behind_neck
    for half in (behind, before):
        assert half.around_rad is not None
        assert (np.diff(half.around_rad) > 0).all()
        assert len(half.around_rad) == half.sheet.points_mm.shape[1]
    columns = {float(x) for half in (behind, before) for x in half.sheet.points_mm[0, :, 0]}
    assert columns | {0.0} >= {float(x) for x in range(56)}
