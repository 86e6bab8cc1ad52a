from __future__ import annotations

import io

import numpy as np
from PIL import Image

from capture.audit import blockiness
from tests.audited import studio_portrait
from tests.doctored import saved


def luma(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"), np.float32)


def test_squares_show_the_more_the_harder_it_was_saved() -> None:
    excess = []
    for quality in (95, 70, 40, 20):
        found = blockiness.measure(luma(saved(studio_portrait().rgb, quality)))
        assert found is not None
        excess.append(found.excess_frac)
    assert excess == sorted(excess)
    assert excess[0] < 0.9
    assert excess[2] > 1.2


def test_the_grid_is_found_where_a_crop_moved_it() -> None:
    found = blockiness.measure(luma(saved(studio_portrait().rgb, 40))[5:, 3:])
    assert found is not None
    assert (found.right_px, found.down_px) == (5, 3)


def test_small_and_flat_pictures_tell_nothing() -> None:
    assert blockiness.measure(np.zeros((20, 20), np.float32)) is None
    assert blockiness.measure(np.full((200, 200), 40, np.float32)) is None
