from __future__ import annotations

import numpy as np
import pytest

from capture.making.mean_face import make
from capture.mean_face import TRIANGLES, VERTICES_MM, normals


def test_the_script_makes_what_ships() -> None:
    vertices, triangles = make()
    assert np.array_equal(triangles, TRIANGLES)
    # FaceMesh's arithmetic differs a little between processors.
    assert vertices == pytest.approx(VERTICES_MM, abs=0.3)


def test_the_mean_face_is_symmetrical_level_and_a_heads_size() -> None:
    mirrored = VERTICES_MM * np.float32([-1, 1, 1])
    nearest = np.linalg.norm(VERTICES_MM[:, None] - mirrored[None], axis=2).min(axis=1)
    assert nearest.max() < 1e-3
    width, height, depth = np.ptp(VERTICES_MM, axis=0)
    assert 130 < width < 160
    assert 150 < height < 190
    assert 60 < depth < 100
    nose = VERTICES_MM[VERTICES_MM[:, 2].argmin()]
    assert abs(nose[0]) < 6
    assert 25 < nose[1] < 60


def test_triangles_face_outwards() -> None:
    facing = normals(VERTICES_MM)
    assert np.linalg.norm(facing, axis=1) == pytest.approx(1, abs=1e-5)
    assert (facing[:, 2] < 0.05).mean() > 0.99
    sideways = VERTICES_MM[TRIANGLES].mean(axis=1)[:, 0]
    outer = np.abs(sideways) > 50
    assert (np.sign(facing[outer, 0]) == np.sign(sideways[outer])).all()
