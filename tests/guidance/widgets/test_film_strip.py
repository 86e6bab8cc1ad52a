from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from screen_samples import LOOKS, snapshot
from textual.app import App, ComposeResult
from textual.geometry import Region

from guidance.snapshot import KeptPicture, LookProgress, LookState, Snapshot
from guidance.widgets.film_strip import FilmStrip, heading, wrapped

RED = KeptPicture("straight", np.full((80, 64, 3), (252, 0, 0), np.uint8))
BLUE = KeptPicture("straight", np.full((80, 64, 3), (0, 0, 252), np.uint8))


class FilmApp(App[None]):
    CSS = "FilmStrip { width: 100%; height: 6; } .film-strip--empty { background: #222222; }"

    def compose(self) -> ComposeResult:
        yield FilmStrip()


async def shown(of: Snapshot, width: int = 100) -> tuple[list[str], set[tuple[int, ...]]]:
    """Return the strip's lines and the colours of its pictures."""
    app = FilmApp()
    async with app.run_test(size=(width, 8)) as pilot:
        film = app.query_one(FilmStrip)
        film.show(of)
        await pilot.pause()
        strips = film.render_lines(Region(0, 0, width, 6))
    assert [strip.cell_length for strip in strips] == [width] * 6
    colours = {tuple(part.style.color.get_truecolor()) for strip in strips for part in strip if "▀" in part.text and part.style and part.style.color}
    return [strip.text for strip in strips], colours


async def test_each_look_has_its_frame_with_title_shape_and_count() -> None:
    lines, colours = await shown(snapshot(95.0), 150)
    text = "\n".join(lines)
    assert lines[0].strip().startswith("1 of 5 looks   4 kept   1:35   set: up to ")
    assert [title for title in ("Straight on", "Three-quarter left", "Warm smile") if title not in text] == []
    assert [standing for standing in ("✓ 3 kept", "▶ now, 1 kept", "· to do", "– skipped") if standing not in text] == []
    assert colours == set()


async def test_the_newest_picture_of_a_look_fills_its_frame_and_one_taken_back_leaves_it() -> None:
    assert (await shown(snapshot(pictures=(RED, BLUE))))[1] == {(0, 0, 255)}
    assert (await shown(snapshot(pictures=(RED,))))[1] == {(255, 0, 0)}


async def test_where_room_is_short_the_current_look_stays_in_view() -> None:
    looks = tuple(LookProgress(str(n), f"L{n}", LookState.CURRENT if n == 7 else LookState.TO_DO, 0) for n in range(9))
    lines, _ = await shown(snapshot(looks=looks), width=54)
    assert [f"L{n}" in "\n".join(lines) for n in range(9)] == [n in {6, 7, 8} for n in range(9)]


async def test_no_looks_leave_the_heading() -> None:
    lines, _ = await shown(snapshot(looks=()))
    assert lines[0].strip() == "0 of 0 looks   0 kept   0:12"


@pytest.mark.parametrize(
    ("title", "width", "rows", "lines"),
    [
        ("Three-quarter left", 14, 3, ["Three-quarter", "left"]),
        ("Straight on, neutral", 30, 3, ["Straight on, neutral"]),
        ("One two three four", 5, 2, ["One", "two …"]),
        ("Unbreakable", 5, 2, ["Unbr…"]),
    ],
)
def test_titles_break_between_words_and_say_when_they_are_cut(title: str, width: int, rows: int, lines: list[str]) -> None:
    assert wrapped(title, width, rows) == lines


def test_the_set_is_promised_only_once_there_is_something_to_make_it_of() -> None:
    none_kept = tuple(replace(look, shots=0) for look in LOOKS)
    assert heading(none_kept, 0.0, 5) == "1 of 5 looks   0 kept   0:00"
    assert heading(LOOKS, 0.0, 5).endswith("set: up to 22 files")
