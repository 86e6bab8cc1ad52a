from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import pytest
from a_camera import EvenCamera
from PIL import Image
from textual.widgets import Input, Static

from capture.camera import CameraInfo, open_source
from guidance.app import Shell
from guidance.preview import Preview
from guidance.screens.help import HelpScreen
from guidance.screens.setup import FIND_LIGHT, LOOK_AFTER, Choices, SetupScreen
from guidance.widgets.form import Choice, Tick
from guidance.widgets.half_blocks import HALF_BLOCK
from guidance.widgets.headline import Headline
from guidance.widgets.sound_check import SPOKEN
from guidance.widgets.viewfinder import Viewfinder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from capture.camera import Source
    from guidance.snapshot import Cue

CAMERAS = [CameraInfo(0, "Locked", trouble="you have no permission to use it"), CameraInfo(1, "Logitech C920"), CameraInfo(2, "Integrated")]
PROFILES = [("classic", "Classic headshot"), ("linkedin", "LinkedIn")]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])


class Listening:
    """A voice that remembers what it was to say."""

    def __init__(self, notice: str | None = None) -> None:
        self.notice = notice
        self.said: list[str | None] = []

    def play(self, cue: Cue) -> None:
        self.said.append(cue.clip)

    def close(self) -> None:
        """Nothing is open."""


def opened(spec: str) -> Source:
    return EvenCamera(f"Camera {spec} ({CAMERAS[int(spec)].name})") if spec.isdecimal() else open_source(spec, paced=True)


def setup(cameras: list[CameraInfo] = CAMERAS, voice: Listening | None = None) -> Shell[Choices]:
    """Return the app on the screen, with these cameras."""
    EvenCamera.held.clear()
    return Shell(SetupScreen(lambda: list(cameras), lambda spec, after: Preview(spec, opened, after), PROFILES, voice))


def headline(app: Shell[Choices]) -> str:
    return app.screen.query_one(Headline).words


def page(app: Shell[Choices]) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def said(app: Shell[Choices], where: str) -> str:
    return str(app.screen.query_one(where, Static).render())


async def until(pilot: Pilot[Choices], seen: Callable[[], bool]) -> None:
    give_up_s = monotonic() + 30
    while not seen():
        assert monotonic() < give_up_s, "the screen never showed it"
        await pilot.pause(0.02)


async def until_ready(pilot: Pilot[Choices]) -> None:
    await until(pilot, lambda: headline(pilot.app) == "Press Enter to start" and "▀" in page(pilot.app))


def let_go(app: Shell[Choices]) -> None:
    shown = app._first.shown
    if shown is not None:
        shown.close()
        shown.join()


