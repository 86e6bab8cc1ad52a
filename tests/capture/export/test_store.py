from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from kept_shots import cartoon
from PIL import Image

from capture.export.store import without_store


def written(kind: str) -> bytes:
    out = BytesIO()
    Image.fromarray(cartoon(64, 48)).save(out, kind, xmp=b"<x/>")
    return out.getvalue()


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def chunk(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def stored(kind: str, data: bytes) -> bytes:
    """Return the file with a manifest store of two parts where its format keeps one."""
    if kind == "JPEG":
        return data[:20] + segment(0xEB, b"JP\0\1\0\0\0\1jumb") + segment(0xEB, b"JP\0\1\0\0\0\2rest") + data[20:]
    if kind == "PNG":
        return data[:33] + chunk(b"caBX", b"jumb") + data[33:]
    body = data[12:] + struct.pack("<4sI", b"C2PA", 5) + b"jumb!\0"
    return struct.pack("<4sI4s", b"RIFF", len(body) + 4, b"WEBP") + body


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_is_what_it_was_before_once_its_store_is_gone(kind: str) -> None:
    data = written(kind)
    assert without_store(stored(kind, data), kind) == data
    assert without_store(data, kind) == data


def test_other_segments_of_the_same_kind_stay() -> None:
    data = written("JPEG")
    other = data[:20] + segment(0xEB, b"HDR_RI ver=11") + data[20:]
    assert without_store(other, "JPEG") == other


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_is_cut_off_anywhere_is_given_back_in_some_way(kind: str) -> None:
    data = stored(kind, written(kind))
    for length in range(min(len(data), 400)):
        assert len(without_store(data[:length], kind)) <= max(length, 12)


def test_a_tiff_and_an_avif_have_no_way_back() -> None:
    for kind in ("TIFF", "AVIF"):
        data = written(kind)
        assert without_store(data, kind) is data
