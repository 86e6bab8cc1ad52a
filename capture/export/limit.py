"""A file within a site's limit, at the highest quality that keeps it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from capture.export.formats import encoded

if TYPE_CHECKING:
    from capture.export.formats import Encoding
    from capture.types import Rgb

FINE = 90
"""From this quality on nobody sees what a JPEG lost beside the original, at its own size; what is less is told."""
LEAST = 60
"""Less than this does a portrait no service: the file is then handed over too large."""


class Fitted(NamedTuple):
    """A file's bytes, how they were made, and what is to be told of them."""

    data: bytes
    encoding: Encoding
    notes: tuple[str, ...]


def within(rgb: Rgb, encoding: Encoding, max_bytes: int | None, room_bytes: int = 0) -> Fitted:
    """Return the picture as a file of at most `max_bytes`: at its own quality where that does, else at the highest that does, not under `LEAST`.

    So many bytes as `room_bytes` are left free in it, for what is put into the file later.
    """
    data = encoded(rgb, encoding)
    if max_bytes is None or len(data) + room_bytes <= max_bytes:
        return Fitted(data, encoding, ())
    if encoding.quality is None:
        told = f"The file has {_kb(len(data) + room_bytes)}; the limit is {_kb(max_bytes)}, and {encoding.format.name} loses nothing to get there."
        return Fitted(data, encoding, (told,))
    best: tuple[int, bytes] | None = None
    low, high = LEAST, encoding.quality - 1
    while low <= high:
        middle = (low + high + 1) // 2
        tried = encoded(rgb, msgspec.structs.replace(encoding, quality=middle))
        if len(tried) + room_bytes <= max_bytes:
            best, low = (middle, tried), middle + 1
        else:
            high = middle - 1
    if best is None:
        least = msgspec.structs.replace(encoding, quality=min(LEAST, encoding.quality))
        data = encoded(rgb, least)
        return Fitted(data, least, (f"Even at quality {least.quality} the file has {_kb(len(data) + room_bytes)}; the limit is {_kb(max_bytes)}.",))
    quality, data = best
    lower = quality < min(FINE, encoding.quality)
    notes = (f"Saved at quality {quality} instead of {encoding.quality}, to stay within {_kb(max_bytes)}.",) * lower
    return Fitted(data, msgspec.structs.replace(encoding, quality=quality), notes)


def _kb(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
