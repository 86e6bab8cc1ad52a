from __future__ import annotations

import numpy as np

from capture.export.sheet_layout import CELL_PX, Cell, Head, columns_of, lay_out
from capture.export.typeface import face_for

FULL, SMALL = np.zeros((550, 440, 3), np.uint8), np.zeros((200, 160, 3), np.uint8)
HEAD = Head("Ada", "2026-01-31", "3 photographs", "Each picture is one frame.")


def test_a_grid_is_tidy() -> None:
    assert [columns_of(count) for count in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12)] == [2, 2, 3, 4, 3, 3, 4, 4, 3, 4]


def test_a_picture_of_too_few_pixels_stands_on_its_caption() -> None:
    page = lay_out(HEAD, [(FULL, Cell("01", "Straight", "")), (SMALL, Cell("02", "Smile", ""))])
    full, small = page.pictures
    assert full.y_px + 550 == small.y_px + 200
    assert small.x_px - full.x_px == CELL_PX[0] + 40


def test_no_line_is_longer_than_its_room_and_none_has_more_than_one_line() -> None:
    long = "many words " * 40
    page = lay_out(Head(long, "2026-01-31", long, long, "page 1 of 2"), [(FULL, Cell("01", long, "one\ntwo\tthree", long))] * 3)
    for text in page.texts:
        wide = face_for(text.text, text.size_px).getlength(text.text)
        left = text.x_px - wide if text.to_the_left else text.x_px
        assert left >= 96
        assert left + wide <= page.width_px - 96 + 1
    said = [text.text for text in page.texts]
    assert "one two three" in said
    assert sum(text.endswith("…") for text in said) == 8, "title and about; and twice three captions"


def test_a_long_foot_takes_more_lines_and_the_page_grows_with_it() -> None:
    long = "Each picture is several frames of one moment, merged, and then there is more to say of it than one line holds."
    cells = [(FULL, Cell("01", "Straight", ""))]
    short, longer = lay_out(HEAD, cells), lay_out(Head("Ada", "2026-01-31", "", long), cells)
    foot = sorted((text for text in longer.texts if text.text and text.y_px > short.height_px - 110), key=lambda text: text.y_px)
    assert " ".join(text.text for text in foot) == long
    assert longer.height_px - short.height_px == 28 * (len(foot) - 1)
    assert longer.pictures[0].y_px == short.pictures[0].y_px
