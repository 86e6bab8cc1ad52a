from __future__ import annotations

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.widgets.half_blocks import HALF_BLOCK
from guidance.widgets.painter import HEAL_FRAMES, TOLERANCE, Painter, encode

_TOKEN = re.compile("\x1b\\[([0-9;]*)([mC])|(▀)")


def play(row: str, shown: np.ndarray) -> int:
    """Draw a row's text on `shown` (columns, 6) as a terminal would, and return the column where it ends."""
    column = 0
    colours: dict[str, tuple[int, ...]] = {}
    at = 0
    while at < len(row):
        token = _TOKEN.match(row, at)
        assert token, f"not understood: {row[at : at + 20]!r}"
        at = token.end()
        if token[3]:
            shown[column] = (*colours["38"], *colours["48"])
            column += 1
        elif token[2] == "C":
            column += int(token[1])
        elif token[1] == "0":
            colours.clear()
        else:
            for layer, rgb in re.findall(r"([34]8);2;(\d+;\d+;\d+)", token[1]):
                colours[layer] = tuple(map(int, rgb.split(";")))
    return column


grids = st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(0, 2**32 - 1))


@given(grids)
@settings(deadline=None, max_examples=60)
def test_encoded_cells_draw_themselves_and_touch_no_other(grid: tuple[int, int, int]) -> None:
    rows, columns, seed = grid
    random = np.random.default_rng(seed)
    # Few values, so that equal neighbours are common.
    cells = random.choice(np.array([0, 7, 42, 255], np.uint8), (rows, columns, 6))
    changed = random.random((rows, columns)) < random.random()
    shown = np.full((rows, columns, 6), 99, np.uint8)
    lines = encode(cells, changed)
    assert len(lines) == rows
    for y, line in enumerate(lines):
        assert play(line, shown[y]) == columns
    assert (shown[changed] == cells[changed]).all()
    assert (shown[~changed] == 99).all()


def test_equal_neighbours_repeat_no_colour() -> None:
    cells = np.full((1, 50, 6), 7, np.uint8)
    (line,) = encode(cells, np.ones((1, 50), bool))
    assert line == f"\x1b[38;2;7;7;7;48;2;7;7;7m{HALF_BLOCK * 50}\x1b[0m"


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=20)
def test_the_terminal_follows_the_picture_within_the_tolerance(seed: int) -> None:
    random = np.random.default_rng(seed)
    painter = Painter()
    shown = np.zeros((6, 8, 6), np.uint8)
    cells = random.integers(0, 256, shown.shape, np.uint8)
    for _ in range(5):
        step = random.integers(-8, 9, cells.shape)
        cells = np.clip(cells.astype(int) + step, 0, 255).astype(np.uint8)
        painter.show(cells.copy())
        for y in range(6):
            play(painter.row(y), shown[y])
        assert np.abs(shown.astype(int) - cells).max() <= TOLERANCE


def test_what_another_program_wrote_over_is_healed() -> None:
    painter = Painter()
    cells = np.full((40, 4, 6), 50, np.uint8)
    painter.show(cells)
    for y in range(40):
        painter.row(y)
    spoilt = np.zeros_like(cells)
    for _ in range(HEAL_FRAMES):
        painter.show(cells)
        for y in range(40):
            play(painter.row(y), spoilt[y])
    assert (spoilt == 50).all()


def test_a_row_is_sent_once_and_again_when_forgotten() -> None:
    painter = Painter()
    painter.show(np.full((1, 3, 6), 9, np.uint8))
    whole = painter.row(0)
    assert whole.count(HALF_BLOCK) == 3
    assert painter.row(0) == "\x1b[3C"
    painter.forget()
    assert painter.row(0) == whole
