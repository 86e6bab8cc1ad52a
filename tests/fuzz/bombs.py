"""Small files that want to become large pictures, or long work."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING

from kept_shots import cartoon, jpeg_of
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 1 << 20
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced PNG: first column and row, and the steps from there (PNG, 8.2)."""


def png_of(width: int, height: int, bits: int = 8, kind: int = 0, chunks: bytes = b"", *, interlaced: bool = False) -> bytes:
    """Return a PNG of nothing but zeroes."""
    samples = {0: 1, 2: 3, 6: 4}[kind]
    sizes = [(-(-(width - left) // across), -(-(height - top) // down)) for left, top, across, down in _PASSES] if interlaced else [(width, height)]
    count = sum((1 + (columns * samples * bits + 7) // 8) * rows for columns, rows in sizes if columns > 0 and rows > 0)
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunks + chunk(b"IDAT", packed_zeroes(count)) + chunk(b"IEND", b"")


def packed_zeroes(count: int) -> bytes:
    """Return so many zeroes as zlib packs them: one block again and again, so that gigabytes take no time here."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(_BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    blocks, rest = divmod(count, _BLOCK)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    # Adler-32 of zeroes: its first sum stays 1, and so its second is their number.
    return b"\x78\xda" + block * blocks + packer.compress(bytes(rest)) + packer.flush() + struct.pack(">HH", count % 65521, 1)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def sized_jpeg(width: int, height: int) -> bytes:
    """Return a JPEG whose head claims another size than its data fill."""
    return _claiming(jpeg_of(cartoon()), width, height)


def _claiming(jpeg: bytes, width: int, height: int) -> bytes:
    data = bytearray(jpeg)
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def whole_grey_jpeg(side: int = 20_000) -> bytes:
    """Return a whole JPEG of one grey, whose coded data are the same six bits for each block: no difference to the one before, and its end."""
    written = io.BytesIO()
    Image.new("L", (8, 8), 128).save(written, "JPEG")
    data = _claiming(written.getvalue(), side, side)
    return data[: data.index(b"\xff\xda") + 10] + b"\x28\xa2\x8a" * ((side // 8) ** 2 // 4) + b"\xff\xd9"


def many_scans(scans: int, side: int = 4000) -> bytes:
    """Return a progressive JPEG whose last scan comes again and again: each goes over the whole picture."""
    written = io.BytesIO()
    Image.new("L", (side, side), 90).save(written, "JPEG", progressive=True)
    data = written.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * scans + b"\xff\xd9"


def _moving_gif(frames: int, side: int) -> bytes:
    written = io.BytesIO()
    first, *others = [Image.new("P", (side, side), number % 256) for number in range(frames)]
    first.save(written, "GIF", save_all=True, append_images=others, duration=1)
    return written.getvalue()


def _tiff_head(width: int, height: int, *, count: int) -> bytes:
    """Return a TIFF that tells of a picture and has none."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, count, 8),
        (277, 3, 1, 1),
        (278, 4, 1, height),
        (279, 4, count, 2**31 - 1),
    ]
    return (
        b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries) + struct.pack("<I", 8)
    )


def _bmp_head(width: int, height: int) -> bytes:
    """Return a BMP of run lengths (RLE8) that is over at once: all of it is the colour 0."""
    return b"BM" + struct.pack("<IHHI", 1080, 0, 0, 1078) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, 2, 0, 0, 256, 0) + bytes(1024) + b"\0\1"


def _webp_head(width: int, height: int) -> bytes:
    """Return a WebP whose canvas is large and whose picture is small."""
    written = io.BytesIO()
    Image.new("RGB", (8, 8)).save(written, "WEBP", lossless=True)
    canvas = b"VP8X" + struct.pack("<II", 10, 0) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    inner = b"WEBP" + canvas + written.getvalue()[12:]
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def _jp2_head(width: int, height: int) -> bytes:
    """Return a JPEG 2000 stream whose head claims another size than its data fill."""
    written = io.BytesIO()
    Image.new("RGB", (8, 8)).save(written, "JPEG2000", no_jp2=True)
    data = bytearray(written.getvalue())
    at = data.index(b"\xff\x51") + 6
    data[at : at + 8] = data[at + 16 : at + 24] = struct.pack(">II", width, height)
    return bytes(data)


def _packed_text() -> bytes:
    return chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000), 9))


