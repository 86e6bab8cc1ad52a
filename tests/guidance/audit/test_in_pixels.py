from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from capture import audit
from guidance.audit import Weight, in_pixels
from tests.audited import merged_portrait, portrait_of, studio_portrait
from tests.doctored import enlarged, saved, smoothed

if TYPE_CHECKING:
    from capture.types import Face


def made(rgb: np.ndarray, quality: int = 95, *, face: Face | None = None, with_face: bool = True) -> audit.Audit:
    data = saved(rgb, quality)
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    return audit.measured(portrait_of(pixels, (face or studio_portrait().face) if with_face else None, data, "JPEG"))


def test_an_untouched_portrait_gets_no_remark() -> None:
    plain = made(studio_portrait().rgb)
    assert [finding(plain).weight for finding in (in_pixels.resolution, in_pixels.texture)] == [Weight.PLAIN, Weight.PLAIN]


@pytest.mark.parametrize("way", range(4))
def test_smoothed_skin_is_named_and_the_resolution_is_not(way: int) -> None:
    face = studio_portrait().face
    assert face is not None
    found = made(smoothed(studio_portrait().rgb, face, way))
    assert in_pixels.texture(found).weight is Weight.REMARK
    assert in_pixels.resolution(found).weight is Weight.PLAIN


def test_a_merged_picture_of_a_small_camera_is_not_called_smoothed_and_named_once_it_is() -> None:
    rgb, face = merged_portrait().rgb, merged_portrait().face
    assert face is not None
    assert in_pixels.texture(made(rgb, face=face)).weight is Weight.PLAIN
    for way in range(4):
        assert in_pixels.texture(made(smoothed(rgb, face, way), face=face)).weight is Weight.REMARK


@pytest.mark.parametrize("way", range(4))
def test_an_enlargement_is_named(way: int) -> None:
    found = in_pixels.resolution(made(enlarged(studio_portrait().rgb, way), with_face=False))
    assert found.weight is Weight.REMARK
    assert "enlarged" in found.meaning


def test_after_a_hard_compression_neither_is_judged() -> None:
    found = made(studio_portrait().rgb, 40)
    assert in_pixels.resolution(found).weight is Weight.UNJUDGED
    assert in_pixels.texture(found).weight is Weight.UNJUDGED


def test_without_a_face_and_of_a_small_one_the_skin_is_not_judged() -> None:
    found = made(studio_portrait().rgb)
    assert "too small" in in_pixels.texture(replace(found, texture=None)).meaning
    assert "no face" in in_pixels.texture(made(studio_portrait().rgb, with_face=False)).meaning
