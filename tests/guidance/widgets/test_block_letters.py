from __future__ import annotations

import string

import pytest

from guidance.prompts import catalogue, languages
from guidance.widgets.block_letters import letters


def test_a_word_is_drawn_square_by_square() -> None:
    assert letters("Hi", 20, 3) == ["█   █ ▀█▀", "█▀▀▀█  █ ", "█   █ ▄█▄"]


def test_larger_room_gives_larger_letters() -> None:
    sizes = [len(letters("Chin up", columns, rows) or []) for columns, rows in ((30, 3), (80, 7), (120, 13), (200, 20))]
    assert sizes == sorted(sizes)
    assert sizes[0] == 3
    assert sizes[-1] > 10


@pytest.mark.parametrize(("columns", "rows"), [(40, 7), (80, 7), (80, 3), (120, 13), (200, 20)])
def test_letters_stay_within_their_room(columns: int, rows: int) -> None:
    drawn = letters("Turn a little to your left", columns, rows)
    if drawn is not None:
        assert len(drawn) <= rows
        assert {len(line) for line in drawn} == {len(drawn[0])}
        assert len(drawn[0]) <= columns
    else:
        assert (columns, rows) == (40, 7)


def test_lines_break_between_words_into_even_halves() -> None:
    drawn = letters("Chin up Chin up", 30, 7)
    one = letters("Chin up", 30, 3)
    assert drawn is not None
    assert one is not None
    assert drawn[:3] == one
    assert len(drawn) == 7


def test_what_does_not_fit_or_was_not_drawn_gives_none() -> None:
    assert letters("Turn", 5, 3) is None
    assert letters("Turn", 80, 2) is None
    assert letters("左を向いて", 80, 7) is None
    assert letters("  ", 80, 7) is None


def test_accents_and_typographic_marks_are_taken_as_their_plain_kin() -> None:
    assert letters("Café, you’re…", 120, 3) == letters("CAFE, YOU'RE...", 120, 3)


def test_every_letter_differs_from_every_other() -> None:
    marks = string.ascii_uppercase + string.digits + ".,:;!?'\"-+/%°()"
    drawn = {mark: tuple(letters(mark, 20, 3) or ()) for mark in marks}
    assert all(drawn.values())
    assert len(set(drawn.values())) == len(marks)


def test_umlauts_have_their_dots_and_sharp_s_is_two() -> None:
    assert letters("ä", 20, 3) == ["▀   ▀", "▄▀▀▀▄", "█▀▀▀█"]
    assert letters("u\u0308", 20, 3) == letters("Ü", 20, 3) != letters("U", 20, 3)
    assert letters("höher", 80, 7) != letters("hoher", 80, 7)
    assert letters("Weißes", 80, 7) == letters("WEISSES", 80, 7)


@pytest.mark.parametrize("language", languages())
def test_every_sentence_that_is_shown_can_be_drawn_on_a_small_screen(language: str) -> None:
    shown = {wording.show for entry in catalogue(language).values() for wording in (entry, entry.much) if wording}
    assert {words for words in shown if letters(words, 76, 7) is None} == set()
