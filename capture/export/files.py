"""Pixels to finished files: JPEG for crops and sheets, PNG for whole frames, both with colour profile, print size and provenance inside."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

if TYPE_CHECKING:
    from capture.types import Rgb

SCREEN_DPI = 72

_QUALITIES = (95, 92, 88, 84, 80)
"""The first is used unless a site's limit forces a lower one."""
_PNG_LEVEL = 6
_XMP_KEYWORD = "XML:com.adobe.xmp"
"""The iTXt chunk that the XMP specification, part 3, gives PNG files."""


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG file's bytes and the quality it took."""

    data: bytes
    quality: int


def jpeg(rgb: Rgb, *, dpi: float, xmp: bytes, max_bytes: int | None = None) -> Jpeg:
    """Return the picture as a 4:4:4 JPEG, at the highest of the qualities 95 to 80 that keeps it within `max_bytes`."""
    image = Image.fromarray(rgb)
    for quality in _QUALITIES:
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, subsampling=0, dpi=(round(dpi), round(dpi)), icc_profile=srgb_profile(), xmp=xmp)
        if max_bytes is None or out.tell() <= max_bytes:
            break
    return Jpeg(out.getvalue(), quality)


def png(rgb: Rgb, *, dpi: float, xmp: bytes) -> bytes:
    """Return the picture as a lossless PNG."""
    info = PngInfo()
    # Pillow writes `xmp=` into JPEG only, and says nothing when it leaves it out of a PNG.
    info.add_itxt(_XMP_KEYWORD, xmp.decode())
    out = BytesIO()
    Image.fromarray(rgb).save(out, "PNG", compress_level=_PNG_LEVEL, dpi=(dpi, dpi), icc_profile=srgb_profile(), pnginfo=info)
    return out.getvalue()


@cache
def srgb_profile() -> bytes:
    """Return an sRGB colour profile (ICC), the same bytes every time."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Bytes 24 to 35 of the header are the time at which the profile was made (ICC.1, 7.2): a fixed one keeps equal pictures equal files.
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(profile)


def private_details(data: bytes) -> tuple[str, ...]:
    """Return what a camera's own file tells about place and device in its EXIF block, in words; nothing where it has none or a broken one."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of broken blocks; what can be read of one still counts.
            warnings.simplefilter("ignore")
            exif = Image.open(BytesIO(data)).getexif()
            gps, details = exif.get_ifd(0x8825), exif.get_ifd(0x8769)
    except (OSError, SyntaxError, ValueError, KeyError):
        return ()
    serial = any(tag in details for tag in (0xA431, 0xA435))
    return tuple(word for word, there in (("the place", bool(gps)), ("the camera's serial number", serial)) if there)
