"""A picture as a PNG file while a sitting goes on: with as little work as may be.

Each row is written as its difference to the one above (filter type 2, PNG specification 9.2), of which runs alone are looked for: half the time of OpenCV's
quickest, and a tenth less space. Unpacked it takes twice the space and a tenth of the time.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.types import Rgb

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB, _BITS = 2, 8
_AS_IT_IS, _UP = 0, 2
_WINDOW_BITS, _MEMORY = 15, 9


def png(rgb: Rgb, *, packed: bool) -> bytes:
    """Return the PNG file of a picture (H, W, 3), whose pixels it holds as they are; `packed` or not."""
    height, width = rgb.shape[:2]
    rows = rgb.reshape(height, -1)
    lines = np.empty((height, 1 + rows.shape[1]), np.uint8)
    if packed:
        lines[:, 0] = _UP
        lines[:1, 1:] = rows[:1]
        np.subtract(rows[1:], rows[:-1], out=lines[1:, 1:])
    else:
        lines[:, 0] = _AS_IT_IS
        lines[:, 1:] = rows
    packer = zlib.compressobj(int(packed), zlib.DEFLATED, _WINDOW_BITS, _MEMORY, zlib.Z_RLE)
    header = struct.pack(">IIBBBBB", width, height, _BITS, _RGB, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", packer.compress(lines.data) + packer.flush()) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return b"".join((struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))))
