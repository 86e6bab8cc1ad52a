from __future__ import annotations

import numpy as np
import pytest
from faces import made_face

from capture.iso.aligned import align
from capture.iso.background import gradient

SHAPE = (720, 1280)


def _gradient(picture: np.ndarray, matte: np.ndarray | None, **pose: object) -> float | None:
    aligned = align(picture, made_face(SHAPE, px_per_mm=2.0, **pose))
    assert aligned is not None
    return gradient(aligned, matte, SHAPE)


def _person() -> np.ndarray:
    matte = np.zeros((144, 256), np.float32)
    matte[40:, 104:152] = 1
    return matte


def _stripes(step: int) -> np.ndarray:
    codes = np.where(np.arange(SHAPE[1]) // step % 2 == 0, 60, 180).astype(np.uint8)
    return np.broadcast_to(codes[None, :, None], (*SHAPE, 3)).copy()


def test_a_plain_wall_has_no_gradient_and_stripes_have_more_the_closer_they_are() -> None:
    plain, wide, narrow = (_gradient(picture, _person()) for picture in (np.full((*SHAPE, 3), 120, np.uint8), _stripes(40), _stripes(15)))
    assert plain == 0
    assert 20 < wide < narrow


def test_the_person_does_not_count() -> None:
    picture = np.full((*SHAPE, 3), 120, np.uint8)
    rows, columns = slice(210, 720), slice(530, 750)
    picture[rows, columns] = np.random.default_rng(1).integers(0, 256, (510, 220, 3))
    assert _gradient(picture, _person()) == 0
    assert _gradient(picture, np.zeros((144, 256), np.float32)) > 100


def test_the_edge_of_the_picture_is_no_edge_in_the_background() -> None:
    plain = np.full((*SHAPE, 3), 200, np.uint8)
    assert _gradient(plain, np.zeros((144, 256), np.float32), centre_px=(100.0, 120.0)) == 0


def test_a_gradient_is_in_units_of_scharrs_operator_on_linear_codes() -> None:
    light = np.broadcast_to(np.linspace(0.1, 0.9, SHAPE[1])[None, :, None], (*SHAPE, 3))
    picture = np.round((1.055 * light ** (1 / 2.4) - 0.055) * 255).astype(np.uint8)
    aligned = align(picture, made_face(SHAPE, px_per_mm=2.0))
    assert aligned is not None
    scale = np.linalg.norm(aligned.placing[0, :2]) * 354 / 492
    per_px = 255 * 0.8 / (SHAPE[1] - 1) / scale
    assert gradient(aligned, np.zeros((36, 64), np.float32), SHAPE) == pytest.approx(32 * per_px, rel=0.25)


def test_without_a_matte_or_a_background_it_fails_to_assess() -> None:
    assert _gradient(_stripes(40), None) is None
    assert _gradient(_stripes(40), np.ones((144, 256), np.float32)) is None
