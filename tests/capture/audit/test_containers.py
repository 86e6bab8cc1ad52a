from __future__ import annotations

import io
import zlib

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from capture.audit.containers import jpeg_segments, png_chunks, png_texts, webp_chunks

PICTURE = Image.fromarray(np.arange(64 * 64 * 3, dtype=np.uint32).reshape(64, 64, 3).astype(np.uint8))


def made(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    PICTURE.save(out, kind, **options)
    return out.getvalue()


def test_a_jpegs_segments_end_before_its_scan() -> None:
    found = dict(jpeg_segments(made("JPEG", comment=b"hello")))
    assert found[0xFE] == b"hello"
    assert 0xDB in found
    assert 0xDA not in found


def test_texts_of_all_three_kinds_are_read() -> None:
    info = PngInfo()
    info.add_text("plain", "one")
    info.add_text("packed", "two " * 50, zip=True)
    info.add_itxt("wide", "drei ü", zip=True)
    texts = png_texts(made("PNG", pnginfo=info))
    assert texts == {"plain": "one", "packed": "two " * 50, "wide": "drei ü"}


def test_a_text_that_would_fill_a_memory_is_cut() -> None:
    bomb = zlib.compress(b"a" * 50_000_000, 9)
    data = b"\x89PNG\r\n\x1a\n" + len(b"t\0\0" + bomb).to_bytes(4, "big") + b"zTXt" + b"t\0\0" + bomb + b"0000"
    assert len(png_texts(data)["t"]) == 1 << 20


def test_a_webps_chunks_are_named() -> None:
    assert b"XMP " in dict(webp_chunks(made("WEBP", xmp=b"<x:xmpmeta/>")))


def test_what_is_cut_off_gives_the_parts_before_and_never_raises() -> None:
    for data in (made("JPEG"), made("PNG"), made("WEBP")):
        for end in (0, 1, 3, 11, 20, len(data) // 2):
            for parts in (jpeg_segments, png_chunks, webp_chunks):
                list(parts(data[:end]))
            png_texts(data[:end])
