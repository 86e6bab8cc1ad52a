from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from select import select
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import pytest
from picture_terminal import kitty_commands
from readings import reading
from screen_samples import SampleSitting, prompt, sitting, snapshot, svg

from capture.errors import CameraError
from capture.types import Frame
from guidance.app import NorthlightApp
from guidance.light_ring import Ring
from guidance.profile import load
from guidance.prompts import prompt as catalogue_prompt
from guidance.rules import judge
from guidance.screens.live import LiveScreen
from guidance.snapshot import Command, KeptPicture, Phase
from guidance.themes import THEMES
from guidance.widgets.kitty import SHARED_MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLASSIC = load("classic")
LIVE = """
import sys
import numpy as np
from readings import reading
from screen_samples import prompt, sitting
from guidance.app import NorthlightApp
rgb = np.zeros((100, 100, 3), np.uint8)
rgb[:, :50] = (250, 0, 0)
rgb[:, 50:] = (0, 0, 250)
sys.exit(0 if NorthlightApp(sitting(rgb)).run() is None else 3)
"""


SIZES = [(80, 24), (120, 40), (200, 60)]
# An even picture: how a library rounds its pixels is not these tests' business.
EVEN = np.full((360, 640, 3), (72, 84, 92), np.uint8)
GREY = (KeptPicture("straight", np.full((80, 64, 3), (150, 132, 120), np.uint8)),)
RING = Ring((None,) * 6 + tuple(0.05 * sector for sector in range(10)) + (0.95, 0.9) + (None,) * 6, 105.0, 67.5)
STATES: dict[str, dict[str, object]] = {
    "finding": {"phase": Phase.FINDING, "ring": RING, "prompt": prompt("Turn back to your left")},
    "seeking": {"notices": ("The disk is full.",)},
    "holding": {"phase": Phase.HOLDING, "hold_frac": 0.6, "beats_left": 3},
    "shooting": {"phase": Phase.SHOOTING, "hold_frac": 1.0, "beats_left": 1, "prompt": None},
    "self-timer": {"timer_left_s": 2},
    "taken": {"prompt": catalogue_prompt("taken"), "pictures": GREY},
    "kept": {"phase": Phase.RESTING, "prompt": None, "pictures": GREY},
    "paused": {"phase": Phase.PAUSED, "pictures": GREY},
    "done": {"phase": Phase.DONE, "pictures": GREY},
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40", "200x60"])
@pytest.mark.parametrize("state", STATES)
def test_the_screen_looks_as_it_did(state: str, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(NorthlightApp(sitting(EVEN, **STATES[state])), terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40", "200x60"])
@pytest.mark.parametrize("framed", [False, True], ids=["starting", "loading"])
def test_the_start_looks_as_it_did(size: tuple[int, int], snap_compare: Callable[..., bool], *, framed: bool) -> None:
    sample = SampleSitting()
    if framed:
        sample.frames.put(Frame(0, 0.0, EVEN))
    assert snap_compare(NorthlightApp(sample), terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40", "200x60"])
def test_the_help_looks_as_it_did(size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(NorthlightApp(sitting(EVEN)), terminal_size=size, press=("f1",))


@pytest.mark.parametrize("keys", [("f",), ("ctrl+t",), ("ctrl+t", "ctrl+t"), ("g", "z")], ids=["big", "light", "blue and orange", "overlays"])
def test_the_screen_looks_as_it_did_after_keys(keys: tuple[str, ...], snap_compare: Callable[..., bool]) -> None:
    seen = reading(360)
    findings = judge(seen, CLASSIC, CLASSIC.looks[0])
    app = NorthlightApp(sitting(EVEN, reading=seen, findings=findings, pictures=GREY, phase=Phase.HOLDING, hold_frac=0.6, beats_left=3))
    assert snap_compare(app, terminal_size=(120, 40), press=keys)


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
async def test_the_sitter_can_quit(key: str) -> None:
    app = NorthlightApp(sitting())
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert not app.is_running
    assert app.return_value is None
    assert app.return_code == 0


async def test_the_error_that_broke_the_sitting_is_handed_back() -> None:
    error = CameraError("Camera 0 gave no picture for 10 s.", "Plug it in again.")
    sample = sitting()
    app = NorthlightApp(sample)
    async with app.run_test() as pilot:
        sample.screen.close(error)
        await pilot.pause(0.5)
        assert not app.is_running
    assert app.return_value is error
    assert app.return_code == 1


async def test_a_sitting_that_is_over_closes_the_screen() -> None:
    sample = sitting()
    app = NorthlightApp(sample)
    async with app.run_test() as pilot:
        sample.screen.close()
        await pilot.pause(0.5)
        assert not app.is_running
    assert app.return_value is None


async def test_closing_words_stay_when_the_sitting_closes_and_then_go_by_themselves() -> None:
    sample = sitting(phase=Phase.DONE)
    app = NorthlightApp(sample, goodbye_s=1.0)
    async with app.run_test() as pilot:
        sample.screen.close()
        await pilot.pause(0.3)
        assert app.is_running
        await pilot.pause(0.9)
        assert not app.is_running
    assert app.return_value is None


async def test_the_screen_can_be_saved_as_a_picture() -> None:
    picture = await svg((80, 24))
    assert "Getting&#160;ready" in picture
    # The drawn wall's lit part, in six bits a channel.
    assert "#968e75" in picture


async def test_control_t_goes_round_the_themes() -> None:
    app = NorthlightApp(sitting())
    async with app.run_test(size=(80, 24)) as pilot:
        seen = [app.theme]
        for _ in THEMES:
            await pilot.press("ctrl+t")
            seen.append(app.theme)
    assert seen == [*(theme.name for theme in THEMES), THEMES[0].name]


async def test_the_palette_offers_our_commands_and_no_others() -> None:
    sample = sitting()
    app = NorthlightApp(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        offered = [command.title for command in app.get_system_commands(app.screen)]
        assert len(set(offered)) == len(offered)
        assert set(offered) >= {"Pause", "Take now", "Big picture", "Zebra", "Quit", "Help", "Colours: light"}
        assert "Theme" not in offered
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"light", "enter")
        await pilot.pause(0.5)
        assert app.theme == "light"
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"take now", "enter")
        await pilot.pause(0.5)
        assert isinstance(app.screen, LiveScreen)
    asked = [sample.commands.get_nowait() for _ in range(sample.commands.qsize())]
    assert asked[:3] == [Command.WAIT, Command.GO_ON, Command.WAIT], "the sitting waits while the palette is open"
    assert sorted(asked[3:]) == [Command.GO_ON, Command.TAKE_NOW]


@contextmanager
def live(**environment: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the screen in a terminal of its own; gives the terminal's other end, and the program."""
    here, there = pty.openpty()
    tests = Path(__file__).parents[1]
    paths = os.pathsep.join([str(tests), str(tests.parent), *filter(None, sys.path)])
    ours = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TMUX", "STY", "SSH_CONNECTION", "SSH_TTY")}
    ours |= {"PYTHONPATH": paths, "TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "80", "LINES": "24", **environment}
    program = subprocess.Popen([sys.executable, "-c", LIVE], stdin=there, stdout=there, stderr=there, env=ours, cwd=tests)
    os.close(there)
    try:
        yield here, program
    finally:
        program.kill()
        program.wait()
        os.close(here)


def test_a_real_terminal_gets_the_mirrored_picture_and_q_ends_it() -> None:
    with live(NORTHLIGHT_PICTURE="blocks") as (here, program):
        screen = read_until(here, b"Help", "▀".encode())
        os.write(here, b"q")
        read_until(here)
        assert program.wait(timeout=20) == 0
    blue, red = b"38;2;0;0;250", b"38;2;250;0;0"
    rows = [row for row in re.split(rb"\x1b\[\d+;\d+H|\n", screen) if blue in row]
    assert len(rows) >= 14
    assert all(row.index(blue) < row.index(red) for row in rows)


@pytest.mark.skipif(not SHARED_MEMORY.is_dir(), reason="shared memory is a folder on Linux only")
def test_a_terminal_with_pictures_of_its_own_gets_them_and_is_left_without() -> None:
    with live(NORTHLIGHT_PICTURE="", TERM="xterm-kitty") as (here, program):
        drawn = kitty_commands(read_until(here, b",t=s;", b"Help", b"\x1b8").decode(errors="replace"))
        os.write(here, b"?")
        covered = kitty_commands(read_until(here, b"a=d", b"takes itself").decode(errors="replace"))
        os.write(here, b"x")
        again = kitty_commands(read_until(here, b",t=s;", b"\x1b8").decode(errors="replace"))
        os.write(here, b"q")
        end = read_until(here)
        assert program.wait(timeout=20) == 0
        assert not list(SHARED_MEMORY.glob(f"northlight-{program.pid}-*"))
    for command in (drawn[-1], again[-1]):
        assert command.keys["a"] == "T"
        assert command.picture is not None
        row = command.picture[len(command.picture) // 2].tolist()
        assert row.index([0, 0, 250]) < row.index([250, 0, 0])
    assert covered[-1].keys["a"] == "d"
    assert end.rindex(b"\x1b_Ga=d") < end.index(b"\x1b[?1049l")
    assert b"a=T" not in end[end.rindex(b"\x1b_Ga=d") :]


def read_until(terminal: int, *words: bytes) -> bytes:
    """Return what the terminal was sent up to the last of `words` to come, or to the program's end."""
    text, give_up_s = b"", monotonic() + 30
    while not words or not all(word in text for word in words):
        ready, _, _ = select([terminal], [], [], max(0.0, give_up_s - monotonic()))
        assert ready, f"that never came, and last {text[-200:]!r}"
        try:
            got = os.read(terminal, 65536)
        except OSError:  # Linux's way to say that the other end is closed
            return text
        if not got:
            return text
        text += got
    return text


async def test_a_snapshot_without_findings_looks_or_light_is_shown() -> None:
    bare = snapshot(looks=(), findings=(), prompt=None)
    sample = sitting()
    sample.screen.put(replace(bare, reading=replace(bare.reading, light=None)))
    app = NorthlightApp(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
    assert "Getting ready" in text
    assert "Light" not in text
