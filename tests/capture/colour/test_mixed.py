from __future__ import annotations

import numpy as np
import pytest

from capture.colour.mixed import difference_mired
from capture.colour.patches import Patch, Place
from capture.illuminant import LOGS_OF_MIRED
from capture.pixels import encode

MIDDLES = {place: {"LEFT_SIDE": 1.2, "LEFT_CHEEK": 0.8, "RIGHT_CHEEK": -0.8, "RIGHT_SIDE": -1.2}.get(place.name, 0.0) for place in Place}


LIGHT_SKIN = (0.4, 0.25, 0.18)


def _face(mired_across: float, *, stops_across: float = 0.0, mired_a_stop: float = 0.0, skin: tuple[float, ...] = LIGHT_SKIN) -> dict[Place, Patch]:
    """Skin whose light changes from cheek to cheek by mired and by stops, and whose colour changes with its brightness."""
    rng = np.random.default_rng(1)
    found = {}
    for place, middle in MIDDLES.items():
        aside = rng.uniform(middle - 0.3, middle + 0.3, 400).astype(np.float32)
        stops = stops_across * aside / 1.6 - 0.5 + rng.normal(0, 0.2, 400)
        mired = mired_across * aside / 1.6 + mired_a_stop * stops
        red, blue = (2 ** (LOGS_OF_MIRED[axis] * mired) for axis in (0, 1))
        light = np.stack([red, np.ones(400), blue], axis=1) * 2.0 ** stops[:, None] * skin
        found[place] = Patch(np.round(encode(light.astype(np.float32))).astype(np.uint8), aside, 900.0)
    return found


def _redder(codes: np.ndarray) -> np.ndarray:
    return np.minimum(codes + np.array([20, 0, 0]), 255).astype(np.uint8)


def test_two_lights_read_as_many_mired_as_they_are_apart_from_either_side() -> None:
    for mired in (-80, -40, 40, 80):
        assert difference_mired(_face(mired)) == pytest.approx(abs(mired), rel=0.15)


@pytest.mark.parametrize("skin", [(0.6, 0.45, 0.38), (0.08, 0.045, 0.03)])
@pytest.mark.parametrize("mired_a_stop", [-12, -5, 0])
def test_one_light_that_warms_skin_in_the_shadow_is_not_two(skin: tuple[float, float, float], mired_a_stop: float) -> None:
    assert difference_mired(_face(0, stops_across=1.5, mired_a_stop=mired_a_stop, skin=skin)) < 11


@pytest.mark.parametrize("mired_across", [-14, 14])
def test_a_weak_second_light_in_the_shade_is_seen_whether_it_is_warmer_or_colder(mired_across: float) -> None:
    found = difference_mired(_face(mired_across, stops_across=0.9, mired_a_stop=-5))
    assert found == pytest.approx(14, abs=2)


def test_hair_over_one_side_changes_little() -> None:
    face = _face(0, stops_across=1.5, mired_a_stop=-5)
    side = face[Place.RIGHT_SIDE]
    codes = side.codes.copy()
    codes[::4] = (30, 28, 30)
    assert difference_mired(face | {Place.RIGHT_SIDE: Patch(codes, side.aside, side.area_px)}) == pytest.approx(difference_mired(face), abs=3)


def test_blushing_cheeks_and_a_nose_of_another_colour_are_no_light() -> None:
    face = _face(20)
    red = {place: Patch(_redder(patch.codes), patch.aside, patch.area_px) for place, patch in face.items() if place is Place.LEFT_CHEEK}
    shining = Patch(np.full_like(face[Place.NOSE].codes, 200), face[Place.NOSE].aside, 0.0)
    assert difference_mired(face | red | {Place.NOSE: shining}) == pytest.approx(difference_mired(face), abs=1)


def test_a_cheek_that_is_not_seen_leaves_it_unknown() -> None:
    whole = _face(40)
    assert difference_mired({place: patch for place, patch in whole.items() if place is not Place.LEFT_CHEEK}) is None
    turned = Patch(whole[Place.LEFT_CHEEK].codes, whole[Place.LEFT_CHEEK].aside, 100.0)
    assert difference_mired(whole | {Place.LEFT_CHEEK: turned}) is None
