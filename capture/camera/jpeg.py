"""A camera's JPEG: its pixels upright, and where it ends in a stream."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import simplejpeg

from capture.bounds import is_beyond
from capture.camera.upright import by_exif, frozen, jpeg_orientation

if TYPE_CHECKING:
    from capture.types import Frame, Rgb

START = b"\xff\xd8\xff"
END = b"\xff\xd9"

_SCAN = 0xDA
_ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers without a length: TEM, RST0 to RST7 (ITU-T T.81, table B.1)."""


LIVE_SPAN_PX = 2560
"""A live camera's picture that is longer is read at half its size, or a quarter: a 4K one takes two thirds of the time, and all that is done with it less."""


class BrokenJpegError(ValueError):
    """The bytes at this place are no JPEG."""


def decode(jpeg: bytes, shrunk_by: int = 1) -> Rgb | None:
    """Return the upright, read-only picture (H, W, 3) of a JPEG at one `shrunk_by`th (1, 2, 4) of its size.

    None when it is cut off, damaged, or claims to be more than a camera gives.
    """
    if is_beyond(jpeg):
        return None
    try:
        rgb = _decoded(jpeg, shrunk_by, strict=True)
    except ValueError as error:
        # Many webcams pad between two scans' data, which libjpeg reports as "extraneous bytes" although no pixel is lost.
        if "extraneous" not in str(error):
            return None
        rgb = _decoded(jpeg, shrunk_by, strict=False)
    return frozen(by_exif(rgb, jpeg_orientation(jpeg)))


def _decoded(jpeg: bytes, shrunk_by: int, *, strict: bool) -> Rgb:
    if shrunk_by == 1:
        return np.asarray(simplejpeg.decode_jpeg(jpeg, colorspace="RGB", strict=strict), np.uint8)
    height, width = (-(-size // shrunk_by) for size in simplejpeg.decode_jpeg_header(jpeg, strict=strict)[:2])
    return np.asarray(simplejpeg.decode_jpeg(jpeg, colorspace="RGB", min_height=height, min_width=width, strict=strict), np.uint8)


def live_shrink(jpeg: bytes) -> int:
    """Return at what part of its size (1, 2, 4) a live camera's JPEG is read: 1 where its size can't be told."""
    try:
        span_px = max(simplejpeg.decode_jpeg_header(jpeg, strict=False)[:2])
    except ValueError:
        return 1
    return 1 if span_px <= LIVE_SPAN_PX else 2 if span_px <= 2 * LIVE_SPAN_PX else 4


def with_pixels(frame: Frame) -> Frame:
    """Return a frame whose pixels were let go with those of its own JPEG, as large as they were. Raises `BrokenJpegError` where there is none."""
    rgb = None if frame.encoded is None else decode(frame.encoded, frame.shrunk_by)
    if rgb is None:
        raise BrokenJpegError
    return replace(frame, rgb=rgb)


def scan_start(buffer: bytearray, start: int) -> int | None:
    """Return where the pixel data begins of the JPEG at `start`; None when its header is not complete yet.

    A header holds the whole EXIF block, which may hold a thumbnail with an end mark of its own: only behind the header is END the end.
    Raises `BrokenJpegError` when the header breaks the format.
    """
    place = start + 2
    while place + 4 <= len(buffer):
        if buffer[place] != 0xFF:
            raise BrokenJpegError
        marker = buffer[place + 1]
        if marker == 0xFF:
            place += 1
        elif marker in _ALONE:
            place += 2
        else:
            length = int.from_bytes(buffer[place + 2 : place + 4], "big")
            if length < 2 or marker in {0x00, START[1], END[1]}:
                raise BrokenJpegError
            if marker == _SCAN:
                return place
            place += 2 + length
    return None
