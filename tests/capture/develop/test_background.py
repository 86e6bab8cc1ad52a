from __future__ import annotations

import numpy as np
import pytest

from capture.develop import put_behind

PERSON, WALL, WANTED = np.float32([0.10, 0.06, 0.04]), np.float32([0.60, 0.62, 0.66]), np.float32([0.2, 0.5, 0.3])
HEIGHT, WIDTH = 120, 160


def edge(soft_px: float = 3.0) -> np.ndarray:
    x = np.arange(WIDTH, dtype=np.float32) + 0.5
    return np.clip((WIDTH / 2 - x) / (2 * soft_px) + 0.5, 0, 1)[None, :].repeat(HEIGHT, axis=0)


def mixed(share: np.ndarray, behind: np.ndarray = WALL) -> np.ndarray:
    return np.asarray(share[..., None] * PERSON + (1 - share[..., None]) * behind, np.float32)


def test_half_covered_pixels_lose_the_old_background_and_get_the_new_one() -> None:
    share = edge()
    made = put_behind(mixed(share), share, WANTED, 4.0)
    assert np.abs(made - mixed(share, WANTED)).max() < 0.02
    left_as_it_is = share[..., None] * mixed(share) + (1 - share[..., None]) * WANTED
    assert np.abs(left_as_it_is - mixed(share, WANTED)).max() > 0.1, "without taking it out a bright fringe would stay"


def test_the_person_stays_to_the_last_bit() -> None:
    share = edge()
    light = np.random.default_rng(3).random((HEIGHT, WIDTH, 3), np.float32)
    for backdrop in (WANTED, 6.0):
        made = put_behind(light, share, backdrop, 4.0)
        assert np.array_equal(made[share >= 1], light[share >= 1])


def test_a_blur_takes_the_backgrounds_own_light_and_none_of_the_persons() -> None:
    share = edge(0.5)
    stripes = np.where(np.arange(WIDTH) // 4 % 2 == 0, 0.2, 0.8).astype(np.float32)[None, :, None] * np.ones((HEIGHT, 1, 3), np.float32)
    made = put_behind(np.asarray(share[..., None] * 0.0 + (1 - share[..., None]) * stripes, np.float32), share, 8.0, 3.0)
    beside = made[:, WIDTH // 2 + 6 : WIDTH // 2 + 30]
    assert beside.mean() == pytest.approx(0.5, abs=0.05), "the dark person beside does not bleed into it"
    assert beside.std() < 0.05
