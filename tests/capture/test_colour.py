from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from faces import made_face, mirrored
from tone_readings import colour_of

from capture.pixels import encode, polygon_mask
from capture.types import ColourReading, Face

SHAPE = (480, 640)
LIGHT_SKIN, DARK_SKIN, WHITE_OF_EYE = (194, 150, 130), (115, 82, 68), (200, 178, 172)


def _linear(codes: tuple[int, int, int]) -> np.ndarray:
    share = np.array(codes) / 255
    return ((share + 0.055) / 1.055) ** 2.4


def _light_of(kelvin: float, green: float = 1.0) -> np.ndarray:
    """Linear sRGB of a CIE daylight, by the D series' own formula, luminance 1."""
    x = -4.6070e9 / kelvin**3 + 2.9678e6 / kelvin**2 + 99.11 / kelvin + 0.244063 if kelvin <= 7000 else -2.0064e9 / kelvin**3 + 1.9018e6 / kelvin**2 + 247.48 / kelvin + 0.23704  # noqa: E501 - one formula
    y = -3 * x * x + 2.87 * x - 0.275
    xyz = np.array([x / y, 1, (1 - x - y) / y])
    rgb = np.linalg.solve([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]], xyz)
    return rgb * (1, green, 1)


def _painted(face: Face, skin: np.ndarray, *, right_skin: np.ndarray | None = None, white: np.ndarray | None = None) -> np.ndarray:
    """A picture of flat skin with the given linear colour, another on the subject's right half, and eyes."""
    light = np.tile(skin.astype(np.float32), (*SHAPE, 1))
    if right_skin is not None:
        light[:, : int(face.nose_tip_px[0])] = right_skin
    for eye in (face.left_eye, face.right_eye):
        light[polygon_mask(SHAPE, eye.contour_px) > 0] = skin * 0.9 if white is None else white
        cv2.circle(light, tuple(np.round(eye.iris_px).astype(int).tolist()), round(eye.iris_radius_px), (0.05, 0.04, 0.03), -1)
    return np.round(encode(light)).astype(np.uint8)


def _read(kelvin: float, green: float = 1.0, *, eyes: bool = False, skin: tuple[int, int, int] = LIGHT_SKIN) -> ColourReading:
    face, light = made_face(SHAPE), _light_of(kelvin, green)
    return colour_of(_painted(face, _linear(skin) * light * 0.7, white=_linear(WHITE_OF_EYE) * light * 0.7 if eyes else None), face)


@pytest.mark.parametrize("kelvin", [4200, 5000, 6500, 8000])
def test_skin_under_a_daylight_reads_its_temperature(kelvin: float) -> None:
    light, dark = (_read(kelvin, skin=skin) for skin in (LIGHT_SKIN, DARK_SKIN))
    assert 1e6 / math.sqrt(light.warmth_k * dark.warmth_k) == pytest.approx(1e6 / kelvin, abs=10)
    assert abs(light.tint + dark.tint) / 2 < 3
    assert abs(1e6 / light.warmth_k - 1e6 / dark.warmth_k) < 30


def test_warmer_light_reads_lower() -> None:
    readings = [_read(kelvin, eyes=True).warmth_k for kelvin in (4000, 5000, 6500, 9000)]
    assert readings == sorted(readings)
    assert readings[-1] > readings[0] + 3000


def test_green_is_positive_and_magenta_negative() -> None:
    neutral, green, magenta = (_read(6500, gain).tint for gain in (1.0, 1.15, 0.87))
    assert green > neutral + 5
    assert magenta < neutral - 5


def test_the_whites_of_the_eyes_correct_for_tan() -> None:
    by_skin, with_eyes = (_read(6500, eyes=eyes, skin=DARK_SKIN).warmth_k for eyes in (False, True))
    assert abs(with_eyes - 6500) < abs(by_skin - 6500)


def test_closed_lids_are_no_whites() -> None:
    face = made_face(SHAPE)
    skin = _linear(LIGHT_SKIN) * 0.7
    assert colour_of(_painted(face, skin), face) == colour_of(_painted(face, skin, white=skin * 1.1), face)


def test_brightness_does_not_change_the_colour() -> None:
    face = made_face(SHAPE)
    bright, dim = (colour_of(_painted(face, _linear(LIGHT_SKIN) * gain), face) for gain in (1.0, 0.25))
    assert dim.warmth_k == pytest.approx(bright.warmth_k, rel=0.03)


def test_one_light_on_both_cheeks_is_not_mixed() -> None:
    face = made_face(SHAPE)
    skin = _linear(LIGHT_SKIN)
    assert colour_of(_painted(face, skin * 0.7, right_skin=skin * 0.2), face).mixed_light_mired < 20


def test_two_colours_of_light_are_told_on_any_skin_and_from_either_side() -> None:
    face = made_face(SHAPE, yaw_deg=10)
    warm, cool = _light_of(4000), _light_of(6500)
    readings = []
    for skin in (LIGHT_SKIN, DARK_SKIN):
        picture = _painted(face, _linear(skin) * warm * 0.6, right_skin=_linear(skin) * cool * 0.6)
        one = colour_of(picture, face).mixed_light_mired
        other = colour_of(np.ascontiguousarray(picture[:, ::-1]), mirrored(face, SHAPE[1])).mixed_light_mired
        assert one == pytest.approx(other, rel=0.02)
        readings.append(one)
    assert min(readings) > 60
    assert readings[0] == pytest.approx(readings[1], rel=0.1)


def test_a_hidden_cheek_leaves_mixed_light_unknown() -> None:
    face = made_face(SHAPE, yaw_deg=65)
    reading = colour_of(_painted(face, _linear(LIGHT_SKIN) * 0.6), face)
    assert reading.mixed_light_mired is None
    assert reading.warmth_k is not None


@pytest.mark.parametrize("code", [0, 10, 128, 255])
def test_a_picture_without_colour_has_no_warmth(code: int) -> None:
    noise = np.random.default_rng(0).normal(0, 4, SHAPE)
    grey = np.clip(code + noise if code == 128 else np.full(SHAPE, code), 0, 255).astype(np.uint8)[..., None].repeat(3, axis=2)
    assert colour_of(grey, made_face(SHAPE)) == ColourReading(None, None, None)


@pytest.mark.parametrize("face", [made_face(SHAPE, centre_px=(0, 0)), made_face(SHAPE, px_per_mm=0.05), made_face(SHAPE, centre_px=(-2000, 0))])
def test_little_or_no_skin_is_never_an_error(face: Face) -> None:
    reading = colour_of(np.full((*SHAPE, 3), (180, 130, 110), np.uint8), face)
    assert reading.warmth_k is None or 2000 <= reading.warmth_k <= 20000
