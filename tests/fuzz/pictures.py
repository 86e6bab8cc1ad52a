"""Pictures that are cut off, corrupted, of odd kinds and sizes, or bombs: for `analyse`, `audit` and `sit`."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from fuzz.case import Case
from fuzz.hostile import damaged
from kept_shots import cartoon, jpeg_of
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from fuzz.case import Place

FORMATS = {
    ".jpg": ("JPEG", ("RGB", "L", "CMYK")),
    ".png": ("PNG", ("RGB", "RGBA", "L", "LA", "P", "1", "I;16", "I")),
    ".tif": ("TIFF", ("RGB", "RGBA", "L", "CMYK", "I;16", "F", "P", "LAB", "1")),
    ".webp": ("WEBP", ("RGB", "RGBA")),
    ".gif": ("GIF", ("P", "L")),
    ".bmp": ("BMP", ("RGB", "L", "P", "1")),
    ".jp2": ("JPEG2000", ("RGB", "RGBA", "L")),
    ".avif": ("AVIF", ("RGB", "RGBA")),
    ".ppm": ("PPM", ("RGB", "L", "1")),
}
SIZES = ((1, 1), (1, 300), (300, 1), (2, 2), (3, 17), (16, 16), (640, 480), (640, 480), (480, 640), (9000, 2), (2, 9000))


def corrupted(chance: Random, place: Place) -> Case:
    """Return a picture to which one thing was done."""
    suffix = chance.choice((".jpg", ".jpg", ".jpg", ".png", ".png", *FORMATS))
    what, data = damaged(chance, _plain(suffix, chance.random() < 0.3))
    return _asked(chance, place, f"a {suffix} {what}", _put(place, f"picture{suffix}", data))


def odd(chance: Random, place: Place) -> Case:
    """Return a whole picture of an odd kind: grey, 16 bits, CMYK, a palette, see-through, turned by EXIF, moving, tiny, with odd things written in it."""
    suffix, (name, modes) = chance.choice(sorted(FORMATS.items()))
    mode, size = chance.choice(modes), chance.choice(SIZES)
    image = _image(mode, size)
    more: dict[str, object] = {}
    if chance.random() < 0.5 and name in {"JPEG", "PNG", "TIFF", "WEBP", "AVIF"}:
        more["exif"] = _exif(chance)
    if chance.random() < 0.3 and name in {"JPEG", "PNG", "TIFF", "WEBP"}:
        more["icc_profile"] = chance.choice((b"\0" * 200, chance.randbytes(600), b"", b"acsp" * 100))
    if chance.random() < 0.3 and name in {"GIF", "PNG", "WEBP", "AVIF", "TIFF"}:
        more |= {"save_all": True, "append_images": [_image(mode, size)] * 3, "duration": chance.choice((0, 1, 100, 65535))}
    if name == "JPEG":
        more |= {"quality": chance.choice((1, 50, 100)), "progressive": chance.random() < 0.5}
    written = io.BytesIO()
    try:
        image.save(written, name, **more)
    except Exception:  # noqa: BLE001 - what Pillow itself can't write is left out
        written = io.BytesIO()
        _image(modes[0], size).save(written, name)
    return _asked(chance, place, f"{suffix} {mode} {size} {sorted(more)}", _put(place, f"odd{suffix}", written.getvalue()))


def bomb(chance: Random, place: Place) -> Case:
    """Return a small file that wants to become a large picture, or long work."""
    names = sorted(BOMBS)
    name = chance.choice(names)
    suffix, make = BOMBS[name]
    return _asked(chance, place, name, _put(place, f"bomb{suffix}", make()), heavy=True)


def _asked(chance: Random, place: Place, what: str, path: Path, *, heavy: bool = False) -> Case:
    at = str(path)
    commands: list[list[str]] = [["analyse", at], ["analyse", "--json", "--iso", at], ["audit", at], ["audit", "--json", at]]
    sitting = place.results / "sitting"
    if chance.random() < (0.15 if heavy else 0.06):
        where = at if chance.random() < 0.7 else str(place.inputs)
        return Case(what=f"sit: {what}", arguments=["sit", "--headless", "--no-voice", "--camera", where, "--session", str(sitting)], writes=(sitting,))
    command = chance.choice(commands)
    if command[0] == "audit" and chance.random() < 0.3:
        page = place.results / "page.html"
        return Case(what=f"{what}, to a page", arguments=[*command, "--html", str(page)], writes=(page, place.results), names=path.name)
    return Case(what=f"{command[0]}: {what}", arguments=command, names=path.name)


def _put(place: Place, name: str, data: bytes) -> Path:
    path = place.inputs / name
    path.write_bytes(data)
    return path


@cache
def _image(mode: str, size: tuple[int, int]) -> Image.Image:
    rgb = Image.fromarray(cv2.resize(cartoon(), size, interpolation=cv2.INTER_AREA))
    if mode.startswith(("I", "F")):
        grey = np.asarray(rgb.convert("L"), np.uint16)
        return Image.fromarray((grey * 257).astype({"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode]))
    if mode == "LAB":
        return Image.fromarray(np.asarray(rgb), "LAB")
    image = rgb.convert(mode)
    if mode in {"RGBA", "LA"}:
        image.putalpha(Image.linear_gradient("L").resize(size))
    return image


@cache
def a_jpeg() -> bytes:
    """Return a whole picture."""
    return jpeg_of(cartoon())


@cache
def _plain(suffix: str, with_exif: bool) -> bytes:
    written = io.BytesIO()
    name, modes = FORMATS[suffix]
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8769] = 6, "Maker", {0xA405: 28, 0x920A: 5.5}
    more = {"exif": exif.tobytes()} if with_exif and name in {"JPEG", "PNG", "TIFF", "WEBP", "AVIF"} else {}
    _image(modes[0], (640, 480)).save(written, name, **more)
    return written.getvalue()


def _exif(chance: Random) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = chance.choice((1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 65535))
    exif[0x010E] = chance.choice(("ok", "\x1b[31mred", "x" * 60_000, "\u202e"))
    exif[0x0131] = chance.choice(("Photoshop", "a\nb\x07", "Midjourney\x00\x1b[2J"))
    exif[0x8769] = {0xA405: chance.choice((0, 28, 65535)), 0x920A: chance.choice((0.0, 5.5, 1e9)), 0x9003: "9999:99:99 99:99:99"}
    data = exif.tobytes()
    return damaged(chance, data)[1] if chance.random() < 0.5 else data


def png_of(width: int, height: int, bits: int = 8, kind: int = 0, chunks: bytes = b"") -> bytes:
    """Return a PNG of nothing but zeroes, packed row by row so that a large one takes no memory here."""
    samples = {0: 1, 2: 3, 6: 4}[kind]
    packer = zlib.compressobj(1)
    row = bytes(1 + (width * samples * bits + 7) // 8)
    rows = bytearray()
    for start in range(0, height, 64):
        rows += packer.compress(row * min(64, height - start))
    rows += packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + chunks + _chunk(b"IDAT", bytes(rows)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _sized_jpeg(width: int, height: int) -> bytes:
    """Return a JPEG whose head claims another size than its data fill."""
    data = bytearray(_plain(".jpg", False))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


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


_TEXT_BOMB = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000), 9))
_PROFILE_BOMB = _chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(50_000_000), 9))

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
    "2³¹ pixels wide": (".png", cache(lambda: b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)))),
    "text that unpacks to 50 MB": (".png", cache(lambda: png_of(64, 64, chunks=_TEXT_BOMB * 20))),
    "a profile that unpacks to 50 MB": (".png", cache(lambda: png_of(64, 64, chunks=_PROFILE_BOMB))),
    "a JPEG that claims 65500×65500": (".jpg", cache(lambda: _sized_jpeg(65_500, 65_500))),
    "a JPEG that claims 13300×13300": (".jpg", cache(lambda: _sized_jpeg(13_300, 13_300))),
    "a JPEG that claims 0×0": (".jpg", cache(lambda: _sized_jpeg(0, 0))),
    "a JPEG of a thousand scans": (".jpg", cache(lambda: many_scans(1000))),
    "a JPEG of sixty scans": (".jpg", cache(lambda: many_scans(60))),
    "a GIF of 40 frames of 3000×3000": (".gif", cache(lambda: _moving_gif(40, 3000))),
    "a TIFF without a picture": (".tif", cache(lambda: _tiff_head(10_000, 10_000, count=1))),
    "a TIFF of 2³¹ strips": (".tif", cache(lambda: _tiff_head(10_000, 10_000, count=2**31 - 1))),
    "a TIFF in a circle": (".tif", cache(lambda: b"II*\0" + struct.pack("<IHI", 8, 0, 8))),
    "a PPM that claims a billion pixels": (".ppm", cache(lambda: b"P6 40000 30000 255\n" + bytes(1000))),
    "a PPM of letters": (".ppm", cache(lambda: b"P3 4000 4000 255\n" + b"9" * 3_000_000)),
}
