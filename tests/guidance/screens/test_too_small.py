from __future__ import annotations

from screen_samples import sitting

from guidance.app import NorthlightApp
from guidance.screens.live import LiveScreen
from guidance.screens.too_small import SMALLEST, TooSmallScreen
from guidance.snapshot import Command


async def test_a_window_in_which_nothing_can_be_read_says_so_and_the_sitting_waits() -> None:
    sample = sitting()
    app = NorthlightApp(sample)
    async with app.run_test(size=(60, 12)) as pilot:
        for size, small in (((19, 5), True), ((20, 4), True), ((8, 3), True), (SMALLEST, False), ((1, 1), True), ((80, 24), False)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert isinstance(app.screen, TooSmallScreen) is small, size
            if size == (19, 5):
                assert any("Enlarge this window" in strip.text for strip in app.screen._compositor.render_strips())
        assert isinstance(app.screen, LiveScreen)
        assert len(app.screen_stack) == 1
    asked = [sample.commands.get_nowait() for _ in range(sample.commands.qsize())]
    assert asked == [Command.WAIT, Command.GO_ON] * 2


async def test_it_can_be_left_from_there() -> None:
    app = NorthlightApp(sitting())
    async with app.run_test(size=(10, 2)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TooSmallScreen)
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running
    assert app.return_code == 0
