from __future__ import annotations

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from guidance.widgets.kept_lines import KeptLines


class Clock(KeptLines):
    """Says how often it was drawn."""

    DEFAULT_CSS = "Clock { height: 2; width: 100%; }"
    times = 0

    def _draw_lines(self, width: int, height: int) -> list[Strip]:
        self.times += 1
        return [Strip([Segment(f"{self.times}".ljust(width), self.rich_style)], width)] * height


class ClockApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Clock()
        yield Static("beside it", id="beside")


async def test_lines_are_drawn_again_for_news_another_size_and_other_colours_alone() -> None:
    app = ClockApp()
    async with app.run_test(size=(20, 6)) as pilot:
        clock, beside = app.query_one(Clock), app.query_one("#beside", Static)
        await pilot.pause()
        drawn = clock.times
        for words in ("painted", "again", "and again"):
            beside.update(words)
            await pilot.pause()
        assert clock.times == drawn, "another widget is painted"
        clock.refresh()
        await pilot.pause()
        assert clock.times == drawn + 1
        assert clock.render_lines(Region(0, 0, 20, 2))[1].text.strip() == str(clock.times)
        before = clock.render_lines(Region(0, 0, 20, 2))[0].render(app.console)
        app.theme = "textual-light"
        await pilot.pause()
        after = clock.render_lines(Region(0, 0, 20, 2))[0].render(app.console)
        assert clock.times > drawn + 1
        assert before.replace(str(drawn + 1), "") != after.replace(str(clock.times), "")
        await pilot.resize_terminal(9, 6)
        await pilot.pause()
        assert {line.cell_length for line in clock.render_lines(Region(0, 0, 9, 2))} == {9}


async def test_a_part_of_the_lines_can_be_had() -> None:
    app = ClockApp()
    async with app.run_test(size=(20, 6)):
        (line,) = app.query_one(Clock).render_lines(Region(0, 1, 5, 1))
        assert line.cell_length == 5
