from __future__ import annotations

import numpy as np
import pytest

from capture.script.people import named
from capture.studio import grid
from capture.studio.head import closed_normals
from capture.studio.person import person


def at(field: np.ndarray, x: float, y: float, z: float) -> np.ndarray:
    rows, columns = field.shape[:2]
    u, v = grid.place(np.array([x, y, z])) * np.array([columns - 1, rows - 1])
    return field[round(v), round(u)]


def test_normals_point_outwards_all_round_also_at_seam_and_poles() -> None:
    head = person(named()["bruno"]).head
    outwards = np.einsum("vuk,vuk->vu", head.normals, grid.directions(grid.GEOMETRY))
    assert (outwards > 0).mean() > 0.985
    assert outwards[:3].min() > 0.9
    assert np.allclose(head.normals[:, 0], head.normals[:, -1], atol=1e-3)


def test_a_balls_normals_are_its_directions() -> None:
    directions = grid.directions((60, 80))
    assert np.einsum("vuk,vuk->vu", closed_normals(directions * 90), directions).min() > 0.99


def test_hair_adds_bulk_and_a_bald_head_has_none() -> None:
    haired, bald = person(named()["mateo"]).head, person(named()["bruno"]).head
    assert np.linalg.norm(at(haired.points_mm, 0, -100, 30)) > np.linalg.norm(at(haired.shape.points_mm, 0, -100, 30)) + 3
    assert at(haired.strand_frac, 0, -100, 30) > 0.7
    assert at(bald.strand_frac, 0, -100, 30) < 0.2


def test_codes_are_square_roots_so_that_dark_hair_keeps_its_steps() -> None:
    head = person(named()["mateo"]).head
    assert head.colours.dtype == np.uint8
    cheek, hair = (at((head.colours / 255.0) ** 2, *place) for place in ((45, 35, -60), (0, -100, 20)))
    assert cheek[0] > cheek[2] > 0.1
    assert hair.max() < 0.15


def test_relief_is_flat_on_average_and_there_where_skin_is() -> None:
    finish = person(named()["bruno"]).head.finish.astype(float)
    assert finish[..., 1].mean() == pytest.approx(128, abs=2)
    rows, columns = grid.TEXTURE
    cheek = finish[int(0.55 * rows) : int(0.6 * rows), int(0.58 * columns) : int(0.62 * columns)]
    assert cheek[..., 1].std() > 1


def test_the_head_is_drawn_but_for_what_runs_inside_the_neck() -> None:
    drawn = person(named()["mateo"]).head.drawn_frac
    assert at(drawn, 0, 30, -90) == 1
    assert at(drawn, 0, 108, -80) == 1
    assert at(drawn, 0, 90, 20) < 0.01
    assert at(drawn, 70, 0, 30) == 1


def test_ears_folds_are_shaded() -> None:
    head = person(named()["bruno"]).head
    inside = head.open_frac[head.shape.hollow_frac > 0.6]
    assert inside.mean() < 0.6 * head.open_frac.mean()