@SIZES
def test_the_screen_looks_as_it_did(size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    app = setup(voice=Listening())
    assert snap_compare(app, terminal_size=size, run_before=until_ready)
    let_go(app)


@SIZES
def test_without_a_camera_it_looks_as_it_did(size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    async def shown(pilot: Pilot[Choices]) -> None:
        await until(pilot, lambda: headline(pilot.app) == "No camera yet")

    voice = Listening("There is no sound: this machine has no sound device to play on. Connect one.")
    assert snap_compare(setup([], voice), terminal_size=size, run_before=shown)


@SIZES
def test_its_help_looks_as_it_did(size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    async def opened(pilot: Pilot[Choices]) -> None:
        await until(pilot, lambda: headline(pilot.app) == "No camera yet")
        await pilot.press("f1")
        await pilot.pause()

    assert snap_compare(setup([]), terminal_size=size, run_before=opened)


async def test_what_was_found_of_the_feed_stands_under_its_picture() -> None:
    class Filtered(Preview):
        @property
        def feed(self) -> str:
            return "a program filters skin (sure) and room (sure)"

    EvenCamera.held.clear()
    app: Shell[Choices] = Shell(SetupScreen(lambda: list(CAMERAS), lambda spec, after: Filtered(spec, opened, after), PROFILES, Listening()))
    async with app.run_test(size=(80, 24)) as pilot:
        await until_ready(pilot)
        wanted = "Camera 1 (Logitech C920) · a program filters skin (sure) and room (sure)"
        await until(pilot, lambda: wanted in " ".join(" ".join(line[:38] for line in page(app).splitlines()).split()))
    let_go(app)


async def test_enter_starts_with_the_first_camera_that_can_be_used() -> None:
    app = setup()
    async with app.run_test(size=(80, 24)) as pilot:
        await until_ready(pilot)
        assert "Camera 1 (Logitech C920)" in page(app)
        await pilot.press("enter")
        await pilot.pause()
        assert not app.is_running
    assert app.return_value == Choices("1", "classic")
    let_go(app)
    assert EvenCamera.held == set()


async def test_the_palette_offers_what_the_keys_here_do() -> None:
    app = setup([])
    async with app.run_test() as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        offered = {command.title: command.help for command in app.get_system_commands(app.screen)}
    assert offered["Look again"] == "look for cameras again"
    assert "Yes, heard" not in offered, "nothing was asked"
    assert any(title.startswith("Colours") for title in offered)


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_names_every_key_here_and_any_key_closes_it(key: str) -> None:
    app = setup([])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        offered = {binding.binding.tooltip for binding in app.screen.active_bindings.values() if binding.enabled and binding.node is app.screen} - {""}
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        words = str(app.screen.query_one("#help Static", Static).render())
        assert {"begin the sitting", "take the next profile", "leave without a sitting"} <= offered
        assert all(does in words for does in offered)
        assert app.screen.query_one("#help").max_scroll_y == 0, "all of it is seen at once"
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, SetupScreen)
        assert app.is_running


async def test_a_question_mark_in_an_address_is_a_letter() -> None:
    app = setup([])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        await pilot.press("a", "question_mark")
        await pilot.pause()
        assert isinstance(app.screen, SetupScreen)
        assert app.screen.query_one(Input).value == "?"


async def test_nothing_starts_before_there_is_a_picture() -> None:
    app = setup([])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        await pilot.press("enter")
        await pilot.click("#start")
        assert app.is_running
        assert "waits for a picture" in page(app)
        await pilot.press("q")
    assert app.return_value is None


async def test_another_camera_and_another_profile_by_their_keys() -> None:
    app = setup()
    async with app.run_test(size=(120, 40)) as pilot:
        await until_ready(pilot)
        await pilot.press("c", "p")
        await until(pilot, lambda: "Camera 2 (Integrated)" in page(app))
        await pilot.press("enter")
    assert app.return_value == Choices("2", "linkedin")
    let_go(app)


async def test_by_mouse_alone() -> None:
    app = setup()
    async with app.run_test(size=(120, 40)) as pilot:
        await until_ready(pilot)
        await pilot.click("#profile", offset=(30, 0))
        await pilot.click("#camera", offset=(30, 0))
        await until(pilot, lambda: "Camera 2 (Integrated)" in page(app))
        await pilot.click("#start")
    assert app.return_value == Choices("2", "linkedin")
    let_go(app)


async def test_a_camera_that_can_not_be_opened_says_why_and_another_can_be_chosen() -> None:
    EvenCamera.held.clear()
    app = setup()
    EvenCamera.held.add("Camera 1 (Logitech C920)")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: headline(app) == "No picture")
        assert "Camera 1 (Logitech C920) is in use. Close the other program." in said(app, "#trouble")
        await pilot.press("c")
        await until_ready(pilot)
        assert app.screen.query_one("#camera", Choice).value == "2"
    let_go(app)


async def test_r_finds_a_camera_that_was_plugged_in_since() -> None:
    there: list[CameraInfo] = []
    app = setup(there)
    app._first._cameras = lambda: list(there)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        there.append(CAMERAS[1])
        await pilot.press("r")
        await until(pilot, lambda: app.screen.query_one("#camera", Choice).value == "1")
    let_go(app)


async def test_an_address_is_typed_shown_and_started(tmp_path: Path) -> None:
    path = tmp_path / "even.png"
    Image.fromarray(np.full((36, 64, 3), 90, np.uint8)).save(path)
    app = setup([])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        await pilot.press("a")
        app.screen.query_one(Input).value = str(path)
        await pilot.press("q", "backspace", "enter")
        await until_ready(pilot)
        await pilot.press("enter")
    assert app.return_value == Choices(str(path), "classic")


async def test_escape_leaves_the_address_and_the_footer_says_so() -> None:
    app = setup([])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        assert "Esc Back" not in page(app)
        await pilot.press("a")
        await until(pilot, lambda: "Esc Back" in page(app))
        await pilot.press("q", "escape")
        await until(pilot, lambda: "Esc Back" not in page(app))
        assert app.is_running
        assert app.screen.query_one(Input).value == "q"


async def test_a_wrong_address_says_what_would_be_right() -> None:
    app = setup([])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        await pilot.press("a")
        app.screen.query_one(Input).value = "192.168.1.20:8080"
        await pilot.press("enter")
        await until(pilot, lambda: headline(app) == "No picture")
        assert "write http://192.168.1.20:8080" in said(app, "#trouble")


async def test_the_sound_check_plays_a_sentence_and_asks() -> None:
    voice = Listening()
    app = setup(voice=voice)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_ready(pilot)
        await pilot.press("y")
        assert "press s" in page(app), "nothing was asked yet"
        await pilot.press("s")
        await pilot.pause()
        assert voice.said == [f"{SPOKEN}.1"]
        assert headline(app) == "Did you hear it? y or n"
        await pilot.press("n")
        await pilot.pause()
        assert "✗ not heard" in page(app)
        assert "volume" in page(app)
        await pilot.press("s", "y")
        await pilot.pause()
        assert "✓ heard" in page(app)
        assert headline(app) == "Press Enter to start"
    let_go(app)


async def test_where_there_is_no_sound_the_screen_says_why_and_asks_nothing() -> None:
    voice = Listening("There is no sound: this machine has no sound device.")
    app = setup(voice=voice)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_ready(pilot)
        await pilot.press("s")
        await pilot.pause()
        assert "no sound device" in said(app, "#sound-words")
        assert voice.said == []
        assert headline(app) == "Press Enter to start"
    let_go(app)


async def test_silence_that_was_asked_for_is_no_fault() -> None:
    app = setup()
    async with app.run_test(size=(80, 24)) as pilot:
        await until_ready(pilot)
        assert "off, as --no-voice asks" in page(app)
    let_go(app)


@pytest.mark.parametrize("size", [(20, 8), (60, 20), (60, 60), (80, 24), (120, 40)])
async def test_the_whole_list_can_be_reached_by_arrow_keys(size: tuple[int, int]) -> None:
    app = setup([])
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: headline(app) == "No camera yet")
        for _ in range(4):
            await pilot.press("down")
        for _ in (*LOOK_AFTER, FIND_LIGHT):
            await pilot.press("space", "down")
        assert all(tick.ticked for tick in app.screen.query(Tick))
        assert app.focused is not None
        assert app.focused.id == "start"
        await pilot.pause()
        assert "Start" in page(app)


