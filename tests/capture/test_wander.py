from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.wander import Backdrop, Wander

SHAPE = (180, 320)
EVERYWHERE = np.full(SHAPE, 255, np.uint8)


def _seen(picture: np.ndarray, behind: np.ndarray = EVERYWHERE, noise: float = 0.0, seed: int = 0) -> Backdrop:
    noisy = picture + np.random.default_rng(seed).normal(0, noise, picture.shape)
    return Backdrop(np.clip(np.round(noisy), 0, 255).astype(np.uint8), behind)


def _corners(shift: tuple[float, float]) -> np.ndarray:
    texture = cv2.GaussianBlur(np.random.default_rng(3).normal(128, 400, (260, 400)), (0, 0), 4)
    moved = np.array([[1, 0, shift[0] - 40], [0, 1, shift[1] - 40]], np.float64)
    return cv2.warpAffine(texture, moved, SHAPE[::-1], flags=cv2.INTER_CUBIC)


def _shading(shift: tuple[float, float], brighter: float = 1.0) -> np.ndarray:
    """A wall in a pool of light with the soft shadow of a lamp's stand: no corner anywhere."""
    y, x = np.indices(SHAPE) - np.array([90 + shift[1], 160 + shift[0]])[:, None, None]
    return brighter * (60 + 110 * np.exp(-(x**2 + 2 * y**2) / 60**2) - 25 * np.exp(-((x - 70) ** 2) / 20**2))


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.4, -0.3), (3.2, 1.5), (-9.0, 6.0)])
def test_corners_are_followed(shift: tuple[float, float]) -> None:
    way = Wander().way(_seen(_corners((0, 0)), noise=2), _seen(_corners(shift), noise=2, seed=1))
    assert way == pytest.approx(np.array(shift), abs=0.1)


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.3, 0.0), (0.0, -0.4), (0.5, 0.5)])
@pytest.mark.parametrize("brighter", [1.0, 1.05])
def test_where_there_are_none_the_shading_tells(shift: tuple[float, float], brighter: float) -> None:
    way = Wander().way(_seen(_shading((0, 0)), noise=1), _seen(_shading(shift, brighter), noise=1, seed=1))
    assert way == pytest.approx(np.array(shift), abs=0.15)


def test_an_even_wall_tells_nothing() -> None:
    wall = np.full(SHAPE, 120.0)
    assert Wander().way(_seen(wall, noise=3), _seen(wall, noise=3, seed=1)) is None
    assert Wander().way(_seen(wall), _seen(wall)) is None


def test_what_is_not_background_is_not_looked_at() -> None:
    behind = EVERYWHERE.copy()
    behind[40:, 100:220] = 0
    earlier, later = _corners((0, 0)), _corners((0, 0))
    later[50:, 110:210] = _corners((8, 3))[50:, 110:210]
    way = Wander().way(_seen(earlier, behind), _seen(later, behind))
    assert way == pytest.approx(np.zeros(2), abs=0.05)


def test_it_goes_on_after_another_picture() -> None:
    wander = Wander()
    wander.way(_seen(_corners((0, 0))), _seen(_corners((1, 0))))
    wander.forget()
    assert wander.way(_seen(_corners((4, 0))), _seen(_corners((6, 0)))) == pytest.approx(np.array([2, 0]), abs=0.1)
