from __future__ import annotations

import hashlib
from io import BytesIO

import numpy as np
from fuzz.bombs import many_scans, png_of, sized_jpeg
from kept_shots import cartoon, jpeg_of, pixels_of
from PIL import Image

from capture.session.picture import decode, picture_of, sha256_of_pixels
from capture.types import Frame


def test_the_cameras_jpeg_is_kept_byte_for_byte() -> None:
    encoded = jpeg_of(cartoon())
    picture = picture_of(Frame(0, 0.0, pixels_of(encoded), encoded))
    assert picture.data is encoded
    assert picture.suffix == ".jpg"
    assert np.array_equal(picture.rgb, pixels_of(encoded))


def test_without_one_the_pixels_are_kept_as_they_are() -> None:
    picture = picture_of(Frame(0, 0.0, cartoon()))
    assert picture.suffix == ".png"
    assert np.array_equal(np.asarray(Image.open(BytesIO(picture.data))), cartoon())


def test_a_jpeg_that_is_not_what_was_seen_is_not_kept() -> None:
    seen = cartoon()
    other = jpeg_of(np.ascontiguousarray(seen[::-1]))
    half = jpeg_of(np.ascontiguousarray(seen[::2, ::2]))
    for encoded in (other, half, jpeg_of(seen)[:3000], b"\xff\xd8\xff rubbish", b""):
        picture = picture_of(Frame(0, 0.0, seen, encoded))
        assert picture.suffix == ".png"
        assert np.array_equal(np.asarray(Image.open(BytesIO(picture.data))), seen)


def test_what_is_larger_than_any_cameras_is_not_unpacked() -> None:
    for data in (png_of(20_000, 20_000), sized_jpeg(65_500, 65_500), many_scans(200)):
        assert decode(data) is None


def test_a_picture_that_lies_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    Image.fromarray(cartoon()).save(out, "JPEG", exif=exif)
    upright = decode(out.getvalue())
    assert upright is not None
    assert upright.shape == (640, 480, 3)
    lying = np.asarray(Image.open(BytesIO(out.getvalue())), np.int16)
    assert np.abs(upright - np.rot90(lying, -1)).mean() < 1
    assert picture_of(Frame(0, 0.0, upright, out.getvalue())).suffix == ".jpg"


def test_what_is_no_picture_decodes_to_none() -> None:
    assert decode(b"no picture") is None
    assert decode(b"") is None


def test_the_pixel_hash_can_be_made_by_anyone() -> None:
    rgb = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    assert sha256_of_pixels(rgb) == hashlib.sha256(b"2x3x3\n" + bytes(range(18))).hexdigest()
    assert sha256_of_pixels(rgb) != sha256_of_pixels(rgb.reshape(3, 2, 3))
    assert sha256_of_pixels(rgb[:, ::-1]) != sha256_of_pixels(rgb)
