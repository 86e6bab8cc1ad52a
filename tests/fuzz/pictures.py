"""Pictures that are cut off, corrupted, of odd kinds and sizes, or bombs: for `analyse`, `audit` and `sit`."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from fuzz.bombs import BOMBS, png_of
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
    what, data = damaged(chance, plain(suffix, chance.random() < 0.3))
    return _asked(chance, place, f"a {suffix} {what}", _put(place, f"picture{suffix}", data))


def odd(chance: Random, place: Place) -> Case:
    """Return a whole picture of an odd kind: grey, 16 bits, CMYK, a palette, see-through, turned by EXIF, moving, tiny, with odd things written in it."""
    if chance.random() < 0.25:
        what = chance.choice(sorted(ODD))
        suffix, make = ODD[what]
        return _asked(chance, place, what, _put(place, f"odd{suffix}", make()))
    suffix, (name, modes) = chance.choice(sorted(FORMATS.items()))
    mode, size = chance.choice(modes), chance.choice(SIZES)
    image = _image(mode, size)
    more: dict[str, object] = {}
    if chance.random() < 0.5 and name in {"JPEG", "PNG", "TIFF", "WEBP", "AVIF"}:
        more["exif"] = _exif(chance)
    if chance.random() < 0.3 and name in {"JPEG", "PNG", "TIFF", "WEBP"}:
        more["icc_profile"] = chance.choice((b"\0" * 200, chance.randbytes(600), b"", b"acsp" * 100))
    if chance.random() < 0.3 and name in {"GIF", "PNG", "WEBP", "AVIF", "TIFF"}:
        if name == "AVIF":
            more.pop("exif", None)  # Pillow 13's writer of moving ones ends the program at an EXIF block that is damaged
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
    name = chance.choice(sorted(BOMBS))
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
def plain(suffix: str, with_exif: bool = False, mode: str | None = None) -> bytes:
    """Return a whole picture of that kind, in its usual mode if in none other (Pillow's word)."""
    written = io.BytesIO()
    name, modes = FORMATS[suffix]
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8769] = 6, "Maker", {0xA405: 28, 0x920A: 5.5}
    more = {"exif": exif.tobytes()} if with_exif and name in {"JPEG", "PNG", "TIFF", "WEBP", "AVIF"} else {}
    _image(mode or modes[0], (640, 480)).save(written, name, **more)
    return written.getvalue()


def _exif(chance: Random) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = chance.choice((1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 65535))
    exif[0x010E] = chance.choice(("ok", "\x1b[31mred", "x" * 60_000, "\u202e"))
    exif[0x0131] = chance.choice(("Photoshop", "a\nb\x07", "Midjourney\x00\x1b[2J"))
    exif[0x8769] = {0xA405: chance.choice((0, 28, 65535)), 0x920A: chance.choice((0.0, 5.5, 1e9)), 0x9003: "9999:99:99 99:99:99"}
    data = exif.tobytes()
    return damaged(chance, data)[1] if chance.random() < 0.5 else data


def _by_opencv(suffix: str, kind: type[np.generic], channels: int) -> bytes:
    """Return what Pillow can't write: colours of 16 bits, or of floating point."""
    rgb = cartoon().astype(np.float64) / 255
    rgb = np.dstack([rgb, rgb[..., :1]])[..., :channels] * (1 if kind is np.float32 else np.iinfo(kind).max)
    return bytes(cv2.imencode(suffix, rgb.astype(kind))[1])


def _two_in_one() -> bytes:
    written = io.BytesIO()
    _image("RGB", (640, 480)).save(written, "MPO", save_all=True, append_images=[_image("L", (64, 48))])
    return written.getvalue()


ODD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a PNG of 16 bits": (".png", lambda: _by_opencv(".png", np.uint16, 3)),
    "a PNG of 16 bits with alpha": (".png", lambda: _by_opencv(".png", np.uint16, 4)),
    "a TIFF of 16 bits": (".tif", lambda: _by_opencv(".tiff", np.uint16, 3)),
    "a TIFF of floating point": (".tif", lambda: _by_opencv(".tiff", np.float32, 3)),
    "an interlaced PNG": (".png", lambda: png_of(333, 77, 16, 6, interlaced=True)),
    "two JPEGs in one": (".mpo", _two_in_one),
    "a PNG called JPEG": (".jpg", lambda: plain(".png")),
    "a TIFF called PNG": (".png", lambda: plain(".tif")),
    "a JPEG called raw": (".cr2", lambda: plain(".jpg")),
    "a JPEG called video": (".mp4", lambda: plain(".jpg")),
    "a HEIC": (".heic", lambda: b"\0\0\0\x18ftypheic" + bytes(3000)),
    "an SVG": (".jpg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"),
    "a PDF": (".png", lambda: b"%PDF-1.7\n%\xff\xff\n" + bytes(3000)),
    "a Photoshop file": (".tif", lambda: b"8BPS\0\1" + bytes(3000)),
    "PostScript": (".jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9999 9999\nquit\n"),
}
