"""A shot's picture as a file: the camera's own bytes where they are the picture that was seen, otherwise lossless PNG."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from capture.bounds import is_beyond
from capture.session.png import png

if TYPE_CHECKING:
    from cv2.typing import MatLike

    from capture.types import Frame, Rgb

_JPEG_START = b"\xff\xd8\xff"
_SAME_PICTURE_CODES = 2.0
"""Mean difference, in codes of 255, up to which two decoders have read the same JPEG; another picture, size or colour space is far off."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture file's bytes and the (H, W, 3) pixels that they hold."""

    data: bytes
    suffix: str
    """`.jpg` for the camera's own bytes, `.png` otherwise."""
    rgb: Rgb


def picture_of(frame: Frame, *, packed: bool = True) -> Picture:
    """Return the picture to keep of `frame`; what someone waits for is not to be `packed`.

    The camera's own JPEG is taken untouched if it decodes to the frame's pixels. Where it does not (cut off, other colours, another size), what was
    seen and measured counts: its pixels as PNG.
    """
    if frame.encoded is not None and frame.encoded.startswith(_JPEG_START):
        decoded = decode(frame.encoded)
        if decoded is not None and _same(decoded, frame.rgb):
            return Picture(frame.encoded, ".jpg", decoded)
    return Picture(png(frame.rgb, packed=packed), ".png", frame.rgb)


def decode(data: bytes) -> Rgb | None:
    """Return the (H, W, 3) pixels of a picture file, turned upright by its EXIF orientation; None when it holds none, or more than a camera's."""
    if is_beyond(data):
        return None
    try:
        # OpenCV's own types leave out that it answers None for what is no picture.
        bgr = cast("MatLike | None", cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))
    except cv2.error:
        return None
    if bgr is None:
        return None
    rgb = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)
    rgb.setflags(write=False)
    return rgb


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_pixels(rgb: Rgb) -> str:
    """Return the SHA-256 of pixels, whatever file they came in: of the ASCII text "HEIGHTxWIDTHx3" and a line end, then the RGB bytes row by row."""
    digest = hashlib.sha256(f"{'x'.join(map(str, rgb.shape))}\n".encode("ascii"))
    digest.update(np.ascontiguousarray(rgb).data)
    return digest.hexdigest()


def _same(one: Rgb, other: Rgb) -> bool:
    """Tell whether two arrays hold the same picture, but for the rounding of two decoders."""
    return one.shape == other.shape and cv2.norm(one, other, cv2.NORM_L1) <= _SAME_PICTURE_CODES * one.size
