from __future__ import annotations

import io

import numpy as np
import pytest
import simplejpeg
from PIL import Image

from capture.camera import jpeg
from capture.types import Frame

PIXELS = np.random.default_rng(2).integers(0, 256, (40, 56, 3), np.uint8)
JPEG = simplejpeg.encode_jpeg(PIXELS, quality=90)


def test_pixels_are_those_of_any_decoder() -> None:
    rgb = jpeg.decode(JPEG)
    assert rgb is not None
    assert np.array_equal(rgb, np.asarray(Image.open(io.BytesIO(JPEG))))
    assert not rgb.flags.writeable


def test_grey_becomes_three_equal_channels() -> None:
    rgb = jpeg.decode(simplejpeg.encode_jpeg(PIXELS[:, :, :1].copy(), colorspace="GRAY", quality=90))
    assert rgb is not None
    assert rgb.shape == (40, 56, 3)
    assert np.array_equal(rgb[..., 0], rgb[..., 2])


@pytest.mark.parametrize("damaged", [JPEG[: len(JPEG) // 2], JPEG[:-2], JPEG[:900] + b"\xff\xd5" * 8 + JPEG[916:], b"", b"\xff\xd8\xff\xd9", b"no picture"])
def test_a_damaged_one_is_none(damaged: bytes) -> None:
    assert jpeg.decode(damaged) is None


def test_padding_of_cheap_webcams_costs_no_picture() -> None:
    restarts = io.BytesIO()
    Image.fromarray(PIXELS).save(restarts, "JPEG", quality=90, restart_marker_blocks=4)
    data = restarts.getvalue()
    mark = data.index(b"\xff\xd1")
    padded = data[:mark] + b"\x00\x00\x00" + data[mark:]
    with pytest.raises(ValueError, match="extraneous"):
        simplejpeg.decode_jpeg(padded)
    rgb = jpeg.decode(padded)
    assert rgb is not None
    assert np.array_equal(rgb, np.asarray(Image.open(io.BytesIO(data))))


def test_the_scan_starts_behind_a_thumbnail() -> None:
    thumbnail = JPEG[:300] + b"\xff\xd9"
    segment = b"\xff\xe1" + (2 + len(thumbnail)).to_bytes(2, "big") + thumbnail
    whole = bytearray(JPEG[:2] + segment + JPEG[2:])
    start = jpeg.scan_start(whole, 0)
    assert start == JPEG.index(b"\xff\xda") + len(segment)
    assert jpeg.scan_start(whole[: start + 3], 0) is None


@pytest.mark.parametrize("header", [b"\xff\xd8\xff\xe0\x00\x01xxxx", b"\xff\xd8\xff\xe0\x00\x04abXX\x00\x00", b"\xff\xd8\xff\xd9\x00\x00\x00"])
def test_a_header_that_breaks_the_format(header: bytes) -> None:
    with pytest.raises(jpeg.BrokenJpegError):
        jpeg.scan_start(bytearray(header), 0)


def test_a_frame_whose_pixels_were_let_go_gets_them_again() -> None:
    lean = Frame(3, 0.1, PIXELS[:0], JPEG)
    whole = jpeg.with_pixels(lean)
    assert np.array_equal(whole.rgb, np.asarray(Image.open(io.BytesIO(JPEG))))
    assert (whole.index, whole.t_s, whole.encoded) == (3, 0.1, JPEG)
    with pytest.raises(jpeg.BrokenJpegError):
        jpeg.with_pixels(Frame(3, 0.1, PIXELS[:0]))


def test_one_that_claims_more_than_a_camera_gives_is_none_at_once() -> None:
    claims = bytearray(JPEG)
    at = claims.index(b"\xff\xc0")
    claims[at + 5 : at + 9] = b"\xff\xdc\xff\xdc"
    assert jpeg.decode(bytes(claims)) is None
