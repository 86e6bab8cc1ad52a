from __future__ import annotations

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.widgets.half_blocks import HALF_BLOCK
from guidance.widgets.painter import HEAL_FRAMES, TOLERANCE, Painter, encode

_TOKEN = re.compile("\x1b\\[([0-9;]*)([mCH])|\x1b([78])|(▀)")


def play(text: str, shown: np.ndarray, cursor: tuple[int, int] = (-1, -1)) -> tuple[int, int]:
    """Draw a text on `shown` (2·rows, columns, 3) as a terminal would, and return the (column, row) where it ends."""
    column, row = kept = cursor
    colours: dict[str, tuple[int, ...]] = {}
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        assert token, f"not understood: {text[at : at + 20]!r}"
        at = token.end()
        if token[4]:
            assert 0 <= column < shown.shape[1]
            shown[2 * row, column], shown[2 * row + 1, column] = colours["38"], colours["48"]
            column += 1
        elif token[3] == "7":
            kept = column, row
        elif token[3] == "8":
            column, row = kept
        elif token[2] == "C":
            column += int(token[1])
        elif token[2] == "H":
            row, column = (int(place) - 1 for place in token[1].split(";"))
        elif token[1] == "0":
            colours.clear()
        else:
            assert re.fullmatch(r"([34]8;2;\d+;\d+;\d+;?)+(?<!;)", token[1])
            for layer, rgb in re.findall(r"([34]8);2;(\d+;\d+;\d+)", token[1]):
                colours[layer] = tuple(map(int, rgb.split(";")))
    assert not colours, "what comes next is drawn in its own colours"
    return column, row


def whole(canvas: np.ndarray) -> np.ndarray:
    """Return pixels (…, 3) with the constant that `encode` wants."""
    return np.concatenate([canvas, np.full((*canvas.shape[:2], 1), 255, np.uint8)], axis=2)


grids = st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(0, 2**32 - 1))


@given(grids, st.integers(0, 1200), st.integers(0, 1200))
@settings(deadline=None, max_examples=60)
def test_encoded_cells_draw_themselves_and_touch_no_other(grid: tuple[int, int, int], left: int, top: int) -> None:
    rows, columns, seed = grid
    random = np.random.default_rng(seed)
    # Few values, so that equal neighbours are common.
    canvas = random.choice(np.array([0, 7, 42, 255], np.uint8), (2 * rows, columns, 3))
    changed = random.random((rows, columns)) < random.random()
    screen = np.full((2 * (top + rows), left + columns, 3), 99, np.uint8)
    play(encode(whole(canvas), changed, left, top), screen)
    shown = screen[2 * top :, left:]
    pixels = changed.repeat(2, axis=0)
    assert (shown[pixels] == canvas[pixels]).all()
    assert (shown[~pixels] == 99).all()
    assert (screen[: 2 * top] == 99).all()
    assert (screen[:, :left] == 99).all()


def test_equal_neighbours_repeat_no_colour_nor_does_the_next_row() -> None:
    canvas = np.full((4, 50, 3), 7, np.uint8)
    text = encode(whole(canvas), np.ones((2, 50), bool))
    assert text == f"\x1b[1;1H\x1b[38;2;7;7;7;48;2;7;7;7m{HALF_BLOCK * 50}\x1b[2;1H{HALF_BLOCK * 50}\x1b[0m"


def test_no_number_begins_with_a_zero_and_one_half_alone_is_named_where_one_alone_is_new() -> None:
    canvas = np.array([[[0, 10, 100], [1, 2, 3], [1, 2, 3]], [[200, 50, 5]] * 2 + [[9, 9, 9]]], np.uint8)
    text = encode(whole(canvas), np.array([[True, False, True]]), 11, 99)
    assert text == f"\x1b[100;12H\x1b[38;2;0;10;100;48;2;200;50;5m{HALF_BLOCK}\x1b[1C\x1b[38;2;1;2;3;48;2;9;9;9m{HALF_BLOCK}\x1b[0m"
    text = encode(whole(canvas), np.ones((1, 3), bool))
    assert text.count("38;2") == text.count("48;2") == 2
    assert f"{HALF_BLOCK}\x1b[38;2;1;2;3m{HALF_BLOCK}\x1b[48;2;9;9;9m{HALF_BLOCK}" in text


def test_nothing_to_draw_is_no_text() -> None:
    assert encode(whole(np.zeros((4, 3, 3), np.uint8)), np.zeros((2, 3), bool)) == ""


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=20)
def test_the_terminal_follows_the_picture_within_the_tolerance(seed: int) -> None:
    random = np.random.default_rng(seed)
    painter = Painter()
    shown = np.zeros((12, 8, 3), np.uint8)
    canvas = random.integers(0, 256, shown.shape, np.uint8)
    for _ in range(5):
        step = random.integers(-8, 9, canvas.shape)
        canvas = np.clip(canvas.astype(int) + step, 0, 255).astype(np.uint8)
        painter.show(canvas)
        play(painter.text(), shown)
        assert np.abs(shown.astype(int) - canvas).max() <= TOLERANCE


def test_what_another_program_wrote_over_is_healed() -> None:
    painter = Painter()
    canvas = np.full((80, 4, 3), 50, np.uint8)
    painter.show(canvas)
    painter.text()
    spoilt = np.zeros_like(canvas)
    for _ in range(HEAL_FRAMES):
        painter.show(canvas)
        play(painter.text(), spoilt)
    assert (spoilt == 50).all()


def test_a_text_is_given_once_and_again_when_forgotten_or_elsewhere() -> None:
    painter = Painter()
    assert painter.text() == ""
    painter.show(np.full((2, 3, 3), 9, np.uint8))
    text = painter.text()
    assert text.count(HALF_BLOCK) == 3
    assert painter.text() == ""
    painter.forget()
    assert painter.text() == text
    painter.place(0, 0)
    assert painter.text() == "", "it stands where it stood"
    painter.place(4, 2)
    assert painter.text() == text.replace("\x1b[1;1H", "\x1b[3;5H")


def test_rows_are_stepped_over_and_the_last_one_draws_all_and_ends_where_it_ends() -> None:
    painter = Painter()
    assert painter.row(0) == ""
    canvas = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    painter.place(2, 1)
    painter.show(canvas)
    assert not painter.shows(5, 2)
    screen = np.zeros((6, 7, 3), np.uint8)
    for y in range(2):
        assert play(painter.row(y), screen, (2, 1 + y)) == (7, 1 + y)
    assert (screen[2:, 2:] == canvas).all()
    assert painter.shows(5, 2)
    assert not painter.shows(2, 5)
    assert play(painter.row(1), screen, (2, 2)) == (7, 2)
