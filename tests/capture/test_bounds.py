from __future__ import annotations

import io

import pytest
from PIL import Image

from capture import bounds


def written(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **more: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, kind, **more)
    return file.getvalue()


def claiming(data: bytes, width_px: int, height_px: int) -> bytes:
    """Return the JPEG or PNG with another size in its head."""
    changed = bytearray(data)
    if data.startswith(b"\x89PNG"):
        changed[16:24] = width_px.to_bytes(4, "big") + height_px.to_bytes(4, "big")
    else:
        at = data.index(b"\xff\xc0")
        changed[at + 5 : at + 9] = height_px.to_bytes(2, "big") + width_px.to_bytes(2, "big")
    return bytes(changed)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    ("width_px", "height_px", "beyond"),
    [(64, 48, False), (14_204, 10_652, False), (32_000, 4_000, False), (32_001, 2, True), (2, 40_000, True), (20_000, 20_000, True), (65_500, 65_500, True)],
)
def test_a_size_that_no_camera_has_is_seen_in_the_head(kind: str, width_px: int, height_px: int, beyond: bool) -> None:
    assert bounds.is_beyond(claiming(written(kind), width_px, height_px)) is beyond
    assert bounds.size_is_beyond(width_px, height_px) is beyond


def test_nothing_that_decoders_leap_over_hides_a_jpegs_size() -> None:
    claims = claiming(written(), 20_000, 20_000)
    comment = b"\xff\xfe\x00\x06\xff\xda\xff\xc0"
    for between in (comment, b"\0\0\0", b"\xff\xff\xff", b"\xff\x00", b"\xff\xd0"):
        assert bounds.is_beyond(claims[:2] + between + claims[2:])
    assert not bounds.is_beyond(written(exif=b"Exif\0\0" + claims)), "that is its thumbnail's"


def test_scans_that_go_over_the_picture_again_and_again_are_too_many() -> None:
    one = written(size=(3000, 3000), progressive=True)
    last = one.rindex(b"\xff\xda")
    assert not bounds.is_beyond(one)
    assert bounds.is_beyond(one[:last] + one[last:-2] * 300 + b"\xff\xd9")
    assert not bounds.is_beyond(one + one[last:-2] * 300), "what follows its end is not read"
    plain = written(size=(3000, 3000))
    start = plain.rindex(b"\xff\xda")
    grey = bytearray(plain)
    grey[start : start + 14] = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    scan = bytes(grey[start:-2])
    assert bounds.is_beyond(bytes(grey[:-2]) + scan * 300 + b"\xff\xd9"), "a scan of one of three parts may come again"


def test_other_files_claim_nothing() -> None:
    for data in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"hello", b"BM" + bytes(60)):
        assert not bounds.is_beyond(data)


def test_the_scans_of_a_jpeg_are_counted_and_a_thumbnails_are_not() -> None:
    one = written()
    assert bounds.scans_in(one) == 1
    assert bounds.scans_in(one + one) == 1
    assert bounds.scans_in(written(exif=b"Exif\0\0" + one * 3)) == 1
    assert bounds.scans_in(written(progressive=True)) == 10
    assert bounds.scans_in(b"") == 0
