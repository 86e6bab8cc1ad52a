from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from picture_terminal import Recorder, iterm2_pictures, kitty_commands
from screen_samples import drawn_face, sitting
from textual.app import App, ComposeResult
from textual.color import Color
from textual.events import CursorPosition
from textual.screen import ModalScreen
from textual.widgets import Static

from capture.errors import NorthlightError
from capture.types import Frame
from guidance.app import NorthlightApp
from guidance.widgets.half_blocks import HALF_BLOCK, halved, mirrored
from guidance.widgets.in_step import ON_THE_WAY, QUESTION
from guidance.widgets.painter import Painter
from guidance.widgets.viewfinder import Viewfinder

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from capture.types import Rgb

FACE = drawn_face()
MARGIN = (16, 20, 24)


class PictureApp(App[None]):
    CSS = "Static { height: 2 } Viewfinder { width: 100%; height: 1fr; background: #101418; }"
    broken: Exception | None = None

    def compose(self) -> ComposeResult:
        yield Static("words above")
        yield Viewfinder()

    def _handle_exception(self, error: Exception) -> None:
        self.broken = error
        self.exit()


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TMUX", "STY", "TERM_PROGRAM", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NORTHLIGHT_PICTURE", "kitty")
    # Through the line: a test that fails leaves no shared memory behind.
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.2 50000 10.0.0.1 22")
    monkeypatch.setattr("guidance.widgets.placed_picture.cell_px", lambda: (8.0, 16.0))


async def sent(app: App[None], pilot: Pilot[None], *frames: Rgb) -> str:
    """Return what the terminal is sent from now on while these frames are shown."""
    driver = app._driver
    assert isinstance(driver, Recorder)
    before = len(driver.sent)
    for rgb in frames:
        app.query_one(Viewfinder).show(Frame(0, 0.0, rgb))
        await pilot.pause()
    await pilot.pause()
    return "".join(driver.sent[before:])


async def test_the_terminal_is_sent_the_mirrored_picture_over_the_widgets_cells() -> None:
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        text = await sent(app, pilot, FACE)
        driver = app._driver
        assert isinstance(driver, Recorder)
        # In the same write as the cells under it.
        assert sum("\x1b_G" in write and " " * 40 in write for write in driver.sent) == 1
    (command,) = kitty_commands(text)
    assert (command.keys["c"], command.keys["r"]) == ("40", "10")
    assert "\x1b7\x1b[3;1H\x1b_G" in text
    assert HALF_BLOCK not in text
    assert command.picture is not None
    assert (command.picture == mirrored(FACE, (320, 160), MARGIN, halved)[0]).all()


