from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from capture import audit
from guidance.audit import LIMITS, notes
from guidance.audit.page import page
from tests.audited import studio_portrait

EVIL = "<script>alert('&')</script>.jpg"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        assert not any(name in ("href", "onload") for name, _ in attrs)


def test_the_page_holds_everything_and_nothing_from_elsewhere() -> None:
    made = audit.measured(studio_portrait())
    made = replace(made, marks=replace(made.marks, software=("<img src=x>",)))
    text = page([(EVIL, made)])
    tags = Tags()
    tags.feed(text)
    assert "script" not in tags.found
    assert tags.found.count("img") == 5, "the picture, both eyes, its texture and its spectrum"
    assert "&lt;script&gt;" in text
    assert LIMITS in text
    assert set(re.findall(r'src="(.{0,22})', text)) == {"data:image/png;base64,"}


def test_a_picture_without_a_face_has_a_page_too() -> None:
    faceless = audit.measured(replace(studio_portrait(), face=None, pose=None, lids=None, faces=0))
    tags = Tags()
    tags.feed(page([("a", faceless)]))
    assert tags.found.count("img") == 2
    assert "No face was found" in notes(faceless)[0]


def test_what_is_odd_about_a_file_is_said_before_its_findings() -> None:
    odd = audit.measured(replace(studio_portrait(), faces=2, pictures=12, converted_from="CMYK"))
    assert notes(odd) == (
        "2 faces were found; the largest is looked at.",
        "The file moves: it holds 12 pictures; the first is looked at.",
        "Its pixels are stored as CMYK, and were brought to 8-bit sRGB first.",
    )
