from __future__ import annotations

import numpy as np

from capture.studio.noise import smooth_step, value_noise


def test_a_step_rises_from_0_to_1_and_may_be_turned_round() -> None:
    x = np.linspace(-1, 2, 31)
    up = smooth_step(0, 1, x)
    assert up[0] == 0
    assert up[-1] == 1
    assert (np.diff(up) >= 0).all()
    assert np.allclose(smooth_step(1, 0, x), 1 - up, atol=1e-6)


def test_noise_is_of_unit_size_smooth_and_the_same_for_the_same_seed() -> None:
    one, two = (value_noise((200, 300), 12, np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one, two)
    assert 0.6 < one.std() < 1.4
    assert np.abs(np.diff(one, axis=1)).mean() < 0.35 * one.std()


def test_stretch_lengthens_the_cells_along_rows() -> None:
    noise = value_noise((240, 240), 6, np.random.default_rng(1), octaves=1, stretch=(5, 1))
    assert np.abs(np.diff(noise, axis=0)).mean() < 0.4 * np.abs(np.diff(noise, axis=1)).mean()
