from __future__ import annotations

import numpy as np
import pytest

from capture.mean_face.skin import ALBEDO, CENTRES_MM, LEFT_CHEEK, RIGHT_CHEEK, SKIN


def test_eyes_brows_and_lips_are_not_skin() -> None:
    for place in ((31, 0), (-31, 0), (33, -22), (-33, -22), (0, 70), (20, 70)):
        nearest = np.linalg.norm(CENTRES_MM[:, :2] - place, axis=1).argmin()
        assert nearest not in SKIN
    for place in ((0, -45), (45, 35), (-45, 35), (0, 108)):
        nearest = np.linalg.norm(CENTRES_MM[:, :2] - place, axis=1).argmin()
        assert nearest in SKIN


def test_the_cheeks_are_mirror_images() -> None:
    np.testing.assert_allclose(CENTRES_MM[LEFT_CHEEK] * [-1, 1, 1], CENTRES_MM[RIGHT_CHEEK], atol=0.01)
    assert (CENTRES_MM[LEFT_CHEEK, 0] > 0).all()
    assert len(set(RIGHT_CHEEK)) == len(LEFT_CHEEK) >= 20
    np.testing.assert_allclose(ALBEDO[LEFT_CHEEK], ALBEDO[RIGHT_CHEEK], atol=0.001)


def albedo(x_mm: float, y_mm: float) -> float:
    return float(ALBEDO[np.linalg.norm(CENTRES_MM[:, :2] - [x_mm, y_mm], axis=1).argmin()])


def test_cheeks_return_most_light_and_temples_and_the_lower_face_least() -> None:
    assert albedo(0, -45) == pytest.approx(1, abs=0.02)
    assert albedo(38, 32) > 1.1
    assert albedo(0, 85) < 0.75
    assert albedo(58, -30) < 0.75
