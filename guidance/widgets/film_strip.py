"""The looks as frames of a film: what is kept of each, what is still to do, and what the finished set will hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from rich.segment import Segment
from textual.strip import Strip

from capture.export import presets
from guidance.film import WIDE_PER_HIGH
from guidance.snapshot import LookState
from guidance.widgets.colour_depth import depth_of
from guidance.widgets.half_blocks import cells_of, segments, shrunk
from guidance.widgets.kept_lines import KeptLines
from guidance.widgets.looks import SHAPES, in_view
from guidance.widgets.palette import in_few

if TYPE_CHECKING:
    from rich.style import Style

    from guidance.snapshot import KeptPicture, LookProgress, Snapshot

_LEAST_CELLS = 17
"""A narrower frame has no room for a look's title beside its picture."""

FILES_OF_A_WHOLE_FRAME = 3
"""The single frame, the merged one, and the camera's own."""


def wrapped(title: str, width: int, rows: int) -> list[str]:
    """Return the title in at most `rows` lines of `width` cells; what finds no room is cut, and says so."""
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > rows:
        lines = [*lines[: rows - 1], " ".join(lines[rows - 1 :])]
    return [line if len(line) <= width else f"{line[: max(width - 1, 0)]}…" for line in lines]


def heading(looks: tuple[LookProgress, ...], t_s: float, set_files: int) -> str:
    """Return the strip's first line: looks done, photographs kept, the time, and how many files `northlight export` makes of them at most."""
    done = sum(look.state is LookState.DONE for look in looks)
    kept = sum(look.shots for look in looks)
    minutes, seconds = divmod(int(max(t_s, 0.0)), 60)
    told = [f"{done} of {len(looks)} looks", f"{kept} kept", f"{minutes}:{seconds:02d}"]
    # The contact sheet comes on top, as a picture and as pages.
    return "   ".join([*told, f"set: up to {kept * set_files + 2} files"] if kept else told)


def standing(look: LookProgress) -> str:
    """Return where a look stands, its shape first: "✓ 3 kept"."""
    kept = f"{look.shots} kept" if look.shots else ""
    word = {LookState.CURRENT: "now", LookState.DONE: "", LookState.TO_DO: "to do", LookState.SKIPPED: "skipped"}[look.state]
    return f"{SHAPES[look.state]} {', '.join(filter(None, (word, kept)))}"


class FilmStrip(KeptLines):
    """Shows a frame for each look: its newest photograph, its title and how many are kept."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"film-strip--{part}" for part in ("heading", "empty", "done", "current", "rest")}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._looks: tuple[LookProgress, ...] = ()
        self._pictures: tuple[KeptPicture, ...] = ()
        self._heading = ""
        self._set_files = sum(FILES_OF_A_WHOLE_FRAME if preset.whole else 1 for preset in presets().values() if preset.default)

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot's looks and pictures; nothing is painted when they stand as before, within a second."""
        line = heading(snapshot.looks, snapshot.t_s, self._set_files)
        if (line, snapshot.looks) != (self._heading, self._looks) or snapshot.pictures != self._pictures:
            self._heading, self._looks, self._pictures = line, snapshot.looks, snapshot.pictures
            self.refresh()

    def _draw_lines(self, width: int, height: int) -> list[Strip]:
        lines = [Strip([Segment(f" {self._heading}"[:width], self.get_component_rich_style("film-strip--heading"))])]
        shown = self._shown(width)
        if shown and height > 1:
            cells = (width - 1) // len(shown)
            frames = [self._frame(look, cells, height - 1) for look in shown]
            lines += [Strip.join([Strip([Segment(" ", self.rich_style)]), *row]) for row in zip(*frames, strict=True)]
        return [line.adjust_cell_length(width, self.rich_style) for line in (*lines, *[Strip([])] * (height - len(lines)))]

    def _shown(self, width: int) -> list[LookProgress]:
        current = next((number for number, look in enumerate(self._looks) if look.state is LookState.CURRENT), len(self._looks) - 1)
        return [self._looks[number] for number in in_view(len(self._looks), current, max(width // _LEAST_CELLS, 1))]

    def _frame(self, look: LookProgress, cells: int, rows: int) -> list[Strip]:
        """Return the lines of one look's frame, `cells` wide."""
        wide = round(2 * rows * WIDE_PER_HIGH)
        room = max(cells - wide - 2, 1)
        words = [*wrapped(look.title, room, rows - 1), standing(look)[:room]]
        part = {LookState.DONE: "done", LookState.CURRENT: "current"}.get(look.state, "rest")
        style = self.get_component_rich_style(f"film-strip--{part}")
        beside = [f" {line.ljust(room)}" for line in [*words, *[""] * rows][:rows]]
        picture = self._picture(look, wide, rows)
        return [Strip([*line, Segment(text, style)]).adjust_cell_length(cells, self.rich_style) for line, text in zip(picture, beside, strict=True)]

    def _picture(self, look: LookProgress, wide: int, rows: int) -> list[list[Segment]]:
        newest = next((picture.rgb for picture in reversed(self._pictures) if picture.look == look.name), None)
        if newest is not None:
            return segments(cells_of(in_few(np.ascontiguousarray(shrunk(newest, wide, 2 * rows)), depth_of(self.app))))
        empty: Style = self.get_component_rich_style("film-strip--empty")
        mark = SHAPES[look.state].center(wide)
        return [[Segment(mark if row == rows // 2 else " " * wide, empty)] for row in range(rows)]
