"""What a camera's own file tells about place and device."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image

_GPS, _DETAILS = 0x8825, 0x8769
_BODY_SERIAL, _LENS_SERIAL = 0xA431, 0xA435


def private_details(data: bytes) -> tuple[str, ...]:
    """Return what a camera's own file tells about place and device in its EXIF block, in words; nothing where it has none or a broken one."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of broken blocks; what can be read of one still counts.
            warnings.simplefilter("ignore")
            exif = Image.open(BytesIO(data)).getexif()
            gps, details = exif.get_ifd(_GPS), exif.get_ifd(_DETAILS)
    except (OSError, SyntaxError, ValueError, KeyError):
        return ()
    serial = any(tag in details for tag in (_BODY_SERIAL, _LENS_SERIAL))
    return tuple(word for word, there in (("the place", bool(gps)), ("the camera's serial number", serial)) if there)
