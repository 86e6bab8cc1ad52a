from __future__ import annotations

import numpy as np

from capture.mean_face import VERTICES_MM, turns


def test_the_model_is_the_same_on_both_sides() -> None:
    places = VERTICES_MM[turns.ANCHORS]
    twins = np.linalg.norm(places[:, None] - places[None] * np.float32([-1, 1, 1]), axis=2).argmin(axis=1)
    signs = np.outer([-1, 1, 1], [1, -1, -1])
    np.testing.assert_allclose(turns.BY_PLACE_DEG[twins] * signs, turns.BY_PLACE_DEG, atol=1e-4)
    odd, even = [1, 3, 6, 8, 9, 11, 14], [0, 2, 4, 5, 7, 10, 12, 13]
    assert np.abs(turns.BY_ANGLE_DEG[odd, 0]).max() < 1e-3, "nothing that mirrors nods"
    assert np.abs(turns.BY_ANGLE_DEG[even, 1:]).max() < 1e-3, "nothing that doesn't mirror turns or leans"