def _packed_profile() -> bytes:
    return chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(50_000_000), 9))


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "20000×20000 grey": (".png", cache(lambda: png_of(20_000, 20_000))),
    "20000×20000 in one bit": (".png", cache(lambda: png_of(20_000, 20_000, 1))),
    "13300×13300 in one bit": (".png", cache(lambda: png_of(13_300, 13_300, 1))),
    "13300×13300 grey": (".png", cache(lambda: png_of(13_300, 13_300))),
    "12300×12300 of 16 bits": (".png", cache(lambda: png_of(12_300, 12_300, 16))),
    "9400×9400 with alpha": (".png", cache(lambda: png_of(9_400, 9_400, 8, 6))),
    "12000×12000 with alpha of 16 bits": (".png", cache(lambda: png_of(12_000, 12_000, 16, 6))),
    "8000×8000 colours": (".png", cache(lambda: png_of(8_000, 8_000, 8, 2))),
    "1000000×100 grey": (".png", cache(lambda: png_of(1_000_000, 100))),
    "2×5000000 grey": (".png", cache(lambda: png_of(2, 5_000_000))),
    "2³¹ pixels wide": (".png", cache(lambda: b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)))),
    "text that unpacks to 50 MB": (".png", cache(lambda: png_of(64, 64, chunks=_packed_text() * 20))),
    "a profile that unpacks to 50 MB": (".png", cache(lambda: png_of(64, 64, chunks=_packed_profile()))),
    "a JPEG that claims 65500×65500": (".jpg", cache(lambda: sized_jpeg(65_500, 65_500))),
    "a JPEG that claims 13300×13300": (".jpg", cache(lambda: sized_jpeg(13_300, 13_300))),
    "a JPEG that claims 0×0": (".jpg", cache(lambda: sized_jpeg(0, 0))),
    "a JPEG of a thousand scans": (".jpg", cache(lambda: many_scans(1000))),
    "a JPEG of sixty scans": (".jpg", cache(lambda: many_scans(60))),
    "a GIF of 40 frames of 3000×3000": (".gif", cache(lambda: _moving_gif(40, 3000))),
    "a TIFF without a picture": (".tif", cache(lambda: _tiff_head(10_000, 10_000, count=1))),
    "a TIFF of 2³¹ strips": (".tif", cache(lambda: _tiff_head(10_000, 10_000, count=2**31 - 1))),
    "a TIFF in a circle": (".tif", cache(lambda: b"II*\0" + struct.pack("<IHI", 8, 0, 8))),
    "a PPM that claims a billion pixels": (".ppm", cache(lambda: b"P6 40000 30000 255\n" + bytes(1000))),
    "20000×20000 grey, a whole JPEG": (".jpg", cache(whole_grey_jpeg)),
    "12000×12000 grey, a whole JPEG": (".jpg", cache(lambda: whole_grey_jpeg(12_000))),
    "20000×20000 interlaced": (".png", cache(lambda: png_of(20_000, 20_000, interlaced=True))),
    "5000×5000 interlaced": (".png", cache(lambda: png_of(5_000, 5_000, 8, 2, interlaced=True))),
    "a BMP of 20000×20000": (".bmp", cache(lambda: _bmp_head(20_000, 20_000))),
    "a BMP of 2³¹ columns": (".bmp", cache(lambda: _bmp_head(2**31 - 1, 2**31 - 1))),
    "a BMP of negative height": (".bmp", cache(lambda: _bmp_head(20_000, -20_000))),
    "a WebP of 16000000×16000000": (".webp", cache(lambda: _webp_head(16_000_000, 16_000_000))),
    "a JPEG 2000 of 60000×60000": (".jp2", cache(lambda: _jp2_head(60_000, 60_000))),
    "a JPEG 2000 of 10000×10000": (".jp2", cache(lambda: _jp2_head(10_000, 10_000))),
    "a PPM of letters": (".ppm", cache(lambda: b"P3 4000 4000 255\n" + b"9" * 3_000_000)),
}
