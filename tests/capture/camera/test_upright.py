from __future__ import annotations

import io
import math

import numpy as np
import pytest
from PIL import Image, ImageOps

from capture.camera.upright import by_display_matrix, by_exif, fov_deg_of, frozen, jpeg_orientation, orientation_of

PIXELS = np.random.default_rng(1).integers(0, 256, (5, 7, 3), np.uint8)


def tagged(orientation: object) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turns_agree_with_pillow(orientation: int) -> None:
    image = Image.fromarray(PIXELS)
    image.getexif()[0x0112] = orientation
    assert np.array_equal(by_exif(PIXELS, orientation), np.asarray(ImageOps.exif_transpose(image)))


@pytest.mark.parametrize("nonsense", [0, 9, 77])
def test_nonsense_orientation_turns_nothing(nonsense: int) -> None:
    assert np.array_equal(by_exif(PIXELS, nonsense), PIXELS)
    assert orientation_of(tagged(nonsense)) == 1


@pytest.mark.parametrize(("rotation_deg", "quarters"), [(0, 0), (90, 1), (180, 2), (-180, 2), (-90, 3), (270, 3), (89, 1)])
def test_a_display_matrix_turns_counter_clockwise(rotation_deg: int, quarters: int) -> None:
    assert np.array_equal(by_display_matrix(PIXELS, rotation_deg), np.rot90(PIXELS, quarters))


def test_orientation_of_a_jpeg() -> None:
    file = io.BytesIO()
    Image.fromarray(PIXELS).save(file, "JPEG", exif=tagged(6))
    assert jpeg_orientation(file.getvalue()) == 6


def test_a_jpeg_without_exif_is_upright() -> None:
    file = io.BytesIO()
    Image.fromarray(PIXELS).save(file, "JPEG")
    assert jpeg_orientation(file.getvalue()) == 1


@pytest.mark.parametrize("damage", [b"\x00\x05junk", b"MM\x00*\x00\x00\xff\xff", b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\x12\x01" * 20, b""])
def test_broken_exif_is_no_orientation(damage: bytes) -> None:
    length = (8 + len(damage)).to_bytes(2, "big")
    assert jpeg_orientation(b"\xff\xd8\xff\xe1" + length + b"Exif\x00\x00" + damage + b"\xff\xd9") == 1


def with_focal(focal_mm: object) -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA405] = focal_mm
    return exif


def test_field_of_view_of_a_full_frame_lens() -> None:
    assert fov_deg_of(with_focal(50), 3000, 2000) == pytest.approx(math.degrees(2 * math.atan(36 / 100)))


def test_an_upright_picture_sees_less_sideways() -> None:
    assert fov_deg_of(with_focal(50), 2000, 3000) == pytest.approx(math.degrees(2 * math.atan(24 / 100)))


@pytest.mark.parametrize("focal_mm", [0, "wide", 10**6])
def test_a_focal_length_that_makes_no_sense_is_unknown(focal_mm: object) -> None:
    assert fov_deg_of(with_focal(focal_mm), 3000, 2000) is None


def test_no_exif_no_field_of_view() -> None:
    assert fov_deg_of(Image.Exif(), 3000, 2000) is None


def test_frozen_pictures_are_one_block_that_nobody_writes_to() -> None:
    block = frozen(PIXELS[:, ::-1])
    assert block.flags.c_contiguous
    assert np.array_equal(block, PIXELS[:, ::-1])
    with pytest.raises(ValueError, match="read-only"):
        block[0, 0] = 0
