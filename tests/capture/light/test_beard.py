from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from faces import made_face

from capture.light import beard, search, surface, together
from capture.mean_face.shadows import DIRECTIONS
from capture.mean_face.skin import ALBEDO, MAY_BE_BEARD, SKIN, mirrored

BEARD = MAY_BE_BEARD[SKIN]
LAMPS = [(0.5, -0.4, -0.77), (-0.8, 0.35, -0.5), (0.3, 0.6, -0.74)]


def lit(at: int, albedo_of_beard: float) -> surface.Skin:
    """Skin that a key in grid direction `at` and as much fill light exactly as the model says, its lower part as dark as told."""
    even = np.ones(len(SKIN), np.float32)
    skin = surface.Skin(SKIN, even, even[:, None].repeat(3, axis=1), even / len(SKIN), surface.facing(made_face().mesh_px)[0][SKIN], 0.0, 0.2)
    light = ALBEDO[SKIN] * (0.5 + 0.5 * search.shadings(skin, np.array([at]))[0]) * np.where(BEARD, albedo_of_beard, 1)
    mean = float(light.mean())
    return replace(skin, light=(light / mean).astype(np.float32), mean_light=0.2 * mean)


def off_deg(towards: np.ndarray, at: int) -> float:
    return float(np.degrees(np.arccos(np.clip(towards @ DIRECTIONS[at], -1, 1))))


@pytest.mark.parametrize("towards", LAMPS)
@pytest.mark.parametrize("albedo", [0.9, 1.0, 1.6])
def test_shaved_and_grey_bearded_faces_are_read_whole(towards: tuple[float, float, float], albedo: float) -> None:
    at = int((DIRECTIONS @ np.float32(towards)).argmax())
    assert beard.shaved(lit(at, albedo), DIRECTIONS[at]) is None


@pytest.mark.parametrize("towards", LAMPS)
def test_a_dark_beard_is_no_shadow(towards: tuple[float, float, float]) -> None:
    at = int((DIRECTIONS @ np.float32(towards)).argmax())
    skin = lit(at, 0.15)
    rest = beard.shaved(skin, DIRECTIONS[at])
    assert rest is not None
    assert not MAY_BE_BEARD[rest.triangles].any()
    assert rest.weights.sum() == pytest.approx(1)
    assert rest.light @ rest.weights == pytest.approx(1, abs=1e-4)
    np.testing.assert_allclose(rest.light * rest.mean_light, (skin.light * skin.mean_light)[~BEARD], rtol=1e-4)
    everywhere = np.arange(len(DIRECTIONS))
    misled_deg = off_deg(search.direction(skin, everywhere).towards, at)
    assert off_deg(search.direction(rest, everywhere).towards, at) < 3
    assert off_deg(together.find(skin).towards, at) < 0.5 * misled_deg


def test_with_hardly_any_other_skin_all_of_it_is_kept() -> None:
    at = int((DIRECTIONS @ np.float32(LAMPS[0])).argmax())
    skin = lit(at, 0.15)
    seen = np.flatnonzero(BEARD | (np.arange(len(SKIN)) % 5 == 0))
    part = replace(skin, triangles=SKIN[seen], light=skin.light[seen], weights=skin.weights[seen], normals=skin.normals[seen], rgb=skin.rgb[seen])
    assert beard.shaved(part, DIRECTIONS[at]) is None


def test_beards_grow_alike_on_both_sides() -> None:
    assert MAY_BE_BEARD[mirrored(np.flatnonzero(MAY_BE_BEARD))].all()
