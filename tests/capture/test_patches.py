from __future__ import annotations

import cv2
import numpy as np
import pytest
from faces import made_face, mirrored

from capture import patches

SHAPE = (720, 1280)
PICTURE = cv2.GaussianBlur(np.random.default_rng(4).integers(0, 256, (*SHAPE, 3), np.uint8), (0, 0), 6)


def test_a_patch_shows_what_lies_at_its_place() -> None:
    ramp = np.repeat(np.repeat(np.arange(200, dtype=np.uint8)[None, :, None], 100, axis=0), 3, axis=2)
    patch = patches.sample(ramp, np.array([[10.0, 0, 100], [0, 10, 50]]), ((-4, 4), (-2, 2)), (8, 4))
    assert patch.shape == (4, 8, 3)
    assert patch[2, :, 0].astype(int) == pytest.approx(np.arange(8) * 10 + 65, abs=1)


def test_an_eye_and_its_mirror_image_give_the_same_patch() -> None:
    face = made_face(SHAPE, yaw_deg=10, roll_deg=7)
    there = mirrored(face, SHAPE[1])
    left, right = patches.eye(PICTURE, face.left_eye), patches.eye(np.ascontiguousarray(PICTURE[:, ::-1]), there.right_eye)
    assert np.abs(left.astype(int) - right).max() <= 2
    assert left.std() > 3


def test_neither_exposure_nor_the_colour_of_the_light_changes_the_numbers_much() -> None:
    patch = patches.mouth(PICTURE, made_face(SHAPE).mouth, 2.0)
    bright = np.clip(patch.astype(float) * (0.8, 0.7, 0.6), 0, 255).astype(np.uint8)
    numbers, others = patches.numbers(patch), patches.numbers(bright)
    assert numbers.shape == (2 * 24 * 24,)
    assert np.corrcoef(numbers, others)[0, 1] > 0.98


def test_a_network_is_sums_and_tangents() -> None:
    layers = [(np.float32([[1.0], [2.0]]), np.float32([0.5])), (np.float32([[3.0]]), np.float32([-1.0]))]
    assert patches.answer(layers, np.float32([[0.1, -0.2], [0, 0]])) == pytest.approx([3 * np.tanh(0.2) - 1, 3 * np.tanh(0.5) - 1], abs=1e-6)
