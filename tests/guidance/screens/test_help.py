from __future__ import annotations

import pytest
from screen_samples import sitting
from textual.widgets import Static

from guidance.app import NorthlightApp
from guidance.screens.help import KEYS, MEANINGS, HelpScreen
from guidance.screens.live import LiveScreen
from guidance.snapshot import Command, Phase


@pytest.mark.parametrize("opener", ["question_mark", "f1"])
async def test_help_opens_on_its_keys_and_any_key_closes_it(opener: str) -> None:
    sample = sitting()
    app = NorthlightApp(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(opener)
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
    asked = [sample.commands.get_nowait() for _ in range(sample.commands.qsize())]
    assert asked == [Command.WAIT, Command.GO_ON], "the sitting waits, and the key that closes the help takes no photograph"


async def test_help_names_every_key_there_is() -> None:
    app = NorthlightApp(sitting())
    async with app.run_test(size=(80, 24)) as pilot:
        shown = {binding.binding.key for binding in app.screen.active_bindings.values()}
        await pilot.press("f1")
        await pilot.pause()
        words = str(app.screen.query_one("#help Static", Static).render())
        assert app.screen.query_one("#help").max_scroll_y == 0, "all of it is seen at once in the usual smallest terminal"
    # Textual's own for moving between widgets and for copying text, of which there are none; and the usual ones to end any program.
    others = {"tab", "shift+tab", "ctrl+i", "ctrl+c", "super+c", "ctrl+q"}
    assert shown - others == set(MEANINGS)
    assert all(does in words for _, does in KEYS)


async def test_control_c_ends_the_sitting_from_the_help_too() -> None:
    app = NorthlightApp(sitting())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        await pilot.press("ctrl+c")
        await pilot.pause()
    assert app.return_code == 0


async def test_where_the_help_is_longer_than_the_screen_it_scrolls() -> None:
    app = NorthlightApp(sitting())
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        panel = app.screen.query_one("#help")
        assert panel.max_scroll_y > 0
        await pilot.press("pagedown")
        await pilot.pause(0.5)
        assert isinstance(app.screen, HelpScreen)
        assert panel.scroll_y > 0
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)


async def test_a_sitting_that_is_over_is_not_asked_to_wait() -> None:
    sample = sitting(phase=Phase.DONE)
    app = NorthlightApp(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1", "x")
        await pilot.pause()
    assert sample.commands.empty()
