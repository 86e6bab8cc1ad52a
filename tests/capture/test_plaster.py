from __future__ import annotations

from functools import cache
from itertools import pairwise

import cv2
import numpy as np
import pytest

from capture.plaster import Plaster, Wall

SHAPE = (360, 640)
BEHIND = np.full((90, 160), 255, np.uint8)


@cache
def _relief() -> np.ndarray:
    """A relief of a standard deviation of 1, beyond the picture too."""
    relief = cv2.GaussianBlur(np.random.default_rng(5).normal(0, 1, (SHAPE[0] + 80, SHAPE[1] + 80)), (0, 0), 2)
    return np.asarray(relief / relief.std())


def _wall(shift: tuple[int, int] = (0, 0), relief: float = 0.7, noise: float = 2.0, seed: int = 0) -> np.ndarray:
    """A wall in a pool of light whose relief, in codes, is under the noise; its content went right and down by `shift`."""
    right, down = shift
    y, x = np.indices(SHAPE)
    codes = 110 + 40 * np.exp(-((x - 300 - right) ** 2 + (y - 100 - down) ** 2) / 400**2)
    codes += relief * _relief()[40 - down : 40 - down + SHAPE[0], 40 - right : 40 - right + SHAPE[1]]
    codes += np.random.default_rng((seed, 1)).normal(0, noise, SHAPE)
    return np.clip(np.round(codes), 0, 255).astype(np.uint8)[..., None].repeat(3, axis=2)


def _jpeg(rgb: np.ndarray, quality: int) -> np.ndarray:
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 1), np.uint8)


@pytest.mark.parametrize("shift", [(0, 0), (1, -2), (-9, 5), (20, 17)])
def test_a_wall_is_followed_by_a_relief_under_the_noise(shift: tuple[int, int]) -> None:
    way = Plaster().way_px(Wall(_wall(), BEHIND), Wall(_wall(shift, seed=1), BEHIND))
    assert way == pytest.approx(np.array(shift), abs=0.3)


def test_it_goes_on_from_frame_to_frame() -> None:
    plaster = Plaster()
    frames = [Wall(_wall((2 * number, -number), seed=number), BEHIND) for number in range(4)]
    ways = [plaster.way_px(*pair) for pair in pairwise(frames)]
    assert ways == [pytest.approx(np.array([2, -1]), abs=0.3)] * 3


def test_a_wall_without_relief_tells_nothing() -> None:
    assert Plaster().way_px(Wall(_wall(relief=0), BEHIND), Wall(_wall((3, 0), relief=0, seed=1), BEHIND)) is None
    even = np.full((*SHAPE, 3), 128, np.uint8)
    assert Plaster().way_px(Wall(even, BEHIND), Wall(even, BEHIND)) is None


@pytest.mark.parametrize("quality", [95, 85, 75, 60])
@pytest.mark.parametrize("noise", [0.0, 0.3, 1.0, 2.0])
def test_what_jpeg_makes_of_an_even_wall_is_not_taken_for_one_that_stands_still(quality: int, noise: float) -> None:
    for seed in range(4):
        before, now = (_jpeg(_wall(shift, 0, noise, 2 * seed + (shift[0] > 0)), quality) for shift in ((0, 0), (3, 0)))
        way = Plaster().way_px(Wall(before, BEHIND), Wall(now, BEHIND))
        assert way is None or way == pytest.approx(np.array([3, 0]), abs=0.3)


def test_only_areas_of_background_are_read() -> None:
    behind = BEHIND.copy()
    behind[:, 60:] = 0
    before, now = _wall(), _wall((4, 2), seed=1)
    before[:, 240:], now[:, 240:] = _wall(relief=9)[:, 240:], _wall((-8, 0), relief=9)[:, 240:]
    way = Plaster().way_px(Wall(before, behind), Wall(now, behind))
    assert way == pytest.approx(np.array([4, 2]), abs=0.4)
    assert Plaster().way_px(Wall(before, np.zeros_like(BEHIND)), Wall(now, np.zeros_like(BEHIND))) is None
