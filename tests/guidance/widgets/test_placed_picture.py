from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import sys
import termios
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest
from picture_terminal import iterm2_pictures, kitty_commands
from textual.geometry import Region

from guidance.widgets.iterm2 import Iterm2
from guidance.widgets.kitty import Kitty
from guidance.widgets.placed_picture import PlacedPicture, cell_px, picture_for

if TYPE_CHECKING:
    from collections.abc import Iterator

CANVAS = np.full((60, 100, 3), (9, 80, 200), np.uint8)
WHERE = Region(4, 2, 10, 3)


def painted(picture: PlacedPicture) -> list[str]:
    return [picture.row(y) for y in range(WHERE.height)]


def placed() -> PlacedPicture:
    picture = PlacedPicture(Kitty(shared=False))
    picture.show(CANVAS, WHERE, (1, 2, 3))
    return picture


def test_the_cells_are_blanked_once_and_the_picture_comes_with_the_last_row() -> None:
    picture = placed()
    rows = painted(picture)
    blank = "\x1b[48;2;1;2;3m" + " " * 10 + "\x1b[0m"
    assert rows[:2] == [blank, blank]
    assert rows[2].startswith(f"{blank}\x1b7\x1b[3;5H\x1b_G")
    assert rows[2].endswith("\x1b\\\x1b8")
    (command,) = kitty_commands("".join(rows))
    assert command.picture is not None
    assert (command.picture == CANVAS).all()
    assert painted(picture) == ["\x1b[10C"] * 3
    picture.show(CANVAS // 2, WHERE, (1, 2, 3))
    again = painted(picture)
    assert again[:2] == ["\x1b[10C"] * 2
    (command,) = kitty_commands("".join(again))
    assert command.picture is not None
    assert (command.picture == CANVAS // 2).all()


def test_what_was_forgotten_or_moved_is_drawn_anew() -> None:
    picture = placed()
    first = painted(picture)
    picture.forget()
    assert painted(picture) == first
    moved = WHERE.translate((1, 1))
    picture.show(CANVAS, moved, (1, 2, 3))
    rows = painted(picture)
    assert rows[:2] == first[:2]
    assert "\x1b7\x1b[4;6H\x1b_G" in rows[2]


def test_it_is_taken_away_where_it_is_there_even_when_forgotten() -> None:
    picture = placed()
    assert picture.take_away() == ""
    painted(picture)
    picture.forget()
    (command,) = kitty_commands(picture.take_away())
    assert command.keys["a"] == "d"
    assert picture.take_away() == ""
    assert kitty_commands("".join(painted(picture)))


def test_after_the_end_rows_are_only_stepped_over() -> None:
    picture = placed()
    painted(picture)
    picture.take_away()
    picture.end()
    picture.show(CANVAS, WHERE, (1, 2, 3))
    assert painted(picture) == ["\x1b[10C"] * 3


def test_iterm2_draws_at_the_corner_too() -> None:
    picture = PlacedPicture(Iterm2())
    picture.show(CANVAS, WHERE, (1, 2, 3))
    text = "".join(painted(picture))
    assert re.search(r"\x1b7\x1b\[3;5H\x1b\]1337;File=[^\x07]*\x07\x1b8$", text)
    (command,) = iterm2_pictures(text)
    assert command.picture is not None
    assert np.abs(command.picture.astype(int) - CANVAS).max() <= 4


def test_before_the_first_picture_there_is_nothing_to_draw() -> None:
    assert PlacedPicture(Iterm2()).row(0) == ""


@contextmanager
def terminal_of(columns: int, rows: int, width_px: int, height_px: int) -> Iterator[None]:
    """Let the program's own terminal be one of that size."""
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, width_px, height_px))
    with os.fdopen(here), os.fdopen(there, "w") as terminal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "__stderr__", terminal)
        yield


def test_a_canvas_has_the_cells_pixels_up_to_what_is_fast() -> None:
    picture = PlacedPicture(Iterm2())
    with terminal_of(100, 40, 1000, 880):
        assert cell_px() == (10, 22)
        assert picture.size_px(40, 12) == (400, 264)
        assert picture.size_px(100, 20) == (960, 422)
        assert picture.size_px(50, 40) == (307, 540)


def test_a_terminal_that_does_not_tell_has_usual_cells() -> None:
    with terminal_of(100, 40, 0, 0):
        assert cell_px() == (8, 16)


def test_each_terminal_gets_its_own_and_most_get_none() -> None:
    assert picture_for({"TERM": "xterm-256color"}) is None
    kitty, iterm2 = picture_for({"TERM": "xterm-kitty"}), picture_for({"TERM_PROGRAM": "iTerm.app"})
    assert kitty is not None
    assert iterm2 is not None
    assert isinstance(kitty._drawing, Kitty)
    assert isinstance(iterm2._drawing, Iterm2)
