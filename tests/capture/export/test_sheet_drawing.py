from __future__ import annotations

import numpy as np

from capture.export.sheet_drawing import draw_page
from capture.export.sheet_layout import PAPER, Cell, Head, lay_out


def test_pictures_and_words_are_drawn_where_the_layout_has_them() -> None:
    red = np.zeros((550, 440, 3), np.uint8)
    red[:] = (190, 20, 30)
    page = lay_out(Head("Ada", "2026-01-31", "1 photograph", ""), [(red, Cell("01", "Straight", "all was right"))])
    drawn = np.asarray(draw_page(page))
    assert drawn.shape == (page.height_px, page.width_px, 3)
    (placed,) = page.pictures
    assert (drawn[placed.y_px : placed.y_px + 550, placed.x_px : placed.x_px + 440] == red).all()
    for text in page.texts:
        if text.text:
            line = drawn[text.y_px - text.size_px : text.y_px, text.x_px - 90 if text.to_the_left else text.x_px :][:, :90]
            assert (line.min(axis=2) < 180).sum() > 10, text.text
    assert (drawn[:80] == PAPER).all()
