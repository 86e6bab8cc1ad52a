from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.camera.liveness import BLACK_CODE, Liveness
from capture.types import Frame

if TYPE_CHECKING:
    from capture.types import Rgb

GREY = np.full((90, 160, 3), 120, np.uint8)


def seen(pictures: list[Rgb], fps: float = 10) -> Liveness:
    liveness = Liveness()
    for index, rgb in enumerate(pictures):
        liveness.see(Frame(index, index / fps, rgb))
    return liveness


def one_pixel_other(row: int, column: int) -> Rgb:
    rgb = GREY.copy()
    rgb[row, column, 1] += 1
    return rgb


@pytest.mark.parametrize("other", [one_pixel_other(0, 0), one_pixel_other(45, 77), GREY[:80]], ids=["where it looks first", "elsewhere", "another size"])
def test_the_same_picture_is_told_from_its_first_and_one_pixel_ends_it(other: Rgb) -> None:
    assert seen([GREY]).same_s == 0
    assert seen([GREY] * 13).same_s == pytest.approx(1.2)
    assert seen([GREY, GREY, GREY, other]).same_s == 0
    assert seen([GREY, other, other]).same_s == pytest.approx(0.1)


def test_black_is_told_with_its_noise_and_ended_by_any_light() -> None:
    noise = np.random.default_rng(3)
    dark = [noise.integers(0, BLACK_CODE + 1, GREY.shape, np.uint8) for _ in range(11)]
    assert seen(dark).black_s == pytest.approx(1.0)
    assert seen(dark).same_s == 0
    lamp = dark[0].copy()
    lamp[30:50, 60:80] = 90
    assert seen([*dark, lamp]).black_s == 0
    assert seen([GREY]).black_s == 0
