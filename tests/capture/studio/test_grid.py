from __future__ import annotations

import numpy as np

from capture.studio import grid


def test_place_finds_every_point_of_the_lattice_again() -> None:
    rows, columns = shape = (41, 61)
    inner = slice(1, -1), slice(1, -1)
    place = grid.place(grid.directions(shape)[inner] * 90)
    u, v = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    assert np.allclose(place[..., 0], u[inner], atol=2e-3)
    assert np.allclose(place[..., 1], v[inner], atol=2e-3)


def test_the_nose_is_in_the_middle_column_and_the_left_ear_right_of_it() -> None:
    nose, left_ear, crown = grid.place(np.array([[0.0, 10, -100], [80, 0, 10], [0, -120, 0]]))
    assert abs(nose[0] - 0.5) < 1e-3
    assert left_ear[0] > 0.7
    assert crown[1] < 0.01
    assert nose[1] > 0.4


def test_the_face_is_sampled_finer_than_the_back_of_the_head() -> None:
    longitude, _ = grid.angles_rad(grid.GEOMETRY)
    steps = np.degrees(np.diff(longitude[0]))
    assert steps.min() > 0
    middle = steps[len(steps) // 2]
    assert middle < 1.6
    assert steps[0] > 2 * middle
