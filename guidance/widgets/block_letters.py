"""Words in letters of several rows, drawn for this program on a grid of at most five by six squares and set in quadrant blocks."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DRAWN = {
    " ": "... ... ... ... ... ...",
    "A": ".###. #...# #...# ##### #...# #...#",
    "B": "####. #...# ####. #...# #...# ####.",
    "C": ".#### #.... #.... #.... #.... .####",
    "D": "####. #...# #...# #...# #...# ####.",
    "E": "##### #.... ####. #.... #.... #####",
    "F": "##### #.... ####. #.... #.... #....",
    "G": ".#### #.... #..## #...# #...# .####",
    "H": "#...# #...# ##### #...# #...# #...#",
    "I": "### .#. .#. .#. .#. ###",
    "J": "..### ...#. ...#. ...#. #..#. .##..",
    "K": "#...# #..#. ###.. #..#. #...# #...#",
    "L": "#... #... #... #... #... ####",
    "M": "#...# ##.## #.#.# #.#.# #...# #...#",
    "N": "#...# ##..# #.#.# #..## #...# #...#",
    "O": ".###. #...# #...# #...# #...# .###.",
    "P": "####. #...# #...# ####. #.... #....",
    "Q": ".###. #...# #...# #.#.# #..#. .##.#",
    "R": "####. #...# #...# ####. #..#. #...#",
    "S": ".#### #.... .###. ....# ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#..",
    "U": "#...# #...# #...# #...# #...# .###.",
    "V": "#...# #...# #...# #...# .#.#. ..#..",
    "W": "#...# #...# #.#.# #.#.# ##.## #...#",
    "X": "#...# .#.#. ..#.. ..#.. .#.#. #...#",
    "Y": "#...# #...# .#.#. ..#.. ..#.. ..#..",
    "Z": "##### ...#. ..#.. .#... #.... #####",
    "Ä": "#...# ..... .###. #...# ##### #...#",
    "Ö": "#...# ..... .###. #...# #...# .###.",
    "Ü": "#...# ..... #...# #...# #...# .###.",
    "0": ".###. #..## #.#.# ##..# #...# .###.",
    "1": ".#. ##. .#. .#. .#. ###",
    "2": ".###. #...# ...#. ..#.. .#... #####",
    "3": "####. ....# .###. ....# ....# ####.",
    "4": "...#. ..##. .#.#. ##### ...#. ...#.",
    "5": "##### #.... ####. ....# ....# ####.",
    "6": ".###. #.... ####. #...# #...# .###.",
    "7": "##### ....# ...#. ..#.. ..#.. ..#..",
    "8": ".###. #...# .###. #...# #...# .###.",
    "9": ".###. #...# #...# .#### ....# .###.",
    ".": ". . . . . #",
    ",": ".. .. .. .. .# #.",
    ":": ". # . . # .",
    ";": ".. .# .. .. .# #.",
    "!": "# # # # . #",
    "?": ".###. #...# ..##. ..#.. ..... ..#..",
    "'": "# # . . . .",
    '"': "#.# #.# ... ... ... ...",
    "-": "... ... ... ### ... ...",
    "+": "..... ..#.. ..#.. ##### ..#.. ..#..",
    "/": "....# ...#. ..#.. ..#.. .#... #....",
    "%": "##..# ##.#. ..#.. ..#.. .#.## #..##",
    "°": ".#. #.# .#. ... ... ...",
    "(": ".# #. #. #. #. .#",
    ")": "#. .# .# .# .# #.",
}
_SAME = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2026": "..."})
"""Curly quotes, dashes and the ellipsis, by what was drawn."""

_QUADRANTS = np.array(list(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"))
"""Indexed by 1 for the upper left, 2 the upper right, 4 the lower left and 8 the lower right square."""

_LETTER_SQUARES = 6
_LINE_SQUARES = 7

SCALES = ((8, 4), (6, 4), (4, 4), (6, 3), (4, 3), (3, 3), (4, 2), (3, 2), (2, 2), (2, 1), (1, 1))
"""Sizes, largest first: half columns and half rows to a square of a letter. A cell is twice as high as wide, so (2, 1) is a true square."""


def letters(words: str, columns: int, rows: int) -> list[str] | None:
    """Return `words` as lines of blocks, in the largest size in which they fit the cells, broken between words where need be.

    Accents that were not drawn are dropped. None when they fit in no size, or hold a letter that was not drawn: the caller then shows them as they are.
    """
    text = _plain(words)
    if not text or any(letter not in _DRAWN for letter in text):
        return None
    for across, down in SCALES:
        lines = _broken(text, 2 * columns // across)
        high = (_LINE_SQUARES * len(lines) - 1) * down if lines else 0
        if lines and (high + 1) // 2 <= rows:
            return _blocks(lines, across, down)
    return None


def _plain(words: str) -> str:
    """Return the words in capitals, in the punctuation that was drawn, without accents that were not."""
    capitals = unicodedata.normalize("NFC", words.translate(_SAME).upper())
    bare = "".join(letter if letter in _DRAWN else _without_accents(letter) for letter in capitals)
    return " ".join(bare.split())


def _without_accents(letter: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", letter) if not unicodedata.combining(mark))


def _width(text: str) -> int:
    """Return the width of a line in squares, with one square between letters."""
    return sum(_DRAWN[letter].index(" ") + 1 if letter != " " else 4 for letter in text) - 1


def _broken(text: str, width: int) -> list[str]:
    """Return the text in as few lines as go into `width` squares, as even as may be; none when a word is too wide."""
    words = text.split(" ")
    lines = _filled(words, width)
    if len(lines) < 2:
        return lines
    # The narrowest width that still takes no more lines: "turn a little / to your left" rather than "turn a little to your / left".
    narrow = next(tighter for tighter in range(1, width + 1) if 0 < len(_filled(words, tighter)) <= len(lines))
    return _filled(words, narrow)


def _filled(words: list[str], width: int) -> list[str]:
    """Return the words in lines, each filled before the next; none when a word is wider than `width` squares."""
    lines: list[str] = []
    for word in words:
        if _width(word) > width:
            return []
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _blocks(lines: list[str], across: int, down: int) -> list[str]:
    """Return the lines, each centred against the others, as rows of quadrant blocks."""
    bitmaps = [bitmap(line) for line in lines]
    widest = max(each.shape[1] for each in bitmaps)
    page = np.zeros((_LINE_SQUARES * len(lines) - 1, widest), bool)
    for number, each in enumerate(bitmaps):
        left, top = (widest - each.shape[1]) // 2, number * _LINE_SQUARES
        page[top : top + _LETTER_SQUARES, left : left + each.shape[1]] = each
    fine = page.repeat(across, axis=1).repeat(down, axis=0)
    fine = np.pad(fine, ((0, fine.shape[0] % 2), (0, fine.shape[1] % 2)))
    index = fine[0::2, 0::2] + 2 * fine[0::2, 1::2] + 4 * fine[1::2, 0::2] + 8 * fine[1::2, 1::2]
    return ["".join(row) for row in _QUADRANTS[index]]


def bitmap(line: str) -> NDArray[np.bool_]:
    """Return one line of text as (6, width) squares. Raises KeyError for a letter that was not drawn."""
    columns: list[NDArray[np.bool_]] = []
    for letter in line:
        drawn = np.array([[square == "#" for square in row] for row in _DRAWN[letter].split(" ")])
        columns += [drawn, np.zeros((_LETTER_SQUARES, 1), bool)]
    return np.hstack(columns[:-1])
