from __future__ import annotations

import numpy as np
import pytest

from capture.overview import overview
from capture.pixels import linear

SHAPE = (360, 640)


def _matte() -> np.ndarray:
    matte = np.zeros((36, 64), np.float32)
    matte[:, 16:48] = 1
    return matte


def test_mean_light_is_linear() -> None:
    half = np.zeros((*SHAPE, 3), np.uint8)
    half[:180] = 255
    assert overview(half, None).mean_light == pytest.approx(0.5, abs=0.01)


def test_cameras_of_any_size_give_the_same_copy() -> None:
    coarse = np.random.default_rng(2).integers(0, 256, (9, 16, 3)).astype(np.uint8)
    small, large = (overview(coarse.repeat(size, axis=0).repeat(size, axis=1), _matte()) for size in (40, 240))
    assert small.light.shape == large.light.shape == (144, 256)
    np.testing.assert_allclose(small.light, large.light, atol=0.02)


def test_behind_is_what_the_person_leaves_and_their_edge_is_theirs() -> None:
    view = overview(np.zeros((*SHAPE, 3), np.uint8), _matte())
    assert view.behind is not None
    assert (view.behind[:, :60] == 255).all()
    assert (view.behind[:, 62:194] == 0).all()


def test_without_a_matte_or_room_round_the_person_nothing_is_behind() -> None:
    picture = np.zeros((*SHAPE, 3), np.uint8)
    assert overview(picture, None).behind is None
    assert overview(picture, np.ones((9, 16), np.float32)).behind is None


def test_a_cell_is_the_mean_of_samples_and_no_single_one() -> None:
    noise = np.random.default_rng(4).integers(0, 256, (1080, 1920, 3)).astype(np.uint8)
    assert overview(noise, None).rgb_light.std() < 0.7 * linear(noise).std()


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (700, 2)])
def test_odd_pictures_have_a_copy(shape: tuple[int, int]) -> None:
    assert overview(np.full((*shape, 3), 255, np.uint8), np.zeros((2, 2), np.float32)).mean_light == pytest.approx(1)
