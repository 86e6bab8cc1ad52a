from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import moment, rendered, shot
from PIL import Image

from capture.develop import Development
from capture.export.order import USUAL, Order
from capture.export.selection import Pick
from capture.export.sheet import Thumbnail, sheets, thumbnail
from capture.export.sheet_words import Caption
from capture.export.source import Source
from capture.export.touch import UNTOUCHED, Touch
from capture.provenance import SourceType
from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from capture.session import SessionInfo

RED = np.zeros((900, 900, 3), np.uint8)
RED[:] = (190, 20, 30)


@pytest.fixture
def sitting(tmp_path: Path) -> tuple[Session, list[Thumbnail]]:
    with Session.open(tmp_path / "Ada", source="Camera 0", profile="classic") as session:
        for look in ("straight", "turned_left", "smile"):
            session.keep(shot(look, rgb=RED, with_face=False))
        return session, [thumbnail(Source(session.info.id, kept, kept.picture()), Caption.of(Pick(kept))) for kept in session.shots]


def page_of(info: SessionInfo, thumbnails: list[Thumbnail], order: Order = USUAL) -> np.ndarray:
    """Return the first page's pixels, as a JPEG's reader sees them."""
    return np.asarray(Image.open(BytesIO(next(sheets(info, thumbnails, order)).data)), np.int16)


def test_every_shot_has_its_place_in_a_tidy_row(sitting: tuple[Session, list[Thumbnail]]) -> None:
    session, thumbnails = sitting
    page = page_of(session.info, thumbnails)
    red = (page[:, :, 0] - page[:, :, 1] > 120).astype(np.int8)
    edges = np.flatnonzero(np.diff(red[500], prepend=np.int8(0)))
    assert edges.tolist() == [96, 536, 576, 1016, 1056, 1496], "three cells of 440 px, 40 px apart, margins of 96 px"
    assert page.shape[1] == 1496 + 96
    assert np.flatnonzero(red[:, 300]).size == 550


def test_the_words_are_on_the_page(sitting: tuple[Session, list[Thumbnail]]) -> None:
    session, thumbnails = sitting
    page = page_of(session.info, thumbnails).min(axis=2)
    title, caption, margin = page[90:150, 96:600], page[800:870, 96:536], page[:80]
    assert (title < 100).sum() > 200
    assert (caption < 130).sum() > 200
    assert (margin > 240).all()


def test_a_long_title_does_not_run_into_the_date(sitting: tuple[Session, list[Thumbnail]], tmp_path: Path) -> None:
    _, thumbnails = sitting
    with Session.open(tmp_path / ("A very long name " * 8), source="Camera 0 " * 40, profile="p") as long:
        page = page_of(long.info, thumbnails).min(axis=2)
    right_edge = 1496
    assert (page[:, right_edge + 1 :] > 240).all()
    assert (page[96:136, 1240:1270] > 240).all(), "a gap before the date"


def test_the_file_says_what_it_is_made_of(sitting: tuple[Session, list[Thumbnail]]) -> None:
    session, thumbnails = sitting
    page, pdf = sheets(session.info, thumbnails, USUAL)
    assert pdf.receipt.made_of == page.receipt.made_of
    assert page.receipt.name == "contact_sheet.jpg"
    assert [origin.shot for origin in page.receipt.made_of] == ["001_straight", "002_turned_left", "003_smile"]
    assert [operation.name for operation in page.receipt.operations] == [*["decode", "crop", "resize", "caption"] * 3, "arrange", "encode"]
    assert page.receipt.digital_source_type is SourceType.COMPOSITE
    assert SourceType.COMPOSITE.value.encode() in Image.open(BytesIO(page.data)).info["xmp"]


def test_a_sheet_with_a_computed_frame_claims_no_capture(sitting: tuple[Session, list[Thumbnail]], tmp_path: Path) -> None:
    _, thumbnails = sitting
    with Session.open(tmp_path / "studio", source="Sample sitting all-right", profile="p") as session:
        kept = session.keep(rendered(shot()))
        one = thumbnail(Source(session.info.id, kept, kept.picture()), Caption.of(Pick(kept)))
        page, pdf = sheets(session.info, [*thumbnails, one], USUAL)
    assert page.receipt.digital_source_type is SourceType.COMPOSITE_MIXED
    assert pdf.receipt.digital_source_type is SourceType.COMPOSITE_MIXED
    assert SourceType.COMPOSITE_MIXED.value.encode() in pdf.data
    assert SourceType.COMPOSITE_MIXED.value.encode() in Image.open(BytesIO(page.data)).info["xmp"]


def test_many_shots_take_more_pages(sitting: tuple[Session, list[Thumbnail]]) -> None:
    session, thumbnails = sitting
    pages = list(sheets(session.info, (thumbnails * 5)[:13], USUAL))
    assert [page.receipt.name for page in pages] == ["contact_sheet.jpg", "contact_sheet_2.jpg", "contact_sheet.pdf"]
    assert [len(page.receipt.made_of) for page in pages] == [12, 1, 13]
    assert pages[2].receipt.operations[-1].parameters["pages"] == 2


def test_a_name_is_the_sheet_s_title_and_the_beginning_of_its_files_names(sitting: tuple[Session, list[Thumbnail]]) -> None:
    session, thumbnails = sitting
    files = list(sheets(session.info, thumbnails, Order(name="Łucja Grün")))
    assert [file.receipt.name for file in files] == ["lucja-grun_contact_sheet.jpg", "lucja-grun_contact_sheet.pdf"]
    assert [file.receipt.operations[-2].parameters["title"] for file in files] == ["Łucja Grün"] * 2


def test_a_note_has_a_line_of_its_own(sitting: tuple[Session, list[Thumbnail]]) -> None:
    session, (one, *_) = sitting
    noted = replace(one, caption=replace(one.caption, note="for the website"))
    plain, longer = (page_of(session.info, [thumb]) for thumb in (one, noted))
    assert longer.shape[0] > plain.shape[0]
    below = longer.min(axis=2)[876:905, 96:536]
    assert (below < 100).sum() > 100


def test_a_small_picture_is_merged_and_developed_as_the_shot_s_crops_are(tmp_path: Path) -> None:
    with Session.open(tmp_path / "Ada", source="Camera 0", profile="classic") as session:
        taken = moment()
        kept = session.keep(taken)
        session.keep_burst(kept, taken.burst)
        [kept] = session.shots
    source = Source.of(session.info.id, kept, merging=True)
    development = Development(exposure_ev=1.0, gain_red=1.0, gain_green=1.0, gain_blue=1.0, contrast=1.0)
    single, merged, brighter = (
        thumbnail(of, Caption.of(Pick(kept)), touch)
        for of, touch in ((replace(source, merged=None), UNTOUCHED), (source, UNTOUCHED), (source, Touch(development)))
    )
    assert single.rgb.shape == merged.rgb.shape
    assert np.std(merged.rgb[:60, :60].astype(float)) < 0.7 * np.std(single.rgb[:60, :60].astype(float)), "the wall's grain is averaged away"
    assert brighter.rgb.mean() > merged.rgb.mean() + 20
    page, _ = sheets(session.info, [brighter], USUAL)
    assert page.receipt.made_of == source.made_of
    assert [step.name for step in page.receipt.operations][:2] == ["decode", "merge"]
    assert page.receipt.digital_source_type is SourceType.COMPOSITE_MIXED
    assert "one moment merged, cropped, reduced and developed" in page.receipt.in_plain_words
