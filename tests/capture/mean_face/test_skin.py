from __future__ import annotations

import numpy as np

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


def test_skin_is_darker_round_the_mouth_alone() -> None:
    assert ALBEDO[np.linalg.norm(CENTRES_MM[:, :2] - [0, 85], axis=1).argmin()] < 0.82
    assert ALBEDO[np.linalg.norm(CENTRES_MM[:, :2] - [0, -45], axis=1).argmin()] > 0.99
