"""A JPEG's own quality, by its quantisation tables.

The Independent JPEG Group's library makes both tables of one number, 1 to 100, from those of ITU-T T.81 annex K: each entry is
(base · s + 50) // 100 within 1..255, with s = 5000 // Q below 50 and 200 − 2·Q from there on. The Q whose luminance table is nearest is told, with the mean
distance of the entries' logarithms (base 2) as the fit's error: 0 where the library, or one that does as it does, made the file. Other tables (Photoshop's,
many cameras') are given the nearest Q, which is then an estimate by some points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.audit.containers import jpeg_segments

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.int64]

LUMINANCE: Table = np.array(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ]
)
"""(8, 8) by frequency down and across: T.81, table K.1."""
DQT, FRAMES = 0xDB, frozenset({0xC0, 0xC1, 0xC2})
STANDARD_OFF = 0.02
"""Up to this error a table is the library's own: it is 0 but for programs that round otherwise."""


def _zigzag() -> NDArray[np.int64]:
    """Return (64,) the place, row by row, of each entry in the order in which files keep them."""
    places = sorted(((row, column) for row in range(8) for column in range(8)), key=lambda at: (sum(at), at[0] if sum(at) % 2 else at[1]))
    return np.array([row * 8 + column for row, column in places])


ZIGZAG = _zigzag()


@dataclass(frozen=True, slots=True, eq=False)
class Quality:
    """How a JPEG was saved: quality 1..100 with the fit's mean error in octaves, its luminance table (8, 8), and how many pixels share one colour."""

    quality: int
    error_octaves: float
    luminance: Table
    subsampling: str
    """"4:4:4", "4:2:2", "4:2:0", or as the file has it; "grey" without colour."""

    @property
    def standard(self) -> bool:
        """Whether the table is one of the library's."""
        return self.error_octaves <= STANDARD_OFF


def measure(data: bytes) -> Quality | None:
    """Return how a JPEG (its file's bytes) was saved; None for other files and for tables that can't be read."""
    tables: dict[int, Table] = {}
    parts: list[tuple[int, int]] = []
    for marker, payload in jpeg_segments(data):
        if marker == DQT:
            tables |= _tables(payload)
        elif marker in FRAMES and len(payload) >= 6:
            parts = [(payload[at + 1] >> 4, payload[at + 1] & 15) for at in range(6, min(6 + 3 * payload[5], len(payload) - 1), 3)]
    if 0 not in tables:
        return None
    quality, error = nearest(tables[0])
    return Quality(quality, error, tables[0], _subsampling(parts))


def scaled(quality: int) -> Table:
    """Return (8, 8) the library's luminance table of a quality 1..100."""
    factor = 5000 // quality if quality < 50 else 200 - 2 * quality
    return np.clip((LUMINANCE * factor + 50) // 100, 1, 255)


def nearest(table: Table) -> tuple[int, float]:
    """Return the quality 1..100 whose table is nearest to one (8, 8), and the mean error in octaves."""
    off = np.abs(np.log2(_ALL) - np.log2(np.maximum(table, 1))).mean(axis=(1, 2))
    best = int(off.argmin())
    return best + 1, float(off[best])


def _tables(payload: bytes) -> dict[int, Table]:
    found = {}
    at = 0
    while at < len(payload):
        wide, number = payload[at] >> 4, payload[at] & 15
        size = 128 if wide else 64
        entries = np.frombuffer(payload[at + 1 : at + 1 + size], ">u2" if wide else ">u1")
        if len(entries) < 64:
            break
        table = np.zeros(64, np.int64)
        table[ZIGZAG] = entries
        found[number] = table.reshape(8, 8)
        at += 1 + size
    return found


def _subsampling(parts: list[tuple[int, int]]) -> str:
    if len(parts) < 3:
        return "grey" if len(parts) == 1 else "unknown"
    (across, down), (other_across, other_down) = parts[0], parts[1]
    ratio = f"{across / max(other_across, 1):g}×{down / max(other_down, 1):g}"
    return {"1×1": "4:4:4", "2×1": "4:2:2", "2×2": "4:2:0", "4×1": "4:1:1"}.get(ratio, ratio)


_ALL = np.stack([scaled(quality) for quality in range(1, 101)])
