from __future__ import annotations

import pytest
from PIL import ImageFont

from capture.export import typeface
from capture.export.typeface import face_for, letters_missing


def missing(text: str) -> list[str]:
    """Return the letters of `text` that are drawn as those are that no face has."""
    face = face_for(text, 30)
    nothing = bytes(face.getmask("\uffff"))
    return [letter for letter in text if bytes(face.getmask(letter)) == nothing]


@pytest.mark.parametrize("text", ["Ada Lovelace", "Grün", "Łucja Čapková", "Straße", "Ирина", "Ελένη", "1. Smile · favourite…"])
def test_each_letter_of_a_line_is_drawn(text: str) -> None:
    assert missing(text.replace(" ", "")) == []


def test_english_is_set_in_the_usual_face_and_so_is_what_no_face_has() -> None:
    usual = ImageFont.load_default(30)
    assert isinstance(usual, ImageFont.FreeTypeFont)
    for text in ("Straight", "\U0001f9d1\u200d\U0001f9b0"):
        face = face_for(text, 30)
        assert isinstance(face, ImageFont.FreeTypeFont)
        assert face.getname() == usual.getname()


def test_without_any_other_face_the_usual_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeface, "_paths", tuple)
    assert face_for("Grün", 30).getlength("Gr") == ImageFont.load_default(30).getlength("Gr")


def test_letters_that_no_face_has_are_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert letters_missing("Ada Lovelace, Ирина, Ελένη") == ""
    monkeypatch.setattr(typeface, "_paths", tuple)
    assert letters_missing("Ада и Ada, да") == "Адаи"
