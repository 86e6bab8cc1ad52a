from __future__ import annotations

import math

import numpy as np
import pytest
from faces import made_face

from capture.iso import Measure
from capture.iso.aligned import align
from capture.iso.luminance import natives

SHAPE = (720, 1280)


def _measured(picture: np.ndarray, **pose: float) -> dict[Measure, float | None]:
    aligned = align(picture, made_face(SHAPE, **pose))
    assert aligned is not None
    return natives(aligned)


def _grey(code: int) -> np.ndarray:
    return np.full((*SHAPE, 3), code, np.uint8)


def _halves(left: int, right: int) -> np.ndarray:
    picture = _grey(left)
    picture[:, SHAPE[1] // 2 :] = right
    return picture


def test_an_even_face_has_a_mean_and_nothing_else() -> None:
    found = _measured(_grey(188))
    assert found[Measure.LUMINANCE_MEAN] == pytest.approx(0.503, abs=0.003)
    assert found[Measure.LUMINANCE_VARIANCE] == pytest.approx(0, abs=1e-9)
    assert found[Measure.DYNAMIC_RANGE] == 0
    assert found[Measure.ILLUMINATION_UNIFORMITY] == 1


def test_two_halves_of_black_and_white_are_one_bit_and_a_quarter_of_variance() -> None:
    found = _measured(_halves(0, 255))
    assert found[Measure.LUMINANCE_MEAN] == pytest.approx(0.5, abs=0.02)
    assert found[Measure.LUMINANCE_VARIANCE] == pytest.approx(0.25, abs=0.005)
    assert found[Measure.DYNAMIC_RANGE] == pytest.approx(1, abs=0.08)
    assert found[Measure.UNDER_EXPOSURE_PREVENTION] == pytest.approx(0.5, abs=0.02)
    assert found[Measure.OVER_EXPOSURE_PREVENTION] == pytest.approx(0.5, abs=0.02)
    assert found[Measure.ILLUMINATION_UNIFORMITY] == 0


@pytest.mark.parametrize(("code", "dark", "burnt"), [(88, 1, 0), (90, 0, 0), (251, 0, 0), (252, 0, 1)])
def test_the_limits_are_25_and_247_of_linear_light(code: int, dark: float, burnt: float) -> None:
    found = _measured(_grey(code))
    assert (found[Measure.UNDER_EXPOSURE_PREVENTION], found[Measure.OVER_EXPOSURE_PREVENTION]) == (dark, burnt)


def test_all_tones_alike_are_nearly_eight_bits() -> None:
    light = np.random.default_rng(1).uniform(0, 1, (90, 160)).repeat(8, axis=0).repeat(8, axis=1)
    codes = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055) * 255
    picture = np.round(codes).astype(np.uint8)[..., None].repeat(3, axis=2)
    found = _measured(picture)
    assert found[Measure.DYNAMIC_RANGE] > 7.2
    assert found[Measure.LUMINANCE_MEAN] == pytest.approx(0.5, abs=0.04)


def test_only_the_face_without_its_forehead_counts() -> None:
    face = made_face(SHAPE)
    picture = _grey(128)
    picture[: int(face.left_eye.outer_px[1]) - 90] = 255
    assert _measured(picture)[Measure.OVER_EXPOSURE_PREVENTION] == 0


def test_a_face_far_outside_the_square_is_a_failure_and_no_number() -> None:
    aligned = align(_grey(100), made_face(SHAPE))
    assert aligned is not None
    aligned.region[:] = 0
    assert set(natives(aligned)) == {Measure.ILLUMINATION_UNIFORMITY}
    assert all(math.isfinite(value) for value in natives(aligned).values() if value is not None)
