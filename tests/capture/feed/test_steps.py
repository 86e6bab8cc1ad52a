from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.feed.steps import outline_ev

SHAPE, CELL_PX = (240, 320), 2.0
FINE = 4
"""Drawn so many times larger, since a lens sees no pixels."""


def share(soft_px: float = 0.0) -> np.ndarray:
    """Return the share (H, W) of a person with round shoulders, from a matte of `CELL_PX`."""
    fine = np.zeros((SHAPE[0] * FINE, SHAPE[1] * FINE), np.float32)
    cv2.ellipse(fine, (160 * FINE, 170 * FINE), (80 * FINE, 140 * FINE), 0, 0, 360, (1,), -1)
    person = cv2.resize(fine, SHAPE[::-1], interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(person, (0, 0), soft_px) if soft_px else person


def seen(spread_px: float, *, room_spread_px: float | None = None, checked: float = 60, room: tuple[int, int] = (150, 190)) -> np.ndarray:
    """Return codes (H, W) of a person in checked clothes before a checked wall, as a lens of that spread draws them; the room may be blurrier."""
    rows, columns = np.mgrid[: SHAPE[0] * FINE, : SHAPE[1] * FINE] // (20 * FINE)
    checks = ((rows + columns) % 2).astype(np.float32)
    wall, clothes = room[0] + (room[1] - room[0]) * checks, 60 + np.float32(checked) * checks
    person = cv2.resize(share(), (SHAPE[1] * FINE, SHAPE[0] * FINE), interpolation=cv2.INTER_LINEAR) > 0.5
    if room_spread_px is not None:
        wall = cv2.GaussianBlur(wall, (0, 0), room_spread_px * FINE)
    fine = cv2.GaussianBlur(np.where(person, clothes, wall), (0, 0), spread_px * FINE)
    return cv2.resize(fine, SHAPE[::-1], interpolation=cv2.INTER_AREA)


def codes(picture: np.ndarray, noise: float = 1.0) -> np.ndarray:
    return np.clip(picture + np.random.default_rng(5).normal(0, noise, picture.shape) + 0.5, 0, 255).astype(np.uint8)


def before_a_wall(person: np.ndarray, matte: np.ndarray) -> np.ndarray:
    return codes(170 * (1 - matte) + person * matte)


def sharpened(picture: np.ndarray) -> np.ndarray:
    return picture + (picture - cv2.GaussianBlur(picture, (0, 0), 1.2)) * 0.8


HONEST = {
    "sharp": lambda: seen(0.7),
    "soft": lambda: seen(1.6),
    "sharpened": lambda: sharpened(seen(1.0)),
    "shallow depth of field": lambda: seen(0.8, room_spread_px=5),
    "hazy": lambda: seen(0.8) * 0.6 + 90,
    "before a dark wall": lambda: seen(0.8, room=(20, 26)),
    "before a blown wall": lambda: seen(0.8, room=(300, 300)),
}


@pytest.mark.parametrize("name", HONEST)
def test_no_honest_outline_is_steeper_than_the_steepest_edges(name: str) -> None:
    found = outline_ev(codes(HONEST[name]()), share(), CELL_PX)
    assert found is None or found < 0.1
    assert found is not None or name == "before a blown wall", "where it is cut off by white nothing is told"


@pytest.mark.parametrize("spread_px", [0.8, 1.2, 1.6])
def test_a_hard_cut_is(spread_px: float) -> None:
    cut = before_a_wall(seen(spread_px), (share() > 0.5).astype(np.float32))
    found = outline_ev(cut, share(), CELL_PX)
    assert found is not None
    assert found > 0.3


def test_a_soft_cut_is_not() -> None:
    found = outline_ev(before_a_wall(seen(0.8), share(2.0)), share(), CELL_PX)
    assert found is not None
    assert found < 0


def test_where_the_camera_is_as_sharp_as_a_cut_or_has_no_edges_nothing_is_told() -> None:
    assert outline_ev(codes(seen(0.05)), share(), CELL_PX) is None
    assert outline_ev(codes(seen(0.8, checked=0, room=(150, 150))), share(), CELL_PX) is None
    assert outline_ev(codes(seen(0.8)), np.zeros(SHAPE, np.float32), CELL_PX) is None
