"""JPEGs cut out of a stream of bytes, whatever stands between them.

Cameras' servers disagree on everything round the pictures: the boundary with or without dashes, Content-Length missing or wrong, a preamble, no
headers at all. So the pictures are found by their own structure (ITU-T T.81, annex B); the boundary only tells where one that lost its end must stop.
Where a length is told and a picture ends there, it need not be searched for its end, which takes two milliseconds of a large one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from capture.camera.jpeg import END, START, BrokenJpegError, scan_start

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 64 * 2**20
"""No camera's picture is larger; a stream that reaches this without an end mark starts over."""
_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,9})\b", re.IGNORECASE)


class JpegCutter:
    """Takes a stream in pieces and gives each picture as soon as its last byte is there.

    `boundary` is the separator of the parts (b"" where there is none). `broken` counts pictures that had no end.
    """

    def __init__(self, boundary: bytes = b"") -> None:
        self._boundary = boundary
        self._bytes = bytearray()
        self._searched = 0
        self._scan: int | None = None
        self._told = 0
        self.broken = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Add `data` to the stream and yield the pictures that it completes."""
        self._bytes += data
        while True:
            if not self._at_start():
                return
            try:
                jpeg = self._cut()
            except BrokenJpegError:
                self.broken += 1
                self._forget(1)
                continue
            if jpeg is None:
                return
            yield jpeg

    def _at_start(self) -> bool:
        """Drop what stands before the next picture; False when none has begun."""
        start = self._bytes.find(START)
        if start:
            between = self._bytes[: start if start > 0 else len(self._bytes)]
            told = _LENGTH.findall(between) or [self._told]
            self._forget(start if start > 0 else max(0, len(self._bytes) - len(START) + 1))
            self._told = int(told[-1])
        return start >= 0

    def _cut(self) -> bytes | None:
        """Return the picture at the start of the buffer; None when its end is not there yet."""
        if len(self._bytes) > MOST_BYTES:
            raise BrokenJpegError
        if self._scan is None:
            self._scan = scan_start(self._bytes, 0)
            if self._scan is None:
                return None
            self._searched = self._scan
        if self._scan < self._told <= len(self._bytes) and self._bytes.endswith(END, self._scan, self._told):
            return self._taken(self._told)
        end = self._bytes.find(END, self._searched)
        if self._boundary:
            next_part = self._bytes.find(self._boundary, self._searched, len(self._bytes) if end < 0 else end)
            if next_part >= 0:
                self._forget(next_part)
                raise BrokenJpegError
        if end < 0:
            self._searched = max(self._scan, len(self._bytes) - max(len(END), len(self._boundary)) + 1)
            return None
        return self._taken(end + len(END))

    def _taken(self, count: int) -> bytes:
        """Return the picture of so many bytes at the start of the buffer, and drop it."""
        jpeg = bytes(memoryview(self._bytes)[:count])
        self._forget(count)
        return jpeg

    def _forget(self, count: int) -> None:
        del self._bytes[:count]
        self._searched, self._scan, self._told = 0, None, 0
