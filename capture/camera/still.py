"""One photograph from a file, as upright 8-bit sRGB, whatever it was stored as."""

from __future__ import annotations

import io
import warnings
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageCms

from capture.bounds import is_beyond, size_is_beyond
from capture.camera.closing import Closing
from capture.camera.upright import BROKEN_EXIF, by_exif, fov_deg_of, frozen, orientation_of
from capture.errors import CameraError
from capture.plain_file import read_plain
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from capture.types import Rgb

RAW_SUFFIXES = frozenset({".arw", ".cr2", ".cr3", ".dng", ".nef", ".orf", ".pef", ".raf", ".raw", ".rw2", ".srw"})

BROKEN_FILE = (
    *BROKEN_EXIF,
    IndexError,
    RuntimeError,
    MemoryError,
    OverflowError,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow raises on files that are cut off, damaged or made to harm: found by damaging some thousands."""

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
_PNG = b"\x89PNG\r\n\x1a\n"
_FORMATS = ("AVIF", "BMP", "GIF", "JPEG", "JPEG2000", "PNG", "PPM", "TIFF", "WEBP")
"""Pillow knows more, but takes a video or a scientific table for a picture that it then can't load."""
MOST_JPEG2000_PX = 60_000_000
"""Its decoder takes 24 bytes for each; no camera that takes portraits writes it."""
_ROWS = 256
_JPEGS = frozenset({"JPEG", "MPO"})
_ANIMATED = frozenset({"GIF", "PNG", "WEBP", "AVIF"})


@dataclass(frozen=True, slots=True, eq=False)
class Photograph:
    """A picture as read: `rgb` (H, W, 3) upright and read-only, the file's bytes where it is a JPEG, and what EXIF tells of the lens."""

    rgb: Rgb
    encoded: bytes | None
    horizontal_fov_deg: float | None
    kind: str
    """The file format's name, such as "JPEG"."""


class Still(Closing):
    """A single picture as a source of one frame. Raises `CameraError` at once when it can't be read."""

    live = False
    stills = True

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.name = path.name
        self._photograph = read_photograph(path)
        height_px, width_px = self._photograph.rgb.shape[:2]
        self.description = f"{width_px}×{height_px} {self._photograph.kind}"
        self.horizontal_fov_deg = self._photograph.horizontal_fov_deg

    def __iter__(self) -> Iterator[Frame]:
        if not self._closed.is_set():
            yield Frame(0, 0.0, self._photograph.rgb, self._photograph.encoded)


def is_photograph(path: Path) -> bool:
    """Return whether the file begins like a still picture; one that moves (GIF and the like) is a video.

    Raises `CameraError` for kinds of pictures that are known not to work.
    """
    if path.suffix.lower() in RAW_SUFFIXES:
        raise CameraError(f"{path.name} is a raw file.", "Let the camera or your raw converter save a JPEG, and give that.")
    if path.exists() and not path.is_file():
        raise CameraError(f"{path.name} is no plain file.", "Give a picture.")
    if path.exists() and not path.stat().st_size:
        raise CameraError(f"{path.name} is empty.", "Copy it again from where it came, or give another picture.")
    try:
        with _without_warnings(), path.open("rb") as file, Image.open(file, formats=_FORMATS) as image:
            return not (image.format in _ANIMATED and getattr(image, "is_animated", False))
    except Image.DecompressionBombError:
        return True
    except BROKEN_FILE:
        pass
    if _begins(path).startswith(_PNG):
        # Text that unpacks to gigabytes is refused there; what plays videos would unpack it.
        return True
    if _is_heif(path):
        raise CameraError(
            f"{path.name} is a HEIC picture, which is not read here.",
            "Save it as JPEG; an iPhone does so by Settings > Camera > Formats > Most Compatible.",
        )
    return False


def read_photograph(path: Path) -> Photograph:
    """Return the picture in the file: turned by EXIF, its colours brought to sRGB, 16 bits to 8, transparent parts laid on white.

    Raises `CameraError` when there is no such file, or it is no picture, cut off, or too large to be one.
    """
    try:
        data = read_plain(path)
    except OSError as error:
        raise CameraError(f"{path.name} can't be read ({error.strerror or 'error'}).", "Check the name and that you may read the file.") from error
    if not data:
        raise _no_picture(path)
    try:
        return _decode(data)
    except Image.DecompressionBombError:
        raise CameraError(
            f"{path.name} claims to have more pixels than any camera, in a row, a column or all together.", "Make it smaller, or give another picture."
        ) from None
    except BROKEN_FILE:
        raise _no_picture(path) from None


def _no_picture(path: Path) -> CameraError:
    return CameraError(f"{path.name} is no picture or is cut off.", "Copy it again from where it came, or give another picture.")


def _decode(data: bytes) -> Photograph:
    with _without_warnings():
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        if size_is_beyond(*image.size) or is_beyond(data) or (image.format == "JPEG2000" and image.width * image.height > MOST_JPEG2000_PX):
            raise Image.DecompressionBombError
        image.load()
        try:
            exif = image.getexif()
        except BROKEN_EXIF:
            exif = Image.Exif()
        rgb = frozen(by_exif(_srgb(image), orientation_of(exif)))
        fov_deg = fov_deg_of(exif, rgb.shape[1], rgb.shape[0])
    kind = "JPEG" if image.format in _JPEGS else str(image.format)
    return Photograph(rgb, data if kind == "JPEG" else None, fov_deg, kind)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Keep Pillow from printing: it warns of broken EXIF, and from 89 million pixels on, which some cameras have (at twice that it refuses)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _srgb(image: Image.Image) -> Rgb:
    """Return an image of any mode as (H, W, 3) sRGB codes."""
    profile = image.info.get("icc_profile")
    image = _eight_bits(_opaque(image))
    if isinstance(profile, bytes) and profile:
        try:
            return _codes(_by_profile(image, profile))
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A broken profile, or one for another kind of picture: the plain conversion is the best that is known.
            pass
    return _codes(image)


def _codes(image: Image.Image) -> Rgb:
    """Return an image's pixels, (H, W, 3); some rows at a time, since Pillow hands over a whole one in three copies."""
    rgb = np.empty((image.height, image.width, 3), np.uint8)
    for top in range(0, image.height, _ROWS):
        rows = image.crop((0, top, image.width, min(top + _ROWS, image.height)))
        rgb[top : top + _ROWS] = np.asarray(rows if rows.mode == "RGB" else rows.convert("RGB"))
    return rgb


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if image.mode == "RGB" and "srgb" in ImageCms.getProfileDescription(source).lower():
        return image
    changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return image if changed is None else changed


def _opaque(image: Image.Image) -> Image.Image:
    """Return the image without palette and transparency; what was transparent is white."""
    if image.mode in {"P", "PA"}:
        image = image.convert("RGBA" if image.mode == "PA" or "transparency" in image.info else "RGB")
    elif "transparency" in image.info and image.mode in {"L", "RGB", "1"}:
        image = image.convert("RGBA")
    if image.mode in {"RGBA", "LA", "RGBa", "La"}:
        on_white = Image.new("RGB", image.size, "white")
        # A few rows at a time, here and below: whole copies of a large picture take gigabytes.
        for top in range(0, image.height, _ROWS):
            rows = image.crop((0, top, image.width, min(top + _ROWS, image.height))).convert("RGBA")
            on_white.paste(rows.convert("RGB"), (0, top), rows.getchannel("A"))
        return on_white
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return grey of 16 bits, 32 bits or floating point as 8 bits; floating point is taken for 0..1 where nothing exceeds 1."""
    if image.mode == "F":
        light = np.asarray(image, np.float32)
        return Image.fromarray(np.clip(light * (255 if light.max() <= 1 else 1), 0, 255).round().astype(np.uint8))
    if image.mode.startswith("I"):
        codes = np.asarray(image)
        grey = np.empty(codes.shape, np.uint8)
        for row in range(0, len(codes), _ROWS):
            grey[row : row + _ROWS] = np.clip(codes[row : row + _ROWS].astype(np.int64) / 257, 0, 255).round()
        return Image.fromarray(grey)
    return image.convert("L") if image.mode == "1" else image


def _is_heif(path: Path) -> bool:
    head = _begins(path)
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def _begins(path: Path) -> bytes:
    """Return a file's first 12 bytes, or fewer; none where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(12)
    except OSError:
        return b""