async def test_what_breaks_a_preview_is_no_sentence_but_our_fault() -> None:
    def broken(_spec: str) -> Source:
        raise ZeroDivisionError

    screen = SetupScreen(lambda: CAMERAS[1:], lambda spec, after: Preview(spec, broken, after), PROFILES, None)
    app: Shell[Choices] = Shell(screen)
    async with app.run_test() as pilot:
        await until(pilot, lambda: not app.is_running)
    assert isinstance(app.broken, ZeroDivisionError)


async def test_the_picture_is_painted_whole_after_another_program_had_the_terminal() -> None:
    app = setup()
    async with app.run_test(size=(80, 24)) as pilot:
        await until_ready(pilot)
        let_go(app)
        viewfinder = app.screen.query_one(Viewfinder)
        columns, rows = viewfinder.size
        viewfinder._painter.text()
        assert viewfinder._painter.text() == ""
        app.app_resume_signal.publish(app)
        await pilot.pause()
        assert viewfinder._painter.text().count(HALF_BLOCK) == columns * rows


async def test_the_search_for_the_light_can_come_first() -> None:
    app = setup()
    async with app.run_test(size=(80, 24)) as pilot:
        await until_ready(pilot)
        await pilot.press("l", "enter")
        await pilot.pause()
    assert app.return_value is not None
    assert app.return_value.find_light
    let_go(app)
