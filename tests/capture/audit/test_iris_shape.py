from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from capture.audit import iris_shape
from tests.faces import made_face

SHAPE = (720, 1280)


def drawn(stretch: float = 1.0, larger: float = 1.0, rgb_code: tuple[int, int, int] = (70, 50, 40)) -> tuple[np.ndarray, object]:
    """Return eyes wide open, the subject's left iris stretched across and larger, both of one colour."""
    face = made_face(px_per_mm=2.4, aspect=(0.62, 0.62))
    rgb = np.full((*SHAPE, 3), 235, np.uint8)
    for eye, across, size in ((face.left_eye, stretch, larger), (face.right_eye, 1.0, 1.0)):
        middle = tuple(round(16 * float(value)) for value in eye.iris_px)
        axes = (round(16 * eye.iris_radius_px * size * across), round(16 * eye.iris_radius_px * size / across))
        cv2.ellipse(rgb, middle, axes, 0, 0, 360, rgb_code, -1, cv2.LINE_AA, 4)
    return cv2.GaussianBlur(rgb, (0, 0), 0.8), face


def test_round_irises_are_round_and_alike() -> None:
    rgb, face = drawn()
    found = iris_shape.measure(rgb, face)
    assert found.left is not None
    assert found.right is not None
    assert found.left.off_round_frac < 0.03
    assert found.left.radius_px == pytest.approx(face.left_eye.iris_radius_px, rel=0.05)
    assert found.larger_frac is not None
    assert found.larger_frac < 0.02


def test_a_larger_one_and_a_stretched_one_are_told() -> None:
    rgb, face = drawn(larger=1.2)
    assert iris_shape.measure(rgb, face).larger_frac == pytest.approx(0.2, abs=0.04)
    rgb, face = drawn(stretch=1.2)
    stretched = iris_shape.measure(rgb, face).left
    assert stretched is not None
    assert stretched.off_round_frac > 0.06


def test_an_iris_as_pale_as_the_white_beside_it_is_not_judged() -> None:
    rgb, face = drawn(rgb_code=(212, 214, 216))
    assert iris_shape.measure(rgb, face) == iris_shape.Irises(None, None)
    rgb, face = drawn(rgb_code=(150, 160, 170))
    assert iris_shape.measure(rgb, face).larger_frac is not None


def test_a_small_iris_and_a_covered_one_are_not_judged() -> None:
    rgb, face = drawn()
    small = replace(face, left_eye=replace(face.left_eye, iris_radius_px=5.0))
    assert iris_shape.measure(rgb, small).left is None
    shut = made_face(px_per_mm=2.4, aspect=(0.05, 0.62))
    assert iris_shape.measure(rgb, shut).left is None
    assert iris_shape.measure(rgb, shut).larger_frac is None
