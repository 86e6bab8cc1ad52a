"""A file without its C2PA manifest store: what was there before it was signed.

Source: C2PA 2.2, appendix A: JPEG keeps the store in APP11 segments, PNG in a chunk `caBX`, WebP in a chunk `C2PA`. Without them each is
what it was before. A signed TIFF is written anew, and in an AVIF addresses change: there is no such way back, and pixels are what can be compared.
"""

from __future__ import annotations

import struct

_APP11, _START_OF_SCAN = 0xEB, 0xDA
_JPEG_XT_BOX = b"JP"
"""How a segment begins that holds a part of a box."""
_PNG_HEAD, _RIFF_HEAD = 8, 12


def without_store(data: bytes, format_name: str) -> bytes:
    """Return a JPEG, PNG or WebP, by the receipt's word for it, without its store; the bytes as they are of every other format and where it is damaged."""
    try:
        match format_name:
            case "JPEG":
                return _jpeg(data)
            case "PNG":
                return _png(data)
            case "WEBP":
                return _webp(data)
            case _:
                return data
    except struct.error:
        return data


def _jpeg(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while True:
        mark, marker, length = struct.unpack_from(">BBH", data, at)
        if mark != 0xFF or marker == _START_OF_SCAN or length < 2:
            return b"".join([*kept, data[at:]])
        segment = data[at : at + 2 + length]
        if marker != _APP11 or not segment[4:].startswith(_JPEG_XT_BOX):
            kept.append(segment)
        at += len(segment)


def _png(data: bytes) -> bytes:
    kept, at = [data[:_PNG_HEAD]], _PNG_HEAD
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind != b"caBX":
            kept.append(data[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)


def _webp(data: bytes) -> bytes:
    kept, at = b"", _RIFF_HEAD
    while at < len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        size = 8 + length + length % 2
        if kind != b"C2PA":
            kept += data[at : at + size]
        at += size
    return struct.pack("<4sI4s", data[:4], len(kept) + 4, data[8:12]) + kept
