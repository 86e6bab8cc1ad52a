"""What a picture file claims of itself, before any of it is unpacked: is that more than a camera gives? A small file may claim gigabytes, or hours of work."""

from __future__ import annotations

import re

MOST_SIDE_PX = 32_000
"""What turns and warps pictures counts their columns in 15 bits, and ends the program where there are more."""
MOST_PX = 152_000_000
"""The largest sensor in a camera has 151 million; a picture of 177 million in 16 bits took 2.3 GB."""
MOST_SCAN_PX = 2_000_000_000
"""Of all scans of a JPEG together: a picture of 150 megapixels in the ten scans of a progressive file has 1.5 billion, and takes 3 s."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_SCAN, _END, _FILLING = 0xDA, 0xD9, 0xFF
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a frame's head: its size in lines, then in columns, follow its length and its bits; then how many parts it has (ITU-T T.81, B.2.2)."""
_SEQUENTIAL = frozenset({0xC0, 0xC1})
_ALONE = frozenset({0x00, 0x01, *range(0xD0, 0xDA)})
"""Markers without a length, and what is none."""
_HEAD_BYTES = 10
_MARKER = re.compile(rb"\xff[\x02-\xcf\xd8-\xfe]")
"""Anything but coded data (00), restart marks and filling."""


def is_beyond(data: bytes) -> bool:
    """Return whether a PNG or JPEG claims more pixels than a camera has, in a row, a column, all together, or in all its scans; False for anything else."""
    if data.startswith(_PNG):
        return size_is_beyond(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    if not data.startswith(_JPEG):
        return False
    width_px, height_px, once = _jpeg_head(data)
    if size_is_beyond(width_px, height_px):
        return True
    return not once and width_px * height_px * scans_in(data) > MOST_SCAN_PX


def size_is_beyond(width_px: int, height_px: int) -> bool:
    """Return whether a picture of that size is larger than any camera's."""
    return max(width_px, height_px) > MOST_SIDE_PX or width_px * height_px > MOST_PX


def _jpeg_head(data: bytes) -> tuple[int, int, bool]:
    """Return a JPEG's width, height, and whether its first scan is all of it; looked for as decoders do, who leap over what is no segment. (0, 0) without one.

    Counting the scans goes through all of the file; a camera's JPEG is done without.
    """
    width_px, height_px, parts = 0, 0, 0
    place = len(_JPEG)
    while (place := data.find(b"\xff", place)) >= 0 and place + _HEAD_BYTES <= len(data):
        marker = data[place + 1]
        if marker in _SIZES:
            height_px, width_px = (int.from_bytes(data[at : at + 2], "big") for at in (place + 5, place + 7))
            parts = data[place + 9] if marker in _SEQUENTIAL else 0
        if marker == _SCAN:
            return width_px, height_px, data[place + 4] == parts
        place += 1 if marker == _FILLING else 2 if marker in _ALONE else 2 + max(2, int.from_bytes(data[place + 2 : place + 4], "big"))
    return width_px, height_px, False


def scans_in(jpeg: bytes) -> int:
    """Return how many scans the first picture of a file has: each goes over all of its pixels, and nothing but the file's length bounds them."""
    count, place = 0, len(_JPEG)
    while found := _MARKER.search(jpeg, place):
        marker = found[0][1]
        if marker == _END:
            break
        count += marker == _SCAN
        place = found.end() + int.from_bytes(jpeg[found.end() : found.end() + 2], "big")
    return count
