from __future__ import annotations

import numpy as np
import pytest
from faces import made_face

from capture.closeup import closeup
from capture.colour.patches import Place, seen_patches
from capture.pixels import polygon_mask

SHAPE = (480, 640)
SKIN = (180, 130, 110)


def test_each_place_is_where_its_name_says() -> None:
    face = made_face(SHAPE)
    rgb = np.full((*SHAPE, 3), SKIN, np.uint8)
    found = seen_patches(closeup(rgb, face), face)
    assert set(found) == set(Place)
    # The subject's left is the image's right.
    middles = {place: float(patch.aside.mean()) for place, patch in found.items()}
    assert middles[Place.LEFT_CHEEK] == pytest.approx(0.8, abs=0.1)
    assert middles[Place.RIGHT_CHEEK] == pytest.approx(-0.8, abs=0.1)
    assert middles[Place.LEFT_SIDE] > middles[Place.LEFT_CHEEK] + 0.2
    assert middles[Place.NOSE] == pytest.approx(0, abs=0.05)
    assert (found[Place.NOSE].codes == SKIN).all()


def test_places_follow_a_tilted_head() -> None:
    face = made_face(SHAPE, roll_deg=30)
    found = seen_patches(closeup(np.full((*SHAPE, 3), SKIN, np.uint8), face), face)
    assert float(found[Place.LEFT_CHEEK].aside.mean()) == pytest.approx(0.8, abs=0.1)


@pytest.mark.parametrize("lost", [(255, 255, 255), (10, 8, 6), (120, 120, 120)])
def test_what_is_burnt_sunk_or_grey_is_left_out(lost: tuple[int, int, int]) -> None:
    face = made_face(SHAPE)
    rgb = np.full((*SHAPE, 3), SKIN, np.uint8)
    rgb[:, int(face.nose_tip_px[0]) + 20 :] = lost
    assert Place.LEFT_CHEEK not in seen_patches(closeup(rgb, face), face)
    assert Place.RIGHT_CHEEK in seen_patches(closeup(rgb, face), face)


def test_a_few_burnt_pixels_do_not_count() -> None:
    face = made_face(SHAPE)
    rgb = np.full((*SHAPE, 3), SKIN, np.uint8)
    rgb[(polygon_mask(SHAPE, face.outline_px) > 0) & (np.random.default_rng(1).random(SHAPE) < 0.2)] = 255
    patch = seen_patches(closeup(rgb, face), face)[Place.FOREHEAD]
    assert (patch.codes == SKIN).all()
