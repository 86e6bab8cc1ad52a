from __future__ import annotations

import numpy as np
import pytest
from faces import made_face

from capture.light import search, strength, surface
from capture.mean_face import TRIANGLES, VERTICES_MM
from capture.mean_face.shadows import DIRECTIONS, LIT_FRAC
from capture.mean_face.skin import ALBEDO, LEFT_CHEEK, SKIN

EVERY = np.arange(len(DIRECTIONS))


def skin_with(light: np.ndarray, weights: np.ndarray, normals: np.ndarray) -> surface.Skin:
    rgb = light[:, None] * np.float32([0.26, 0.19, 0.14])
    return surface.Skin(SKIN, light, rgb, weights, normals, 0.0, 0.2)


def skin_of(shade: float, fill: float, key: float, at: int) -> tuple[surface.Skin, np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
    """Return skin that a key in grid direction `at` lights exactly as the model says, times `shade`, with the shadings of all directions."""
    normals = surface.facing(made_face().mesh_px)[0][SKIN]
    weights = np.full(len(SKIN), 1 / len(SKIN), np.float32)
    blank = skin_with(np.ones(len(SKIN), np.float32), weights, normals)
    shading = search.shadings(blank, EVERY)
    light = (ALBEDO[SKIN] * (fill + key * shading[at]) * shade).astype(np.float32)
    return skin_with(light, weights, normals), shading


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
    key = search.direction(skin_of(1.0, 0.4, 1.0, at)[0], EVERY)
    assert np.degrees(np.arccos(min(float(key.towards @ DIRECTIONS[at]), 1))) < 3
    assert key.over_fill_ev == pytest.approx(np.log2(1.4 / 0.4), abs=0.05)


def test_a_lamp_in_the_room_is_explained_as_one() -> None:
    at = int((DIRECTIONS @ np.float32([0.7, -0.2, -0.68])).argmax())
    blank, _ = skin_of(1.0, 0.5, 1.2, at)
    centres_mm = VERTICES_MM[TRIANGLES[SKIN]].mean(axis=1)
    way_mm = 2000 * DIRECTIONS[at] - (centres_mm - centres_mm.mean(axis=0))
    far_mm = np.linalg.norm(way_mm, axis=1)
    near = np.maximum((blank.normals * way_mm).sum(axis=1) / far_mm, 0) * LIT_FRAC[SKIN, at] * (2000 / far_mm) ** 2
    far = np.maximum(blank.normals @ DIRECTIONS[at], 0) * LIT_FRAC[SKIN, at]
    costs = [
        search.fit(skin_with((ALBEDO[SKIN] * (0.3 + share)).astype(np.float32), blank.weights, blank.normals), search.shadings(blank, EVERY)).cost[at]
        for share in (near, far)
    ]
    assert costs[0] == pytest.approx(0, abs=1e-7)
    assert costs[1] > 1e-5, "light from far away is another light"


def test_only_what_is_near_the_thought_is_tried() -> None:
    tried = search.around(np.float32([0, 0, -2]))
    assert (DIRECTIONS[tried, 2] < -0.6).all()
    assert 60 < len(tried) < 140
    at = int((DIRECTIONS @ np.float32([0.5, -0.4, -0.77])).argmax())
    skin, _ = skin_of(1.0, 0.4, 1.0, at)
    np.testing.assert_allclose(search.direction(skin, tried).towards, search.direction(skin, EVERY).towards, atol=0.02)


def test_cheeks_that_are_not_both_seen_are_unknown() -> None:
    skin, _ = skin_of(1.0, 0.4, 1.0, 100)
    one_side = np.flatnonzero(skin.normals[:, 0] > 0)
    part = surface.Skin(SKIN[one_side], skin.light[one_side], skin.rgb[one_side], skin.weights[one_side], skin.normals[one_side], 0.0, 0.2)
    assert strength.cheeks_ev(skin) is not None
    assert strength.cheeks_ev(part) is None


@pytest.mark.parametrize("skin_rgb", [(0.5, 0.36, 0.28), (0.06, 0.03, 0.02), (0.3, 0.3, 0.3)])
def test_gloss_on_the_lit_cheek_is_no_light_on_its_skin(skin_rgb: tuple[float, float, float]) -> None:
    skin, _ = skin_of(1.0, 0.4, 1.0, 100)
    lit = np.isin(skin.triangles, LEFT_CHEEK)
    light = np.where(lit, 0.8, 0.2).astype(np.float32)
    glossy = 0.0 if skin_rgb[0] == skin_rgb[1] else 0.02
    rgb = light[:, None] * np.float32(skin_rgb) + np.where(lit, glossy, 0)[:, None].astype(np.float32)
    read = surface.Skin(skin.triangles, light, rgb, skin.weights, skin.normals, 0.0, 0.2)
    assert strength.cheeks_ev(read) == pytest.approx(2.0, abs=0.1)
