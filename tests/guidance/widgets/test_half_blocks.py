from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from guidance.widgets.half_blocks import HALF_BLOCK, cells_of, fitted, halved, mirrored, segments, shrunk

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import Rgb


def test_a_wide_picture_takes_the_width_and_a_tall_one_the_height() -> None:
    assert fitted((720, 1280, 3), (80, 80)) == (80, 45)
    assert fitted((1280, 720, 3), (80, 80)) == (45, 80)
    assert fitted((10, 4000, 3), (20, 10)) == (20, 1)


@pytest.mark.parametrize("shrink", [shrunk, halved])
@pytest.mark.parametrize("size", [(2160, 3840), (1080, 1920), (100, 160)])
def test_shrinking_keeps_the_mean_of_each_quarter(size: tuple[int, int], shrink: Callable[[Rgb, int, int], Rgb]) -> None:
    rgb = np.zeros((*size, 3), np.uint8)
    rgb[: size[0] // 2, : size[1] // 2] = (200, 10, 10)
    rgb[size[0] // 2 :, size[1] // 2 :] = (10, 10, 200)
    small = shrink(rgb, 64, 36)
    assert small.shape == (36, 64, 3)
    assert small[5, 5].tolist() == [200, 10, 10]
    assert small[30, 60].tolist() == [10, 10, 200]
    assert small[5, 60].tolist() == [0, 0, 0]


@pytest.mark.parametrize("shrink", [shrunk, halved])
def test_fine_stripes_shrink_to_their_mean(shrink: Callable[[Rgb, int, int], Rgb]) -> None:
    rgb = np.zeros((360, 640, 3), np.uint8)
    rgb[:, ::2] = 200
    assert np.abs(shrink(rgb, 64, 36).astype(int) - 100).max() <= 2


def test_halving_reaches_sizes_that_are_no_part_and_larger_ones() -> None:
    ramp = np.repeat(np.linspace(0, 255, 640).astype(np.uint8)[None, :, None], 360, axis=0).repeat(3, axis=2)
    for size in ((427, 240), (640, 360), (960, 540)):
        small = halved(ramp, *size)
        assert small.shape == (size[1], size[0], 3)
        assert np.abs(small[9, :, 1].astype(int) - np.linspace(0, 255, size[0])).max() <= 2


def test_the_picture_is_mirrored_and_centred_in_its_margin() -> None:
    rgb = np.zeros((100, 100, 3), np.uint8)
    rgb[:, :50] = (255, 0, 0)
    rgb[:, 50:] = (0, 0, 255)
    canvas, picture = mirrored(rgb, (40, 20), (1, 2, 3))
    assert canvas.shape == (20, 40, 3)
    assert picture.shape == (20, 20, 3)
    assert canvas[10, 5].tolist() == canvas[10, 35].tolist() == [1, 2, 3]
    assert canvas[10, 12].tolist() == [0, 0, 255]
    assert canvas[10, 27].tolist() == [255, 0, 0]


def test_a_cell_holds_the_upper_pixel_then_the_lower() -> None:
    canvas = np.arange(4 * 3 * 3, dtype=np.uint8).reshape(4, 3, 3)
    cells = cells_of(canvas)
    assert cells.shape == (2, 3, 6)
    assert cells[1, 2].tolist() == [*canvas[2, 2].tolist(), *canvas[3, 2].tolist()]


def test_segments_join_equal_cells_and_keep_six_bits() -> None:
    cells = np.zeros((1, 5, 6), np.uint8)
    cells[0, 2:] = (255, 128, 64, 3, 2, 1)
    (line,) = segments(cells)
    assert [segment.text for segment in line] == [HALF_BLOCK * 2, HALF_BLOCK * 3]
    style = line[1].style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    assert tuple(style.color.get_truecolor()) == (255, 130, 65)
    assert tuple(style.bgcolor.get_truecolor()) == (0, 0, 0)
