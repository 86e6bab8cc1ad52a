from __future__ import annotations

import numpy as np

from capture.making.shadows import RAYS, directions, unshaded
from capture.mean_face import VERTICES_MM
from capture.mean_face.shadows import DIRECTIONS, LIT_FRAC
from capture.mean_face.skin import RELIEF


def test_the_stored_table_is_what_the_mean_face_gives() -> None:
    deep = VERTICES_MM * np.float32([1, 1, RELIEF])
    at = int((DIRECTIONS @ np.float32([0.6, -0.5, -0.62])).argmax())
    made = unshaded(deep, DIRECTIONS[at]) / RAYS
    assert 0.05 < (made == 0).mean() < 0.6
    assert np.abs(made - LIT_FRAC[:, at]).max() < 1e-6


def test_the_stored_directions_are_those_of_a_cut_icosahedron() -> None:
    made = directions()
    assert made.shape == DIRECTIONS.shape == (492, 3)
    assert (made @ DIRECTIONS.T).max(axis=1).min() > 0.99999
