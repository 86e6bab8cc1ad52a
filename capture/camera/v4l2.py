"""What Linux's own interface (V4L2) tells of a camera: its name, its modes, whether it is busy.

Numbers and layouts: linux/videodev2.h of 64-bit Linux. Import this on Linux only.
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING

from capture.camera.mode import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_QUERYCAP = 0x80685600
_ENUM_FMT = 0xC0405602
_G_FMT = 0xC0D05604
_S_FMT = 0xC0D05605
_REQBUFS = 0xC0145608
_ENUM_FRAMESIZES = 0xC02C564A
_ENUM_FRAMEINTERVALS = 0xC034564B

_CAPTURE = 0x00000001
_CAPTURE_MANY_PLANES = 0x00001000
_DEVICE_CAPS = 0x80000000
_BUFFERS_OF_CAPTURE = 1
_MEMORY_MAPPED = 1
_DISCRETE = 1
_MOST_ENTRIES = 64
"""A driver that never says "no more" would keep us for ever."""


def read_name(device: Path) -> tuple[str, bool] | None:
    """Return the camera's own name and whether it gives pictures (a node may give data about them only); None when it is gone.

    Raises `OSError` when it can't be opened.
    """
    with _opened(device) as handle:
        request = bytearray(104)
        try:
            fcntl.ioctl(handle, _QUERYCAP, request)
        except OSError:
            return None
    return parse_capability(bytes(request))


def parse_capability(answer: bytes) -> tuple[str, bool]:
    """Return (name, gives pictures) of a `struct v4l2_capability`."""
    name = answer[16:48].split(b"\0", 1)[0].decode("utf-8", "replace")
    whole, this_node = struct.unpack_from("=II", answer, 84)
    able = this_node if whole & _DEVICE_CAPS else whole
    return name, bool(able & (_CAPTURE | _CAPTURE_MANY_PLANES))


def read_modes(device: Path) -> tuple[Mode, ...]:
    """Return every size that the camera has in each of its formats, with its fastest pace. Raises `OSError` when it can't be opened."""
    with _opened(device) as handle:
        return tuple(
            Mode(width_px, height_px, fourcc.decode("ascii", "replace"), _fastest_fps(handle, fourcc, width_px, height_px))
            for fourcc in _formats(handle)
            for width_px, height_px in _sizes(handle, fourcc)
        )


def is_busy(device: Path) -> bool:
    """Return whether another program holds the camera. Raises `OSError` when it can't be opened."""
    with _opened(device) as handle:
        shape = bytearray(208)
        struct.pack_into("=I", shape, 0, _BUFFERS_OF_CAPTURE)
        buffers = bytearray(struct.pack("=IIIII", 1, _BUFFERS_OF_CAPTURE, _MEMORY_MAPPED, 0, 0))
        try:
            fcntl.ioctl(handle, _G_FMT, shape)
            fcntl.ioctl(handle, _S_FMT, shape)
            fcntl.ioctl(handle, _REQBUFS, buffers)
        except OSError as error:
            return error.errno == errno.EBUSY
        return False


@contextmanager
def _opened(device: Path) -> Iterator[int]:
    handle = os.open(device, os.O_RDWR | os.O_NONBLOCK)
    try:
        yield handle
    finally:
        os.close(handle)


def _answers(handle: int, request: int, question: bytes) -> Iterator[bytes]:
    """Yield what the driver lists: `question` holds a zero index in its first four bytes."""
    for index in range(_MOST_ENTRIES):
        answer = bytearray(question)
        struct.pack_into("=I", answer, 0, index)
        try:
            fcntl.ioctl(handle, request, answer)
        except OSError:
            return
        yield bytes(answer)


def _formats(handle: int) -> list[bytes]:
    question = struct.pack("=II56x", 0, _BUFFERS_OF_CAPTURE)
    return [answer[44:48] for answer in _answers(handle, _ENUM_FMT, question)]


def _sizes(handle: int, fourcc: bytes) -> list[tuple[int, int]]:
    question = struct.pack("=I4s36x", 0, fourcc)
    found = [struct.unpack_from("=IIII", answer, 8) for answer in _answers(handle, _ENUM_FRAMESIZES, question)]
    return [(width, height) for kind, width, height, _ in found if kind == _DISCRETE]


def _fastest_fps(handle: int, fourcc: bytes, width_px: int, height_px: int) -> float | None:
    question = struct.pack("=I4sII36x", 0, fourcc, width_px, height_px)
    found = [struct.unpack_from("=III", answer, 16) for answer in _answers(handle, _ENUM_FRAMEINTERVALS, question)]
    return max((below / above for kind, above, below in found if kind == _DISCRETE and above), default=None)
