"""The parts that a picture's file is made of: a JPEG's segments, a PNG's chunks, a WebP's, the tags of a TIFF, the boxes of an AVIF or HEIF.

Nothing is decoded, and a file that is cut off gives the parts before the cut. Sources: ITU-T T.81, PNG (W3C, third edition), WebP container (RFC 9649),
TIFF 6.0, ISO/IEC 14496-12.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOI, PNG, RIFF, WEBP = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF", b"WEBP"
START_OF_SCAN = 0xDA
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""
MOST_TEXT = 1 << 20
"""A text chunk that unpacks to more than this is cut there: some are made to fill a memory."""


def jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each segment's marker (its second byte) and payload, up to the first scan."""
    at = 2 if data.startswith(SOI) else len(data)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == START_OF_SCAN or length < 2:
            return
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each chunk's type and payload."""
    at = len(PNG) if data.startswith(PNG) else len(data)
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each chunk's type and payload."""
    at = 12 if data[:4] == RIFF and data[8:12] == WEBP else len(data)
    while at + 8 <= len(data):
        (length,) = struct.unpack("<I", data[at + 4 : at + 8])
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def tiff_tags(data: bytes) -> Iterator[int]:
    """Yield the numbers of a TIFF's first directory."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None or len(data) < 8:
        return
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    if at + 2 > len(data):
        return
    (count,) = struct.unpack_from(f"{order}H", data, at)
    for entry in range(at + 2, min(at + 2 + 12 * count, len(data) - 11), 12):
        yield struct.unpack_from(f"{order}H", data, entry)[0]


def bmff_boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type and payload of each box at the top; a `uuid` box's payload begins with its own type of 16 bytes."""
    at = 0 if data[4:8] == b"ftyp" else len(data)
    while at + 8 <= len(data):
        length, head = int.from_bytes(data[at : at + 4], "big"), 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = len(data) if length == 0 else at + length
        if end < at + head:
            return
        yield data[at + 4 : at + 8], data[at + head : end]
        at = end


def png_texts(data: bytes) -> dict[str, str]:
    """Return a PNG's text by keyword (tEXt, zTXt, iTXt); what can't be unpacked is the empty text."""
    texts = {}
    for kind, payload in png_chunks(data):
        keyword, _, rest = payload.partition(b"\0")
        name = keyword.decode("latin-1")
        if kind == b"tEXt":
            texts[name] = rest[:MOST_TEXT].decode("latin-1")
        elif kind == b"zTXt":
            texts[name] = _unpacked(rest[1:]).decode("latin-1")
        elif kind == b"iTXt":
            packed, rest = rest[:1] == b"\1", rest[2:]
            body = rest.split(b"\0", 2)[-1]
            texts[name] = (_unpacked(body) if packed else body[:MOST_TEXT]).decode("utf-8", "replace")
    return texts


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MOST_TEXT)
    except zlib.error:
        return b""