async def test_each_frame_replaces_the_one_before_and_sends_no_cells() -> None:
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        await sent(app, pilot, FACE)
        text = await sent(app, pilot, FACE // 2, FACE // 3)
    first, second = kitty_commands(text)
    assert first.picture is not None
    assert second.picture is not None
    assert (first.picture == mirrored(FACE // 2, (320, 160), MARGIN, halved)[0]).all()
    assert (second.picture == mirrored(FACE // 3, (320, 160), MARGIN, halved)[0]).all()
    assert first.keys == second.keys
    assert " " * 40 not in text


async def test_marks_are_drawn_as_large_as_in_half_blocks() -> None:
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        await sent(app, pilot, FACE)
        app.query_one(Viewfinder).toggle_thirds()
        (command,) = kitty_commands(await sent(app, pilot))
    plain, _ = mirrored(FACE, (320, 160), MARGIN, halved)
    assert command.picture is not None
    marked = (command.picture != plain).any(axis=2)
    # Two lines a third of a cell thick each way, in a picture 284 px wide.
    assert [marked.all(axis=0).sum(), (marked.sum(axis=1) > 280).sum()] == [4, 4]


async def test_a_screen_above_takes_the_picture_away_and_gets_half_blocks_under_it() -> None:
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        viewfinder = app.query_one(Viewfinder)
        await sent(app, pilot, FACE)
        driver = app._driver
        assert isinstance(driver, Recorder)
        before = len(driver.sent)
        await app.push_screen(ModalScreen())
        viewfinder.show(Frame(0, 0.0, FACE // 2))
        await pilot.pause()
        covered = "".join(driver.sent[before:])
        assert [command.keys["a"] for command in kitty_commands(covered)] == ["d"]
        assert HALF_BLOCK in covered[covered.index("\x1b_Ga=d") :]
        before = len(driver.sent)
        app.pop_screen()
        await pilot.pause()
        (command,) = kitty_commands("".join(driver.sent[before:]))
    assert command.picture is not None
    assert (command.picture == mirrored(FACE // 2, (320, 160), MARGIN, halved)[0]).all()


async def test_a_hidden_viewfinder_and_a_new_size_leave_no_picture_behind() -> None:
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        viewfinder = app.query_one(Viewfinder)
        await sent(app, pilot, FACE)
        viewfinder.display = False
        assert [command.keys["a"] for command in kitty_commands(await sent(app, pilot))] == ["d"]
        viewfinder.display = True
        assert {command.keys["a"] for command in kitty_commands(await sent(app, pilot))} == {"T"}
        app.query_one(Static).styles.height = 4
        gone, drawn = kitty_commands(await sent(app, pilot))
    assert (gone.keys["a"], drawn.keys["a"], drawn.keys["r"]) == ("d", "T", "8")


async def test_a_viewfinder_that_only_moves_takes_its_picture_along() -> None:
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        app.query_one(Viewfinder).styles.height = 6
        await sent(app, pilot, FACE)
        app.query_one(Static).styles.height = 3
        text = await sent(app, pilot)
    assert "\x1b7\x1b[4;1H\x1b_Ga=T" in text


async def test_the_end_of_the_program_takes_the_picture_away_and_nothing_brings_it_back() -> None:
    app = NorthlightApp(sitting(FACE))
    app.driver_class = Recorder
    async with app.run_test(headless=False, size=(80, 24)) as pilot:
        await pilot.pause()
        driver = app._driver
        assert isinstance(driver, Recorder)
        await pilot.press("q")
    commands = kitty_commands("".join(driver.sent))
    assert [command.keys["a"] for command in commands][-2:] == ["T", "d"]
    assert [command.keys["a"] for command in commands].count("d") == 1


async def test_iterm2_gets_jpegs() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORTHLIGHT_PICTURE", "iterm2")
        app = PictureApp(driver_class=Recorder)
        async with app.run_test(headless=False, size=(40, 12)) as pilot:
            (command,) = iterm2_pictures(await sent(app, pilot, FACE))
    assert (command.keys["width"], command.keys["height"]) == ("40", "10")
    assert command.picture is not None
    assert cv2.PSNR(np.ascontiguousarray(command.picture), mirrored(FACE, (320, 160), MARGIN, halved)[0]) > 30


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("COLORTERM", "")])
async def test_fewer_colours_get_half_blocks(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        text = await sent(app, pilot, FACE)
    assert not kitty_commands(text)
    assert HALF_BLOCK in text


async def test_without_a_terminal_there_are_only_half_blocks() -> None:
    app = PictureApp()
    async with app.run_test(size=(40, 12)) as pilot:
        viewfinder = app.query_one(Viewfinder)
        viewfinder.show(Frame(0, 0.0, FACE))
        await pilot.pause()
        lines = viewfinder.render_lines(viewfinder.size.region)
    assert all(set(line.text) == {HALF_BLOCK} for line in lines)


async def test_where_no_picture_is_drawn_the_painters_text_is_sent_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHLIGHT_PICTURE", "blocks")
    painter = Painter()
    painter.place(0, 2)
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        await sent(app, pilot, FACE)
        texts = [await sent(app, pilot, FACE // 2), await sent(app, pilot, FACE // 3)]
    for rgb, text in zip((FACE, FACE // 2, FACE // 3), (None, *texts), strict=True):
        painter.show(mirrored(rgb, (40, 20), MARGIN)[0])
        expected = painter.text()
        if text is not None:
            assert text.replace(QUESTION, "").removesuffix("\x1b[1;1H") == expected != ""


async def test_a_setting_that_means_nothing_ends_the_screen_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHLIGHT_PICTURE", "sixel")
    app = PictureApp(driver_class=Recorder)
    await asyncio.wait_for(app.run_async(size=(40, 12)), 20)
    assert isinstance(app.broken, NorthlightError)
    assert "sixel" in str(app.broken)


async def test_new_colours_reach_the_margins_of_a_picture() -> None:
    app = PictureApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        await sent(app, pilot, FACE)
        app.query_one(Viewfinder).styles.background = Color(240, 240, 240)
        app.refresh_css()
        (command,) = kitty_commands(await sent(app, pilot))
    assert command.picture is not None
    assert command.picture[0, 0].tolist() == [240, 240, 240]


class AnsweringApp(PictureApp):
    """The program's own way from the terminal's answer to the picture."""

    on_cursor_position = NorthlightApp.on_cursor_position


@pytest.mark.parametrize("picture", ["kitty", "blocks"])
async def test_a_slow_terminal_is_sent_no_picture_before_it_has_drawn_those_on_their_way(monkeypatch: pytest.MonkeyPatch, picture: str) -> None:
    monkeypatch.setenv("NORTHLIGHT_PICTURE", picture)
    frames = [np.full((90, 160, 3), 20 * index, np.uint8) for index in range(12)]
    app = AnsweringApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        text = await sent(app, pilot, *frames[:6])
        assert text.count(QUESTION) == ON_THE_WAY, "one that has answered nothing is asked, and sent all"
        for _ in range(ON_THE_WAY):
            app.post_message(CursorPosition(0, 11))
        text = await sent(app, pilot, *frames[:5])
        assert text.count(QUESTION) == ON_THE_WAY
        quiet = await sent(app, pilot, frames[9], frames[11])
        assert QUESTION not in quiet
        assert "220;220;220" not in quiet
        driver = app._driver
        assert isinstance(driver, Recorder)
        before = len(driver.sent)
        app.post_message(CursorPosition(0, 11))
        await pilot.pause()
        await pilot.pause()
        text = "".join(driver.sent[before:])
        assert text.count(QUESTION) == 1, "then the newest comes, and only it"
        if picture == "blocks":
            assert "220;220;220" in text
            assert "180;180;180" not in text
        else:
            assert [command.picture.max() for command in kitty_commands(text) if command.picture is not None] == [220]


async def test_an_answer_that_comes_while_something_is_open_over_the_picture_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHLIGHT_PICTURE", "blocks")
    frames = [np.full((90, 160, 3), 20 * index, np.uint8) for index in range(12)]
    app = AnsweringApp(driver_class=Recorder)
    async with app.run_test(headless=False, size=(40, 12)) as pilot:
        await sent(app, pilot, *frames[:2])
        app.post_message(CursorPosition(0, 11))
        app.post_message(CursorPosition(0, 11))
        viewfinder = app.query_one(Viewfinder)
        await sent(app, pilot, *frames[:3])
        await app.push_screen(ModalScreen())
        for _ in range(ON_THE_WAY):
            app.post_message(CursorPosition(0, 11))
        await pilot.pause()
        await app.pop_screen()
        await pilot.pause()
        assert viewfinder is app.query_one(Viewfinder)
        text = await sent(app, pilot, frames[11])
        assert "220;220;220" in text, "the picture goes on at once"
