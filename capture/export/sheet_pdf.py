"""The contact sheet as a PDF of A4 pages: pictures in their own pixels, and words that can be searched and copied.

Written by hand (ISO 32000-1): Pillow's own PDF pages are pictures of words. Words are set in Helvetica, which every reader has; a line with letters that
its encoding lacks stands there as a picture, as it does on the JPEG.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from capture.export.formats import encoded, srgb_profile
from capture.export.sheet_drawing import draw_text
from capture.export.sheet_layout import PAPER, RULE, Text
from capture.export.typeface import face_for
from capture.provenance import xmp_packet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from capture.export.formats import Encoding
    from capture.export.sheet_layout import Ink, Page
    from capture.types import Rgb

A4_PT = (595.28, 841.89)

LARGEST_PT_PER_PX = 72 / 200
"""Small pictures are never printed at fewer than 200 dpi."""

_TEXT_SCALE = 4
"""Pixels of a drawn line for each of the layout's: as sharp as 700 dpi on paper."""
_TEXT_ENCODING = "cp1252"


class _Objects:
    """The file's numbered objects, in order; 1 is the catalogue and 2 the list of pages."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = [b"", b""]

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self._bodies.append(body)
        return len(self._bodies)

    def add_stream(self, entries: str, data: bytes) -> int:
        """Add an object that holds bytes."""
        return self.add(f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")

    def file(self, catalogue: str, pages: str) -> bytes:
        """Return the whole file."""
        self._bodies[0], self._bodies[1] = catalogue.encode(), pages.encode()
        out, places = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self._bodies, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        size = len(places) + 1
        end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        return bytes(out) + end.encode()


def pdf_of(pages: Sequence[Page], encoding: Encoding) -> bytes:
    """Return the pages as a PDF whose pictures are JPEGs of that `encoding`; it also says where they come from, in the file's XMP packet."""
    objects = _Objects()
    profile = zlib.compress(srgb_profile(), 9)
    icc = objects.add_stream("/N 3 /Filter /FlateDecode", profile)
    face = objects.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    xmp = objects.add_stream("/Type /Metadata /Subtype /XML", xmp_packet(encoding.source_type, encoding.tool))
    kids = [_add_page(objects, page, encoding, icc, face) for page in pages]
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    return objects.file(f"<< /Type /Catalog /Pages 2 0 R /Metadata {xmp} 0 R >>", f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>")


def _add_page(objects: _Objects, page: Page, encoding: Encoding, icc: int, face: int) -> int:
    """Add a page with all that is on it, and return its number."""
    images: list[int] = []
    steps = [*_paper(page)]

    def put(rgb: Rgb, data: bytes, coded: str, place: tuple[float, float], scale: float = 1.0) -> None:
        height, width = rgb.shape[:2]
        kind = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8"
        images.append(objects.add_stream(f"{kind} /ColorSpace [/ICCBased {icc} 0 R] /Filter /{coded}", data))
        wide, high = width * scale, height * scale
        steps.append(f"q {wide:g} 0 0 {high:g} {place[0]:g} {page.height_px - place[1] - high:g} cm /I{images[-1]} Do Q")

    for placed in page.pictures:
        put(placed.rgb, encoded(placed.rgb, encoding), "DCTDecode", (placed.x_px, placed.y_px))
    for text in page.texts:
        codes = _codes(text.text)
        if codes is not None:
            steps.append(_set(text, codes, page))
            continue
        rgb, place = _drawn(text)
        put(rgb, zlib.compress(rgb.tobytes(), 9), "FlateDecode", place, 1 / _TEXT_SCALE)
    content = objects.add_stream("/Filter /FlateDecode", zlib.compress("\n".join([*steps, "Q"]).encode(_TEXT_ENCODING), 9))
    named = " ".join(f"/I{image} {image} 0 R" for image in images)
    box = f"/MediaBox [0 0 {A4_PT[0]:g} {A4_PT[1]:g}]"
    used = f"/Resources << /Font << /F1 {face} 0 R >> /XObject << {named} >> >>"
    return objects.add(f"<< /Type /Page /Parent 2 0 R {box} {used} /Contents {content} 0 R >>".encode())


def _paper(page: Page) -> Iterator[str]:
    """Yield the steps that colour the paper, place the layout on it, as large as it goes, at the top, and draw its hairline."""
    width_pt, height_pt = A4_PT
    scale = min(width_pt / page.width_px, height_pt / page.height_px, LARGEST_PT_PER_PX)
    left_pt, up_pt = (width_pt - scale * page.width_px) / 2, height_pt - scale * page.height_px
    yield f"q {_ink(PAPER)} rg 0 0 {width_pt:g} {height_pt:g} re f"
    yield f"{scale:.6f} 0 0 {scale:.6f} {left_pt:.3f} {up_pt:.3f} cm"
    row = page.height_px - page.rule_y_px
    yield f"{_ink(RULE)} RG 2 w {page.rule_x_px[0]} {row} m {page.rule_x_px[1]} {row} l S"


def _set(text: Text, codes: str, page: Page) -> str:
    """Return the step that sets a line of text."""
    left = text.x_px - (face_for(text.text, text.size_px).getlength(text.text) if text.to_the_left else 0)
    return f"BT /F1 {text.size_px} Tf {_ink(text.ink)} rg {left:g} {page.height_px - text.y_px} Td ({codes}) Tj ET"


def _codes(text: str) -> str | None:
    """Return the text as the inside of a PDF string; None where Helvetica's encoding lacks one of its letters."""
    try:
        text.encode(_TEXT_ENCODING)
    except UnicodeEncodeError:
        return None
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _drawn(text: Text) -> tuple[Rgb, tuple[float, float]]:
    """Return a line as a picture on paper, and where its upper left corner stands in the layout."""
    large = Text(0, 0, text.text, text.size_px * _TEXT_SCALE, text.ink)
    width = max(1, round(face_for(text.text, large.size_px).getlength(text.text)))
    height, rise = round(1.4 * large.size_px), large.size_px
    picture = Image.new("RGB", (width, height), PAPER)
    draw_text(ImageDraw.Draw(picture), Text(0, rise, large.text, large.size_px, large.ink))
    left = text.x_px - (width / _TEXT_SCALE if text.to_the_left else 0)
    return np.asarray(picture, np.uint8), (left, text.y_px - rise / _TEXT_SCALE)


def _ink(colour: Ink) -> str:
    return " ".join(f"{part / 255:.3f}" for part in colour)
