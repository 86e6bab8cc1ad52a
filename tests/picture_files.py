"""What a picture file's own structure holds, read by walking through it: a second reader beside Pillow, which also wrote it."""

from __future__ import annotations

import struct


def xmp_in(data: bytes) -> bytes:
    """Return the XMP packet of a JPEG, PNG, TIFF, WebP or AVIF file."""
    if data.startswith(b"\xff\xd8"):
        return _in_jpeg(data)
    if data.startswith(b"\x89PNG"):
        return _in_png(data)
    if data.startswith((b"II*\0", b"MM\0*")):
        return _in_tiff(data)
    if data.startswith(b"RIFF"):
        return _in_webp(data)
    return _in_avif(data)


def _in_jpeg(data: bytes) -> bytes:
    at, mark = 2, b"http://ns.adobe.com/xap/1.0/\0"
    while data[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at + 4 : at + 2 + length]
        if data[at + 1] == 0xE1 and segment.startswith(mark):
            return segment.removeprefix(mark)
        at += 2 + length
    raise AssertionError("no XMP segment")


def _in_png(data: bytes) -> bytes:
    at = 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"iTXt":
            keyword, packed, rest = data[at + 8 : at + 8 + length].partition(b"\0")[0], data[at + 8 : at + 8 + length], b""
            if keyword == b"XML:com.adobe.xmp":
                assert packed[len(keyword) + 1 : len(keyword) + 3] == b"\0\0", "not compressed, as the specification wants it"
                _, _, rest = packed[len(keyword) + 3 :].partition(b"\0")
                return rest.partition(b"\0")[2]
        at += 12 + length
    raise AssertionError("no iTXt chunk")


def _in_tiff(data: bytes) -> bytes:
    order = "<" if data.startswith(b"II") else ">"
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    (entries,) = struct.unpack_from(f"{order}H", data, at)
    for entry in range(entries):
        tag, kind, count, value = struct.unpack_from(f"{order}HHII", data, at + 2 + 12 * entry)
        if tag == 700:
            assert kind in (1, 7), "BYTE or UNDEFINED"
            return data[value : value + count]
    raise AssertionError("no tag 700")


def _in_webp(data: bytes) -> bytes:
    at = 12
    while at < len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        if kind == b"XMP ":
            return data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    raise AssertionError("no XMP chunk")


def _in_avif(data: bytes) -> bytes:
    assert data[4:12] == b"ftypavif"
    assert b"application/rdf+xml" in data[: data.index(b"mdat")], "an item of that type is listed"
    start = data.index(b"<?xpacket begin")
    end = b'<?xpacket end="w"?>'
    return data[start : data.index(end) + len(end)]
