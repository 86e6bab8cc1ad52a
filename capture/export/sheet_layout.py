"""What stands where on a page of the contact sheet: one layout, drawn as a picture and written as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from capture.export.typeface import face_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from capture.types import Rgb

CELL_PX = (440, 550)
"""Width and height of a small picture."""

PAPER, INK, PALE, RULE = (252, 252, 251), (28, 28, 28), (112, 112, 112), (205, 205, 205)

_GAP_PX, _MARGIN_PX, _HEAD_PX, _CAPTION_PX, _NOTE_PX, _FOOT_PX, _FOOT_LINE_PX = 40, 96, 150, 92, 32, 56, 28
_NUMBER_PX = 52

Ink: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """One line: `x_px` is where it begins, or ends where `to_the_left`; `y_px` its baseline."""

    x_px: int
    y_px: int
    text: str
    size_px: int
    ink: Ink
    to_the_left: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A small picture (H, W, 3) and the place of its upper left corner."""

    x_px: int
    y_px: int
    rgb: Rgb


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of the whole: a title, a date, a line below them, the foot line, and which page it is."""

    title: str
    date: str
    about: str
    foot: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A small picture's words: its number, its look, why it is there, and what was noted about it."""

    number: str
    title: str
    why: str
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page: its size, its pictures, its lines of text, and the row of the hairline under its head, from margin to margin."""

    width_px: int
    height_px: int
    pictures: tuple[Placed, ...]
    texts: tuple[Text, ...]
    rule_y_px: int
    rule_x_px: tuple[int, int]


def lay_out(head: Head, cells: Sequence[tuple[Rgb, Cell]]) -> Page:
    """Return the page of those small pictures with their words, at most `CELL_PX` each."""
    columns = columns_of(len(cells))
    rows = -(-len(cells) // columns)
    caption_px = _CAPTION_PX + _NOTE_PX * any(cell.note for _, cell in cells)
    width_px = 2 * _MARGIN_PX + columns * CELL_PX[0] + (columns - 1) * _GAP_PX
    foot = _wrapped(head.foot, 20, width_px - 2 * _MARGIN_PX - (width_px // 4 if head.page else 0))
    cells_px = rows * (CELL_PX[1] + caption_px) + (rows - 1) * _GAP_PX
    height_px = 2 * _MARGIN_PX + _HEAD_PX + cells_px + _FOOT_PX + _FOOT_LINE_PX * (len(foot) - 1)
    pictures: list[Placed] = []
    texts = [*_head(head, width_px), *_foot(head, foot, width_px, height_px)]
    for place, (rgb, cell) in enumerate(cells):
        left = _MARGIN_PX + place % columns * (CELL_PX[0] + _GAP_PX)
        baseline = _MARGIN_PX + _HEAD_PX + place // columns * (CELL_PX[1] + caption_px + _GAP_PX) + CELL_PX[1]
        # A picture that has too few pixels for its cell stands on its caption.
        pictures.append(Placed(left, baseline - rgb.shape[0], rgb))
        texts += _caption(cell, left, baseline)
    return Page(width_px, height_px, tuple(pictures), tuple(texts), _MARGIN_PX + 108, (_MARGIN_PX, width_px - _MARGIN_PX))


def columns_of(count: int) -> int:
    """Return how many columns make a tidy grid of so many pictures."""
    if count <= 4:
        return max(count, 2)
    return 3 if count in {5, 6, 9} else 4


def _head(head: Head, width_px: int) -> Iterator[Text]:
    """Yield the title on the left, the date on the right, and what it is below."""
    left, right, room_px = _MARGIN_PX, width_px - _MARGIN_PX, width_px - 2 * _MARGIN_PX
    yield _line(left, _MARGIN_PX + 36, head.title, 46, INK, room_px - 260)
    yield _line(right, _MARGIN_PX + 36, head.date, 26, PALE, 240, to_the_left=True)
    yield _line(left, _MARGIN_PX + 78, head.about, 24, PALE, room_px)


def _foot(head: Head, lines: Sequence[str], width_px: int, height_px: int) -> Iterator[Text]:
    """Yield the foot's lines on the left, and the page's number on the right."""
    for place, line in enumerate(reversed(lines)):
        yield _line(_MARGIN_PX, height_px - _MARGIN_PX - place * _FOOT_LINE_PX, line, 20, PALE, width_px - 2 * _MARGIN_PX)
    yield _line(width_px - _MARGIN_PX, height_px - _MARGIN_PX, head.page, 20, PALE, width_px // 4, to_the_left=True)


def _caption(cell: Cell, left: int, baseline: int) -> Iterator[Text]:
    """Yield the words under a small picture."""
    beside, room_px = left + _NUMBER_PX, CELL_PX[0] - _NUMBER_PX
    yield _line(left, baseline + 38, cell.number, 26, PALE, _NUMBER_PX)
    yield _line(beside, baseline + 38, cell.title, 26, INK, room_px)
    yield _line(beside, baseline + 70, cell.why, 21, PALE, room_px)
    yield _line(beside, baseline + 70 + _NOTE_PX, cell.note, 21, INK, room_px)


def _line(x_px: int, y_px: int, text: str, size_px: int, ink: Ink, room_px: int, *, to_the_left: bool = False) -> Text:  # noqa: PLR0913, PLR0917 - a line of text is that much
    """Return one line, shortened with an ellipsis to `room_px`."""
    text = " ".join(text.split())
    wide = face_for(f"{text}…", size_px).getlength
    if wide(text) > room_px:
        while text and wide(f"{text}…") > room_px:
            text = text[:-1]
        text = f"{text.rstrip()}…"
    return Text(x_px, y_px, text, size_px, ink, to_the_left)


def _wrapped(text: str, size_px: int, room_px: int) -> list[str]:
    """Return the text in lines of at most `room_px`, broken between words; at least one."""
    wide = face_for(text, size_px).getlength
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if wide(longer) > room_px and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
