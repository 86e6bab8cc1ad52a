from __future__ import annotations

import numpy as np
import pytest
from textual.app import App, ComposeResult

from guidance.widgets.picture_area import PictureArea


class Grey(PictureArea):
    def fill(self, level: int) -> None:
        self._level = level
        self._there = True
        self.redraw()

    def _drawn(self, size_px: tuple[int, int]) -> np.ndarray:
        return np.full((size_px[1], size_px[0], 3), self._level, np.uint8)


class Showing(App[None]):
    CSS = "Grey { height: 100%; }"

    def compose(self) -> ComposeResult:
        yield Grey("Nothing yet")


async def test_words_stand_there_until_there_is_a_picture_and_it_follows_the_size() -> None:
    app = Showing()
    async with app.run_test(size=(30, 5)) as pilot:
        area = app.query_one(Grey)
        assert [line.text.strip() for line in area.render_lines(area.size.region)] == ["", "", "Nothing yet", "", ""]
        area.fill(80)
        await pilot.pause()
        assert area.render_lines(area.size.region)[2].text == "▀" * 30
        await pilot.resize_terminal(20, 4)
        await pilot.pause()
        lines = area.render_lines(area.size.region)
        assert [line.text for line in lines] == ["▀" * 20] * 4
        assert lines[0]._segments[0].style is not None
        assert lines[0]._segments[0].style.color is not None
        assert lines[0]._segments[0].style.color.triplet == (81, 81, 81), "six bits of each channel, the upper ones again below"


def test_what_is_drawn_is_the_widgets_own_business() -> None:
    with pytest.raises(NotImplementedError):
        PictureArea()._drawn((2, 2))
