from __future__ import annotations

import numpy as np

from capture.studio.sheet import cross, normals_of, unit


def test_a_flat_sheet_that_faces_the_lens_has_normals_towards_it() -> None:
    across, down = np.meshgrid(np.arange(6.0), np.arange(5.0))
    points = np.stack([across, down, np.full_like(across, 700)], -1).astype(np.float32)
    assert np.allclose(normals_of(points), [0, 0, -1], atol=1e-6)


def test_cross_is_numpys_and_unit_keeps_nothing_as_nothing() -> None:
    rng = np.random.default_rng(2)
    a, b = rng.standard_normal((2, 7, 3)).astype(np.float32)
    assert np.allclose(cross(a, b), np.cross(a, b), atol=1e-5)
    assert np.allclose(np.linalg.norm(unit(a), axis=1), 1, atol=1e-6)
    assert np.array_equal(unit(np.zeros((2, 3), np.float32)), np.zeros((2, 3)))
