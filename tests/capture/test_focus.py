from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from faces import made_face

from capture import focus
from capture.pixels import polygon_mask
from capture.types import FocusReading

if TYPE_CHECKING:
    from capture.types import Face

SHAPE = (540, 960)


def _picture(face: Face, shape: tuple[int, int], dark: int = 40, light: int = 200) -> np.ndarray:
    """Eyes with hard edges: white openings, dark irises, lashes; edges drawn smooth by drawing four times larger."""
    large = np.full((shape[0] * 4, shape[1] * 4), light, np.uint8)
    for eye in (face.left_eye, face.right_eye):
        large[polygon_mask(large.shape, (eye.contour_px + 0.5) * 4) > 0] = light // 2 + 20
        cv2.circle(large, tuple(np.round((eye.iris_px + 0.5) * 4).astype(int).tolist()), round(eye.iris_radius_px * 4), dark, -1)
        cv2.polylines(large, [np.round((eye.upper_px + 0.5) * 4).astype(np.int32)], False, dark, 8)
    return cv2.resize(large, shape[::-1], interpolation=cv2.INTER_AREA)[..., None].repeat(3, axis=2)


FACE = made_face(SHAPE)
CRISP = _picture(FACE, SHAPE)


def _sharpness(rgb: np.ndarray, face: Face = FACE) -> float:
    return focus.measure(rgb, face, None).sharpness


def test_hard_edges_read_near_one() -> None:
    assert 0.75 < _sharpness(CRISP) <= 1


def test_blurring_lowers_sharpness_step_by_step() -> None:
    readings = [_sharpness(CRISP)] + [_sharpness(cv2.GaussianBlur(CRISP, (0, 0), sigma)) for sigma in (0.5, 1, 1.5, 2, 3, 4)]
    assert all(more > less for more, less in pairwise(readings)), readings
    assert readings[2] == pytest.approx(0.65, abs=0.12)
    assert readings[4] == pytest.approx(0.43, abs=0.1)


@pytest.mark.parametrize("along", [0, 1])
def test_motion_in_either_direction_lowers_sharpness(along: int) -> None:
    kernel = np.zeros((9, 9), np.float32)
    kernel[(4, slice(None)) if along == 0 else (slice(None), 4)] = 1 / 9
    assert _sharpness(cv2.filter2D(CRISP, -1, kernel)) < 0.6 * _sharpness(CRISP)


def _smeared(length_px: int, turn_deg: float) -> np.ndarray:
    """The picture smeared evenly along a way that is turned from the horizontal."""
    kernel = np.zeros((31, 31), np.float32)
    kernel[15, 15 - length_px // 2 : 16 + length_px // 2] = 1 / length_px
    turned = cv2.warpAffine(kernel, cv2.getRotationMatrix2D((15, 15), turn_deg, 1), (31, 31))
    return cv2.filter2D(CRISP, -1, turned / turned.sum())


@pytest.mark.parametrize("turn_deg", [0, 30, 45, 80, 120])
@pytest.mark.parametrize("length_px", [11, 17])
def test_a_smeared_picture_is_told_from_one_out_of_focus(length_px: int, turn_deg: float) -> None:
    smeared = focus.measure(_smeared(length_px, turn_deg), FACE, None)
    soft = focus.measure(cv2.GaussianBlur(CRISP, (0, 0), length_px * 12**-0.5), FACE, None)
    crisp = focus.measure(CRISP, FACE, None)
    assert smeared.smear_frac is not None
    assert soft.smear_frac is not None
    assert crisp.smear_frac is not None
    assert smeared.smear_frac > 0.4
    assert max(soft.smear_frac, crisp.smear_frac) < 0.33
    assert max(soft.sharpness, smeared.sharpness) < 0.7 * crisp.sharpness


def test_contrast_and_brightness_cancel() -> None:
    soft = cv2.GaussianBlur(CRISP, (0, 0), 1.2)
    weak = np.round(soft * 0.35 + 60).astype(np.uint8)
    assert _sharpness(weak) == pytest.approx(_sharpness(soft), abs=0.03)


def test_noise_is_not_sharpness() -> None:
    soft = cv2.GaussianBlur(CRISP, (0, 0), 2.5)
    noisy = np.clip(soft + np.random.default_rng(0).normal(0, 5, soft.shape), 0, 255).astype(np.uint8)
    assert _sharpness(noisy) < _sharpness(soft) + 0.15


def test_a_small_crisp_face_is_crisp_and_an_enlarged_one_is_not() -> None:
    small_face = made_face((180, 320), px_per_mm=0.8)
    small = _picture(small_face, (180, 320))
    large = cv2.resize(small, (960, 540), interpolation=cv2.INTER_CUBIC)
    assert _sharpness(small, small_face) > 0.75
    assert _sharpness(large, made_face(SHAPE, px_per_mm=2.4)) < 0.65


def test_a_face_larger_than_needed_is_judged_as_it_will_be_shown() -> None:
    sizes = ((540, 960), (1080, 1920))
    readings = []
    for scale, shape in enumerate(sizes, start=1):
        face = made_face(shape, px_per_mm=2.6 * scale)
        readings.append(_sharpness(cv2.GaussianBlur(_picture(face, shape), (0, 0), 1.5 * scale), face))
    assert readings[1] == pytest.approx(readings[0], abs=0.06)


@pytest.mark.parametrize("face", [FACE, made_face(SHAPE, centre_px=(-900, 0)), made_face(SHAPE, centre_px=(0, 270)), made_face(SHAPE, px_per_mm=0.03)])
@pytest.mark.parametrize("code", [0, 255])
def test_no_edge_is_no_sharpness(face: Face, code: int) -> None:
    assert focus.measure(np.full((*SHAPE, 3), code, np.uint8), face, None) == FocusReading(0.0, None, None)


def test_motion_is_the_way_at_thirty_frames_a_second() -> None:
    before = made_face(SHAPE, centre_px=(400, 250))
    now = made_face(SHAPE, centre_px=(403, 254))
    assert focus.measure(CRISP, now, (before, 1 / 30)).motion_px == pytest.approx(5, abs=0.01)
    assert focus.measure(CRISP, now, (before, 1 / 15)).motion_px == pytest.approx(2.5, abs=0.01)


def test_talking_is_not_motion() -> None:
    before = made_face(SHAPE)
    talking = before.mesh_px.copy()
    talking[before.mesh_px[:, 1] > 350, 1] += 15
    assert focus.measure(CRISP, replace(before, mesh_px=talking), (before, 1 / 30)).motion_px == pytest.approx(0, abs=0.01)


def test_motion_is_unknown_without_a_frame_before_or_time() -> None:
    assert focus.measure(CRISP, FACE, None).motion_px is None
    assert focus.measure(CRISP, FACE, (FACE, 0.0)).motion_px is None
