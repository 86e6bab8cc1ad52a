from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import msgspec
import pytest
from kept_shots import camera_shot, rendered, shot

from capture.export import Order, export
from capture.export.page import PAGE_NAME, page_of
from capture.provenance import Chosen, Receipt, read_receipt
from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path

VOID = {"meta", "img", "br", "link", "input"}
EVIL = '<script>alert(1)</script>" onerror="x" & \x1b[2J\u202e'


class Read(HTMLParser):
    """Reads a page strictly: every tag that is opened is closed, in order; remembers tags, addresses and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sitting = tmp_path_factory.mktemp("page") / "ada"
    with Session.open(sitting, source="x", profile="classic") as session:
        session.keep(shot("straight"))
        session.keep(rendered(camera_shot("smile", index=3)))
    export(sitting, order=Order(("wallet", "original")))
    return sitting / "set"


def receipt_of(folder: Path) -> Receipt:
    receipt = read_receipt((folder / "receipt.json").read_bytes())
    assert receipt is not None
    return receipt


def test_it_stands_by_itself_and_needs_no_script_and_no_connection(made: Path) -> None:
    page = Read((made / PAGE_NAME).read_text(encoding="utf-8"))
    assert not page.tags & {"script", "link", "iframe", "object", "form", "a"}
    addresses = [value for name, value in page.attributes if name in {"src", "href", "srcset", "action"}]
    assert addresses
    assert all(value is not None and value.startswith("data:image/jpeg;base64,") for value in addresses)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    style = (made / PAGE_NAME).read_text(encoding="utf-8").split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    assert (made / PAGE_NAME).stat().st_size < 250_000


def test_every_file_has_its_frame_its_operations_its_words_and_its_difference(made: Path) -> None:
    receipt, page = receipt_of(made), Read((made / PAGE_NAME).read_text(encoding="utf-8"))
    for file in receipt.files:
        assert file.name in page.text
        assert file.in_plain_words in page.text
        assert file.sha256 in page.text
        assert file.digital_source_type.value in page.text
        assert all(origin.image_sha256 in page.text for origin in file.made_of)
        for operation in file.operations:
            assert operation.name in page.text
    assert "px from the left and" in page.text
    assert "_px" not in page.text
    assert {"details", "summary"} <= page.tags
    assert page.text.count("difference ×8") == 5, "one for each file of one frame"
    assert "0.00 of 255 on the average, 0 at most" in page.text, "a whole frame without loss differs in nothing"
    assert "framing" in page.text
    assert "eye distance" in page.text


def test_what_the_virtual_studio_rendered_says_so_once_for_its_frame(made: Path) -> None:
    page = Read((made / PAGE_NAME).read_text(encoding="utf-8"))
    assert page.text.count("Rendered by the virtual studio: no camera took this frame, and it shows nobody.") == 1


def test_the_same_receipt_and_files_give_the_same_page(made: Path) -> None:
    assert page_of(receipt_of(made), made, Session.read(made.parent)) == (made / PAGE_NAME).read_bytes()


def test_it_bears_the_name_that_was_ordered_else_the_sittings_title(made: Path) -> None:
    receipt, session = receipt_of(made), Session.read(made.parent)
    assert "<h1>ada</h1>" in page_of(receipt, made, session).decode()
    named = page_of(msgspec.structs.replace(receipt, name="Ada Lovelace"), made, session).decode()
    assert "<title>Ada Lovelace: how these pictures were made</title>" in named
    assert "<h1>Ada Lovelace</h1>" in named


def test_other_peoples_text_is_text(made: Path) -> None:
    receipt = receipt_of(made)
    files = tuple(msgspec.structs.replace(file, in_plain_words=EVIL, notes=(EVIL,), name=file.name) for file in receipt.files)
    chosen = (Chosen(place=1, shot="001_straight", favourite=True, reason=EVIL, note=EVIL),)
    evil = msgspec.structs.replace(receipt, title=EVIL, name=EVIL, made=EVIL, files=files, chosen=chosen, left_out=(EVIL,), programs={EVIL: EVIL})
    page = Read(page_of(evil, made, Session.read(made.parent)).decode())
    assert "script" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in page.text
    assert "\x1b" not in page.text
    assert "\u202e" not in page.text


def test_a_frame_that_is_gone_has_no_difference_and_that_is_told(made: Path, tmp_path: Path) -> None:
    with Session.open(tmp_path / "empty", source="x", profile="classic") as session:
        session.keep(shot("other"))
        page = Read(page_of(receipt_of(made), made, session).decode())
    assert "The frame is not in the sitting any more" in page.text
    assert "difference ×" not in page.text
