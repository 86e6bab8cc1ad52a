from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from guidance.widgets.block_letters import letters
from guidance.widgets.headline import Headline


class HeadlineApp(App[None]):
    CSS = "Headline { width: 100%; height: 100%; }"

    def compose(self) -> ComposeResult:
        yield Headline()


@pytest.mark.parametrize(("size", "drawn"), [((80, 3), True), ((120, 7), True), ((80, 1), False), ((20, 3), False)])
async def test_words_are_as_large_as_there_is_room(size: tuple[int, int], *, drawn: bool) -> None:
    app = HeadlineApp()
    async with app.run_test(size=size):
        headline = app.query_one(Headline)
        headline.show("Press Enter to start", "$success")
        shown = headline.render().plain
    assert shown == ("\n".join(letters("Press Enter to start", *size) or ()) if drawn else "Press Enter to start")
