from __future__ import annotations

import numpy as np
import pytest
from faces import made_face

from capture.iso.aligned import align
from capture.iso.colour import a_b, off_skin

SHAPE = (720, 1280)


def _off(*codes: int) -> float | None:
    aligned = align(np.full((*SHAPE, 3), codes, np.uint8), made_face(SHAPE))
    assert aligned is not None
    return off_skin(aligned)


def test_cielab_under_d50_is_the_textbooks() -> None:
    for colour, expected in (((1, 1, 1), (0, 0)), ((1, 0, 0), (80.8, 69.9)), ((0, 1, 0), (-79.3, 81.0)), ((0, 0, 1), (68.3, -112.0))):
        assert a_b(np.array(colour, np.float64)) == pytest.approx(expected, abs=0.3)


@pytest.mark.parametrize("skin", [(225, 184, 160), (190, 140, 115), (120, 80, 60), (70, 45, 33)])
def test_skin_of_every_depth_is_natural(skin: tuple[int, int, int]) -> None:
    assert _off(*skin) == 0


def test_the_distance_grows_with_the_cast() -> None:
    distances = [_off(190, 140, blue) for blue in (115, 70, 40, 10)]
    assert distances[0] == 0
    assert distances == sorted(set(distances))
    assert distances[-1] > 10


def test_green_and_blue_faces_are_not_skin() -> None:
    assert _off(120, 190, 115) == 100
    assert _off(120, 115, 190) == 100


def test_a_grey_picture_is_not_blamed_for_its_colour() -> None:
    assert _off(128, 128, 128) == 0
