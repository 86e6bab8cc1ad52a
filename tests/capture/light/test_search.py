from __future__ import annotations

import numpy as np
import pytest
from faces import made_face

from capture.light import search, strength, surface
from capture.mean_face.shadows import DIRECTIONS
from capture.mean_face.skin import ALBEDO, SKIN

STRAIGHT = np.eye(3, dtype=np.float32)


def skin_of(shade: float, fill: float, key: float, at: int) -> tuple[surface.Skin, np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
    """Return skin that a key in grid direction `at` lights exactly as the model says, times `shade`, with the shadings of all directions."""
    normals = surface.facing(made_face().mesh_px)[0][SKIN]
    weights = np.full(len(SKIN), 1 / len(SKIN), np.float32)
    blank = surface.Skin(SKIN, np.ones(len(SKIN), np.float32), weights, normals, 0.0, 0.2)
    shading = search.shadings(blank)
    light = (ALBEDO[SKIN] * (fill + key * shading[:, at]) * shade).astype(np.float32)
    return surface.Skin(SKIN, light, weights, normals, 0.0, 0.2), shading


def test_the_fit_gives_back_fill_and_key_and_costs_nothing() -> None:
    at = int((DIRECTIONS @ np.float32([0.5, -0.4, -0.77])).argmax())
    skin, shading = skin_of(1.0, 0.5, 1.2, at)
    found = search.fit(skin, shading)
    assert found.cost.argmin() == at
    assert found.cost[at] == pytest.approx(0, abs=1e-6)
    assert found.fill[at] == pytest.approx(0.5, abs=0.01)
    assert found.key[at] == pytest.approx(1.2, abs=0.01)
    assert (found.fill >= 0).all()
    assert (found.key >= 0).all()


@pytest.mark.parametrize("towards", [(0.0, 0.0, -1.0), (0.6, -0.3, -0.74), (-0.6, 0.2, -0.77), (0.9, -0.1, 0.4)])
def test_the_direction_is_the_keys(towards: tuple[float, float, float]) -> None:
    at = int((DIRECTIONS @ np.float32(towards)).argmax())
    key = search.direction(*skin_of(1.0, 0.4, 1.0, at))
    assert np.degrees(np.arccos(min(float(key.towards @ DIRECTIONS[at]), 1))) < 3
    assert key.over_fill_ev == pytest.approx(np.log2(1.4 / 0.4), abs=0.05)


def test_confidence_is_what_the_key_explains_and_falls_with_clipping() -> None:
    skin, shading = skin_of(1.0, 0.4, 1.0, 100)
    key = search.direction(skin, shading)
    assert search.confidence_frac(skin, key) > 0.9
    even, shading = skin_of(1.0, 1.0, 0.0, 100)
    assert search.confidence_frac(even, search.direction(even, shading)) < 0.05
    clipped = surface.Skin(skin.triangles, skin.light, skin.weights, skin.normals, 0.5, 0.2)
    assert search.confidence_frac(clipped, key) == pytest.approx(search.confidence_frac(skin, key) / 2, abs=0.01)


def test_cheeks_that_are_not_both_seen_are_unknown() -> None:
    skin, _ = skin_of(1.0, 0.4, 1.0, 100)
    one_side = np.flatnonzero(skin.normals[:, 0] > 0)
    part = surface.Skin(SKIN[one_side], skin.light[one_side], skin.weights[one_side], skin.normals[one_side], 0.0, 0.2)
    assert strength.cheeks_ev(skin) is not None
    assert strength.cheeks_ev(part) is None


def test_even_light_has_no_softness() -> None:
    even, shading = skin_of(1.0, 1.0, 0.0, 100)
    assert strength.softness_frac(even, search.direction(even, shading), shading) is None
