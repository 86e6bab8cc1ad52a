from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import cartoon
from PIL import Image

from capture.export.formats import Encoding, Format, srgb_profile
from capture.export.sheet_layout import Cell, Head, Page, lay_out
from capture.export.sheet_pdf import A4_PT, pdf_of
from capture.provenance import SourceType, xmp_packet

if TYPE_CHECKING:
    from pathlib import Path

GHOSTSCRIPT = shutil.which("gs")
HOW = Encoding(format=Format.JPEG, quality=95, dpi=200, source_type=SourceType.COMPOSITE, tool="Northlight")
SMALL = cartoon()[:, :384]


def page(title: str = "Ada (Lovelace) \\ Zoë", count: int = 2) -> Page:
    cells = [(np.ascontiguousarray(SMALL[:480]), Cell(f"{number:02d}", f"{number}. Straight", "the best of three")) for number in range(1, count + 1)]
    return lay_out(Head(title, "2026-01-31", "2 photographs", "Each picture is one frame."), cells)


def streams(data: bytes) -> list[tuple[str, bytes]]:
    """Return each stream with its entries, found by the table of objects at the end of the file."""
    start = int(re.findall(rb"startxref\n(\d+)", data)[0])
    places = [int(line[:10]) for line in data[start:].splitlines()[3:] if line.endswith(b" n ")]
    found = []
    for number, place in enumerate(places, 1):
        assert data[place:].startswith(f"{number} 0 obj\n".encode()), "the table points at each object"
        match = re.match(rb"\d+ 0 obj\n<< ([^\n]*?) /Length (\d+) >>\nstream\n", data[place:])
        if match:
            found.append((match[1].decode(), data[place + match.end() : place + match.end() + int(match[2])]))
    return found


def test_the_words_are_text_and_the_pictures_are_jpegs_of_their_own_pixels() -> None:
    data = pdf_of([page()], HOW)
    found = streams(data)
    (content,) = [zlib.decompress(body).decode("cp1252") for entries, body in found if entries == "/Filter /FlateDecode"]
    assert r"(Ada \(Lovelace\) \\ Zoë) Tj" in content
    assert content.count("(the best of three) Tj") == 2
    assert content.count(" Do Q") == 2
    pictures = [Image.open(BytesIO(body)) for entries, body in found if "/DCTDecode" in entries]
    assert [picture.size for picture in pictures] == [(384, 480)] * 2
    assert np.abs(np.asarray(pictures[0], int) - SMALL).mean() < 4


def test_it_says_where_its_pictures_come_from_and_has_the_profile() -> None:
    found = streams(pdf_of([page()], HOW))
    assert [body for entries, body in found if "/Metadata" in entries] == [xmp_packet(SourceType.COMPOSITE, "Northlight")]
    assert [zlib.decompress(body) for entries, body in found if "/N 3" in entries] == [srgb_profile()]


def test_letters_that_the_face_s_encoding_lacks_stand_as_a_picture_of_the_line() -> None:
    found = streams(pdf_of([page("Łucja")], HOW))
    (drawn,) = [(entries, body) for entries, body in found if "/Image" in entries and "/FlateDecode" in entries]
    height = int(re.findall(r"/Height (\d+)", drawn[0])[0])
    line = np.frombuffer(zlib.decompress(drawn[1]), np.uint8).reshape(height, -1, 3)
    assert (line < 80).any()
    assert line[:8].min() > 240, "nothing is cut off above"
    assert line[-8:].min() > 240, "nor below"


def test_the_same_pages_are_the_same_bytes() -> None:
    assert pdf_of([page()], HOW) == pdf_of([page()], HOW)


@pytest.mark.skipif(GHOSTSCRIPT is None, reason="Ghostscript is not installed")
def test_another_program_draws_the_pages_and_finds_the_words(tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(pdf_of([page(), page("Second", 5)], HOW))
    common = [str(GHOSTSCRIPT), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER"]
    subprocess.run([*common, "-sDEVICE=png16m", "-r72", "-o", str(tmp_path / "%d.png"), str(tmp_path / "sheet.pdf")], check=True, timeout=60)
    subprocess.run([*common, "-sDEVICE=txtwrite", "-o", str(tmp_path / "text"), str(tmp_path / "sheet.pdf")], check=True, timeout=60)
    drawn = [np.asarray(Image.open(tmp_path / f"{number}.png").convert("RGB"), int) for number in (1, 2)]
    assert all(abs(picture.shape[0] - A4_PT[1]) <= 1 and abs(picture.shape[1] - A4_PT[0]) <= 1 for picture in drawn)
    assert not (tmp_path / "3.png").exists()
    assert [((picture[:, :, 0] - picture[:, :, 2]) > 40).sum() > 1000 for picture in drawn] == [True, True], "the cartoon's skin"
    text = (tmp_path / "text").read_text(encoding="utf-8")
    assert "Ada (Lovelace)" in text
    assert "the best of three" in text
