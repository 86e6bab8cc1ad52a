from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.burst.likeness import BINS, Likeness, deviations
from capture.burst.recipe import Recipe

SHAPE = (240, 320, 3)


def frames(sigma: float, count: int = 6) -> list[np.ndarray]:
    rng = np.random.default_rng(4)
    ramp = np.linspace(40, 200, SHAPE[1])[None, :, None]
    return [np.clip(np.rint(ramp + rng.normal(0, sigma, SHAPE)), 0, 255).astype(np.uint8) for _ in range(count)]


@pytest.mark.parametrize("sigma", [1.0, 3.0, 8.0])
def test_frames_that_differ_by_noise_alone_count_nearly_in_full(sigma: float) -> None:
    same = frames(sigma)
    likeness = Likeness(same, 0, Recipe())
    # Noise alone goes beyond 1.8 deviations here and there: what watching for faint ghosts costs.
    assert all(likeness.weights(frame).mean() > 0.9 for frame in same[1:])


@pytest.mark.parametrize("sigma", [1.0, 3.0, 8.0])
def test_a_stranger_does_not_count_and_its_surroundings_do(sigma: float) -> None:
    same = frames(sigma)
    strange = same[3].copy()
    strange[100:140, 100:160] = np.clip(strange[100:140, 100:160].astype(int) + round(4 * sigma + 2), 0, 255)
    same[3] = strange
    weights = Likeness(same, 0, Recipe()).weights(strange)
    assert weights[98:142, 98:162].max() < 0.1
    assert weights[:80].mean() > 0.9


def test_a_reference_unlike_all_others_is_not_taken_for_noise() -> None:
    others = frames(3.0)
    darker = cv2.convertScaleAbs(others[2], alpha=0.8)
    likeness = Likeness([*others[:2], darker, *others[3:]], 2, Recipe())
    assert max(likeness.weights(frame).mean() for frame in others[3:]) < 0.05


def test_noise_is_told_at_each_brightness_even_where_much_of_it_moved() -> None:
    rng = np.random.default_rng(5)
    level = np.tile(np.repeat([40, 200], 60).astype(np.uint8), (120, 1))
    sigma = np.where(level == 40, 6.0, 2.0)[..., None]
    differences = np.stack([rng.normal(0, sigma, (120, 120, 3)) for _ in range(6)]).astype(np.float32)
    differences[:3, :60] += 50  # in three pairs of six, half of the places differ
    table = deviations(differences, level, Recipe())
    assert table.shape == (BINS, 3)
    assert table[40 * BINS // 256] == pytest.approx([6.0] * 3, rel=0.1)
    assert table[200 * BINS // 256] == pytest.approx([2.0] * 3, rel=0.1)


def test_less_than_rounding_is_no_noise() -> None:
    assert deviations(np.zeros((3, 50, 50, 3), np.float32), np.full((50, 50), 90, np.uint8), Recipe()).min() == Recipe().least_deviation
    assert deviations(np.zeros((3, 2, 2, 3), np.float32), np.zeros((2, 2), np.uint8), Recipe()).min() == Recipe().least_deviation
