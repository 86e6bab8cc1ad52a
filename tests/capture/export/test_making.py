from __future__ import annotations

from dataclasses import replace

import cv2
import msgspec
import numpy as np
import pytest
from kept_shots import cartoon
from steps_samples import BLUR, CUT, DECODE, DEVELOPED, ENCODING, PLAIN, SMALLER

from capture.errors import ExportError
from capture.export.making import made, matte_of, matte_png, untouched
from capture.export.resize import reduced
from capture.export.steps import Behind, Steps
from capture.pixels import encode, linear

RGB = cartoon()


def person() -> np.ndarray:
    share = np.zeros((192, 256), np.float32)
    cv2.ellipse(share, (136, 86), (30, 40), 0, 0, 360, 1.0, -1)
    return share


def with_person(behind: Behind) -> Behind:
    return msgspec.structs.replace(behind, matte_png=matte_png(person()))


CROPPED = Steps(DECODE, ENCODING, crop=CUT)


def test_without_development_and_background_the_pixels_are_the_frames_own() -> None:
    assert np.array_equal(made(Steps(DECODE, ENCODING), RGB), RGB)
    cut = RGB[80:380, 200:500]
    assert np.array_equal(made(CROPPED, RGB), cut)
    assert np.array_equal(made(replace(CROPPED, resize=SMALLER), RGB), reduced(cut, (150, 150)))


def test_a_development_is_done_after_the_reduction_and_can_be_undone() -> None:
    steps = replace(CROPPED, resize=SMALLER, development=DEVELOPED)
    back = encode(DEVELOPED.undone(linear(made(steps, RGB))))
    assert np.abs(back - untouched(steps, RGB)).max() < 1.5
    assert np.abs(made(steps, RGB).astype(int) - untouched(steps, RGB)).mean() > 10


def test_a_plain_background_has_the_colour_asked_for_whatever_the_development_and_the_face_stays() -> None:
    behind = with_person(PLAIN)
    for development in (None, DEVELOPED):
        steps = replace(CROPPED, background=behind, development=development)
        out = made(steps, RGB)
        assert np.abs(out[:20, :20].astype(int) - (0x30, 0x60, 0x90)).max() <= 1
        same = made(replace(CROPPED, development=development), RGB)
        face = np.s_[100:200, 120:160]
        assert np.array_equal(out[face], same[face])


def test_a_blurred_background_is_smoother_and_the_face_stays() -> None:
    out, cut = made(replace(CROPPED, background=with_person(BLUR)), RGB), RGB[80:380, 200:500]
    assert out[:40, :40].std(axis=(0, 1)).mean() < cut[:40, :40].std(axis=(0, 1)).mean() / 2
    assert np.array_equal(out[100:200, 120:160], cut[100:200, 120:160])


def test_a_matte_survives_its_receipt_and_a_strangers_does_not_pass() -> None:
    assert np.abs(matte_of(matte_png(person())) - person()).max() <= 0.5 / 255
    for wrong in ("", "AAAA", "not base64!", matte_png(np.zeros((20, 30), np.float32))):
        with pytest.raises(ExportError, match="outline of the person"):
            matte_of(wrong)
