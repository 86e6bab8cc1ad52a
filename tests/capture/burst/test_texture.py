from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.burst.texture import shared_frac

SHAPE = (240, 320)


def frames(blurs: tuple[float, ...], sigma: float = 4.0) -> list[np.ndarray]:
    """Return one pattern, each time blurred by so much, with noise of its own."""
    rng = np.random.default_rng(6)
    pattern = cv2.GaussianBlur(rng.normal(0, 30, SHAPE).astype(np.float32), (0, 0), 1)
    seen = [pattern if blur == 0 else cv2.GaussianBlur(pattern, (0, 0), blur) for blur in blurs]
    return [np.clip(np.rint(128 + each + rng.normal(0, sigma, SHAPE)), 0, 255).astype(np.uint8)[..., None].repeat(3, axis=2) for each in seen]


def weights(count: int) -> list[np.ndarray]:
    return [np.ones(SHAPE, np.float32)] * count


@pytest.mark.parametrize("sigma", [1.0, 4.0, 8.0])
def test_a_blurred_frame_has_less_whatever_the_noise(sigma: float) -> None:
    reference, *others = frames((0, 0, 0, 2), sigma)
    sharp, as_sharp, blurred = shared_frac(reference, others, others, weights(3))
    assert min(sharp, as_sharp) > 0.93
    assert blurred < 0.6


def test_that_all_are_blurred_is_told_too() -> None:
    reference, *others = frames((0, 2, 2, 2))
    assert max(shared_frac(reference, others, others, weights(3))) < 0.7


def test_a_hidden_half_is_not_held_against_a_frame() -> None:
    reference, *others = frames((0, 0, 0, 0))
    others[1][:, 160:] = 90
    covered = np.ones(SHAPE, np.float32)
    covered[:, 158:] = 0
    found = shared_frac(reference, others, others, [*weights(1), covered, *weights(1)])
    assert min(found) > 0.93


def test_a_frame_that_lost_all_texture_is_told_from_a_scene_that_has_none() -> None:
    reference, *others = frames((0, 0, 0, 0))
    others[1] = cv2.blur(others[1], (41, 41))
    found = shared_frac(reference, others, others, weights(3))
    assert found[1] == 0.0
    assert min(found[0], found[2]) > 0.93
    lost = [others[1]] * 3
    assert shared_frac(reference, lost, lost, weights(3)) == [0.0, 0.0, 0.0]
    assert shared_frac(reference, lost, lost, [np.zeros(SHAPE, np.float32)] * 3) == [None, None, None]


def test_where_there_is_no_texture_nothing_is_said() -> None:
    rng = np.random.default_rng(1)
    flat = [np.rint(128 + rng.normal(0, 3, (*SHAPE, 3))).astype(np.uint8) for _ in range(3)]
    assert shared_frac(flat[0], flat[1:], flat[1:], weights(2)) == [None, None]
    assert shared_frac(flat[0], [], [], []) == []
