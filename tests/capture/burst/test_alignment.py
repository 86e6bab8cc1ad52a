from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.burst.alignment import Aligner, small_grey
from capture.burst.recipe import Recipe


def scene() -> np.ndarray:
    noise = np.random.default_rng(2).uniform(0, 255, (360, 480, 3)).astype(np.float32)
    return cv2.normalize(cv2.GaussianBlur(noise, (0, 0), 4), None, 30, 225, cv2.NORM_MINMAX)


def moved(picture: np.ndarray, right: float, down: float) -> np.ndarray:
    way = np.array([[1, 0, right], [0, 1, down]], np.float32)
    return np.rint(cv2.warpAffine(picture, way, (480, 360), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)).astype(np.uint8)


@pytest.mark.parametrize(("right", "down"), [(0.0, 0.0), (0.4, -0.7), (3.25, 1.5), (-9.0, 6.0)])
def test_the_way_is_found_to_a_fraction_of_a_pixel(right: float, down: float) -> None:
    aligner = Aligner(moved(scene(), 0, 0), Recipe())
    inner = np.s_[30:-30, 30:-30]
    ways = aligner.ways_px(moved(scene(), right, down))[inner]
    assert np.abs(ways - (right, down)).mean() < 0.12
    back = aligner.aligned(moved(scene(), right, down))[inner].astype(np.float32)
    assert np.abs(back - scene()[inner]).mean() < 1.5


def test_the_small_picture_covers_all_of_a_frame_that_does_not_divide() -> None:
    picture = np.zeros((361, 482, 3), np.uint8)
    picture[:, 241:] = 240
    grey = small_grey(picture, 160)
    assert grey.shape == (120, 160)
    assert grey[:, :79].max() == 0
    assert grey[:, 81:].min() >= 239
