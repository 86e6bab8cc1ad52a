from __future__ import annotations

import math

import numpy as np
import pytest
from faces import made_face
from tone_readings import exposure_of

from capture.pixels import LINEAR_OF_CODE, encode
from capture.tones import LIGHT_SKIN_EV, sunk_below

SHAPE = (360, 480)


def _lit(light: float | np.ndarray) -> np.ndarray:
    plane = np.broadcast_to(np.float32(light), SHAPE)
    return np.repeat(np.round(encode(plane)).astype(np.uint8)[..., None], 3, axis=2)


def _face(**more: object) -> object:
    return made_face(SHAPE, px_per_mm=1.2, **more)


def test_a_face_of_18_percent_grey_is_zero_stops() -> None:
    assert exposure_of(_lit(0.18), _face()).face_ev == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("light", [0.03, 0.1, 0.2, 0.4])
def test_one_more_stop_of_light_adds_one(light: float) -> None:
    texture = np.random.default_rng(1).uniform(0.8, 1.2, SHAPE).astype(np.float32)
    less, more = (exposure_of(_lit(light * gain * texture), _face()).face_ev for gain in (1, 2))
    assert more - less == pytest.approx(1, abs=0.05)


def test_only_the_skin_counts() -> None:
    face = _face()
    picture = _lit(1.0)
    rows, columns = slice(100, 325), slice(145, 335)
    dark = picture.copy()
    dark[rows, columns] = 118
    left, top = face.outline_px.min(axis=0)
    right, bottom = face.outline_px.max(axis=0)
    assert left >= columns.start
    assert right < columns.stop
    assert top >= rows.start
    assert bottom < rows.stop
    assert exposure_of(dark, face).face_ev == pytest.approx(0, abs=0.02)
    assert exposure_of(dark, face).highlights_frac == 0


def test_bright_eyes_and_teeth_are_not_skin() -> None:
    face = _face(aspect=(0.4, 0.4))
    picture = _lit(0.18)
    for eye in (face.left_eye, face.right_eye):
        x, y = np.round(eye.iris_px).astype(int)
        picture[y - 1 : y + 2, x - 3 : x + 4] = 255
    assert exposure_of(picture, face).highlights_frac < 0.002


def test_half_a_face_burnt_and_half_in_the_dark_reads_as_halves() -> None:
    picture = _lit(0.9999)
    picture[:, 240:] = 2
    reading = exposure_of(picture, _face())
    assert reading.highlights_frac == pytest.approx(0.5, abs=0.05)
    assert reading.shadows_frac == pytest.approx(0.5, abs=0.05)


def test_the_limits_are_those_stated_and_where_the_light_is_not_known_the_skin_counts_as_the_deepest() -> None:
    assert LINEAR_OF_CODE[24] < sunk_below(LIGHT_SKIN_EV) <= LINEAR_OF_CODE[25]
    for code, burnt, sunk in ((251, 0, 0), (252, 1, 0), (5, 0, 0), (3, 0, 1)):
        reading = exposure_of(np.full((*SHAPE, 3), code, np.uint8), _face())
        assert (reading.highlights_frac, reading.shadows_frac) == (burnt, sunk), code


def test_the_background_is_what_the_matte_leaves() -> None:
    matte = np.zeros((36, 48), np.float32)
    matte[:, 12:36] = 1
    picture = _lit(0.18)
    picture[:, :120] = picture[:, 360:] = _lit(0.72)[0, 0]
    assert exposure_of(picture, _face(matte=matte)).background_ev == pytest.approx(2, abs=0.06)
    assert exposure_of(picture, _face()).background_ev is None
    assert exposure_of(picture, _face(matte=np.ones((36, 48), np.float32))).background_ev is None


def test_scaling_the_picture_changes_no_share() -> None:
    rng = np.random.default_rng(5)
    coarse = rng.integers(0, 256, (36, 48)).astype(np.uint8)
    small = coarse.repeat(10, axis=0).repeat(10, axis=1)[..., None].repeat(3, axis=2)
    large = small.repeat(3, axis=0).repeat(3, axis=1)
    one = exposure_of(small, _face())
    three = exposure_of(large, made_face((1080, 1440), px_per_mm=3.6))
    assert three.highlights_frac == pytest.approx(one.highlights_frac, abs=0.01)
    assert three.shadows_frac == pytest.approx(one.shadows_frac, abs=0.01)
    assert three.face_ev == pytest.approx(one.face_ev, abs=0.05)


@pytest.mark.parametrize("centre_px", [(0.0, 0.0), (479.0, 359.0), (-3000.0, 50.0)])
@pytest.mark.parametrize("code", [0, 255])
def test_a_face_across_the_edge_in_black_or_white_gives_numbers(centre_px: tuple[float, float], code: int) -> None:
    reading = exposure_of(np.full((*SHAPE, 3), code, np.uint8), _face(centre_px=centre_px, matte=np.zeros((9, 12), np.float32)))
    assert all(math.isfinite(value) for value in (reading.face_ev, reading.highlights_frac, reading.shadows_frac, reading.noise_frac, reading.background_ev))
    assert reading.face_ev == pytest.approx(-10.2 if code == 0 else 2.47, abs=0.05)


def test_the_histogram_holds_all_of_the_skin_where_its_tones_are() -> None:
    picture = _lit(0.18)
    grey = exposure_of(picture, _face()).tones_frac
    assert len(grey) == 16
    assert grey[118 // 16] == pytest.approx(1, abs=0.01)
    picture[:, 240:] = 250
    both = exposure_of(picture, _face()).tones_frac
    assert sum(both) == pytest.approx(1, abs=0.01)
    assert both[118 // 16] == pytest.approx(0.5, abs=0.1)
    assert both[15] == pytest.approx(0.5, abs=0.1)
