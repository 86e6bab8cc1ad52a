from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from faces import made_face

from capture import haze
from capture.overview import overview
from capture.pixels import LINEAR_OF_CODE, encode
from capture.studio import blur

if TYPE_CHECKING:
    from capture.types import Face, Floats, Rgb

SHAPE = (540, 960)
FACE = made_face(SHAPE)
FACE_CENTRE = (SHAPE[1] / 2, SHAPE[0] / 2)


def scene_light(face: Face = FACE, shape: tuple[int, int] = SHAPE, *, black: float = 0.002, skin: float = 0.3) -> Floats:
    """A face with black pupils and a black line between its lips, before a wall that is bright on one side and dark on the other, with a dark jacket."""
    ramp = np.linspace(0.05, 0.6, shape[1], dtype=np.float32)
    light = np.repeat(np.repeat(ramp[None, :, None], shape[0], axis=0), 3, axis=2)
    (left, top), (right, bottom) = face.outline_px.min(axis=0), face.outline_px.max(axis=0)
    chin = int(bottom)
    light[chin + 10 :, int(left - (right - left) / 2) : int(right + (right - left) / 2)] = 4 * black
    cv2.fillPoly(light, [np.round(face.outline_px).astype(np.int32)], (skin, skin * 0.7, skin * 0.5))
    light[int(top) : int(top) + 30, int(left) : int(right)] = 2 * black
    for eye in (face.left_eye, face.right_eye):
        cv2.circle(light, tuple(np.round(eye.iris_px).astype(int).tolist()), round(eye.iris_radius_px), (black,) * 3, -1)
    cv2.polylines(light, [np.round(face.mouth.inner_upper_px).astype(np.int32)], False, (black,) * 3, 6)
    return light


def picture(light: Floats) -> Rgb:
    return np.round(encode(light)).astype(np.uint8)


def lifted(rgb: Rgb, code: int) -> Rgb:
    """Return the picture as a curve shows it that makes black `code`."""
    return np.round(code + (255 - code) * (rgb / 255)).astype(np.uint8)


def read(rgb: Rgb, face: Face = FACE) -> float | None:
    return haze.measure(overview(rgb, None), face)


LIGHT = scene_light()


def test_a_clean_lens_reads_next_to_nothing_and_haze_reads_as_much_as_it_is() -> None:
    readings = [read(picture(blur.hazed(LIGHT, share))) for share in (0.0, 0.1, 0.2, 0.3, 0.5)]
    assert None not in readings
    assert readings[0] < 0.04
    assert all(less < more for less, more in pairwise(readings)), readings
    assert readings[2:] == pytest.approx([0.2, 0.3, 0.5], rel=0.2)


@pytest.mark.parametrize("share", [0.1, 0.25, 0.35])
def test_haze_that_spreads_less_or_more_is_told_too(share: float) -> None:
    spread = cv2.GaussianBlur(LIGHT, (0, 0), share * SHAPE[1], borderType=cv2.BORDER_REPLICATE)
    assert 0.15 < (read(picture(0.75 * LIGHT + 0.25 * spread)) or 0.0) < 0.35


@pytest.mark.parametrize("code", [16, 25, 35])
def test_a_curve_that_lifts_blacks_is_no_haze(code: int) -> None:
    dim = picture(LIGHT * 0.25)
    assert (read(lifted(dim, code)) or 0.0) < 0.1
    assert (read(lifted(picture(LIGHT), code)) or 0.0) < 0.1


def test_lifted_black_alone_would_have_been_taken_for_haze() -> None:
    around, dark = haze._cells(overview(lifted(picture(LIGHT * 0.25), 35), None), FACE)
    assert np.sort(dark / around)[haze.PLACE] > 0.12, "what the test above tells apart is nothing to tell apart"


@pytest.mark.parametrize("skin", [0.04, 0.12, 0.5])
def test_skin_of_every_tone_is_read_alike(skin: float) -> None:
    light = scene_light(skin=skin)
    assert read(picture(light)) < 0.05
    assert read(picture(blur.hazed(light, 0.25))) == pytest.approx(0.25, rel=0.3)


def test_the_same_haze_is_read_in_half_the_light() -> None:
    hazy = blur.hazed(LIGHT, 0.3)
    assert read(picture(hazy / 2)) == pytest.approx(read(picture(hazy)), abs=0.02)


def test_noise_is_neither_haze_nor_does_it_hide_it() -> None:
    noise = np.random.default_rng(3).normal(0, 4, (*SHAPE, 3))
    for share in (0.0, 0.25):
        rgb = picture(blur.hazed(LIGHT, share))
        assert read(np.clip(rgb + noise, 0, 255).astype(np.uint8)) == pytest.approx(read(rgb), abs=0.05)


def test_black_borders_of_the_frame_hide_no_haze() -> None:
    rgb = picture(blur.hazed(LIGHT, 0.3))
    rgb[:, :80] = rgb[:, -80:] = 0
    assert (read(rgb) or 0.0) > 0.2


@pytest.mark.parametrize("size", [(360, 640), (1080, 1920), (2160, 3840)])
def test_the_size_of_the_picture_does_not_matter(size: tuple[int, int]) -> None:
    scale = size[0] / SHAPE[0]
    rgb = cv2.resize(picture(blur.hazed(LIGHT, 0.3)), size[::-1], interpolation=cv2.INTER_AREA)
    face = made_face(size, px_per_mm=2.0 * scale, centre_px=((FACE_CENTRE[0] + 0.5) * scale - 0.5, (FACE_CENTRE[1] + 0.5) * scale - 0.5))
    assert read(rgb, face) == pytest.approx(0.3, abs=0.07)


def test_where_nothing_is_dark_it_can_not_be_told() -> None:
    grey = picture(np.full((*SHAPE, 3), LINEAR_OF_CODE[30], np.float32))
    assert read(grey) is None, "too dim"
    pale = np.full((*SHAPE, 3), 0.016, np.float32)
    pale[::, ::5] = 0.3
    assert read(picture(pale)) is None, "dark places that a curve may make, in the same light all round"


def test_a_small_face_is_judged_only_where_something_is_black() -> None:
    small = made_face(SHAPE, px_per_mm=0.5)
    assert read(picture(blur.hazed(scene_light(small), 0.3)), small) is None
    assert read(picture(scene_light(small)), small) < 0.08


OUTSIDE = (made_face(SHAPE, centre_px=(-900, 0)), made_face(SHAPE, centre_px=(480, 2000)), replace(FACE, outline_px=FACE.outline_px * 0))


@pytest.mark.parametrize("face", OUTSIDE)
@pytest.mark.parametrize("code", [0, 255])
def test_a_face_outside_the_picture_is_not_judged_and_one_colour_is_no_trouble(face: Face, code: int) -> None:
    assert read(np.full((*SHAPE, 3), code, np.uint8), face) in (None, 1.0)
