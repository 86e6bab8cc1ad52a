from __future__ import annotations

import numpy as np
import pytest

from capture.export.resize import reduced
from capture.pixels import linear


def test_a_checkerboard_keeps_its_light() -> None:
    board = (np.indices((240, 240)).sum(axis=0) % 2 * 255).astype(np.uint8)
    picture = np.repeat(board[:, :, None], 3, axis=2)
    smaller = reduced(picture, (60, 60))
    assert linear(smaller).mean() == pytest.approx(0.5, abs=0.005)
    assert smaller.mean() == pytest.approx(188, abs=1), "half the light is code 188; a filter on the codes would give 128"


def test_noise_keeps_its_light_in_each_channel() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    smaller = reduced(picture, (100, 75))
    assert smaller.shape == (75, 100, 3)
    assert np.allclose(linear(smaller).mean(axis=(0, 1)), linear(picture).mean(axis=(0, 1)), atol=0.003)


def test_an_even_colour_stays_what_it_is() -> None:
    for colour in ((0, 0, 0), (255, 255, 255), (3, 120, 251), (201, 150, 128)):
        picture = np.full((97, 131, 3), colour, np.uint8)
        assert (reduced(picture, (50, 37)) == colour).all()


def test_left_stays_left() -> None:
    picture = np.zeros((80, 120, 3), np.uint8)
    picture[:40, :60] = (255, 0, 0)
    smaller = reduced(picture, (30, 20))
    assert tuple(smaller[3, 4]) == (255, 0, 0)
    assert tuple(smaller[16, 25]) == (0, 0, 0)


def test_it_never_enlarges() -> None:
    with pytest.raises(ValueError, match="can't be reduced"):
        reduced(np.zeros((10, 10, 3), np.uint8), (11, 5))
