from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from select import select
from typing import TYPE_CHECKING

import numpy as np
import pytest
from screen_samples import sitting, snapshot, svg

from capture.errors import CameraError
from guidance.app import THEME, NorthlightApp
from guidance.snapshot import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

LIVE = """
import sys
import numpy as np
from screen_samples import sitting
from guidance.app import NorthlightApp
rgb = np.zeros((100, 100, 3), np.uint8)
rgb[:, :50] = (250, 0, 0)
rgb[:, 50:] = (0, 0, 250)
sys.exit(0 if NorthlightApp(sitting(rgb)).run() is None else 3)
"""


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])
def test_the_screen_looks_as_it_did(size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    # An even picture: how a library rounds its pixels is not this test's business.
    app = NorthlightApp(sitting(np.full((360, 640, 3), (72, 84, 92), np.uint8), phase=Phase.HOLDING, hold_frac=0.6))
    assert snap_compare(app, terminal_size=size)


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


def luminance(colour: str) -> float:
    codes = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("name", ["success", "warning", "foreground", "primary", "quiet"])
def test_words_are_legible_on_every_ground(name: str) -> None:
    colour = THEME.variables.get(name) or getattr(THEME, name)
    for ground in (THEME.background, THEME.surface, THEME.panel):
        assert ground is not None
        # WCAG 2.1 asks for 4.5; a glance from a metre wants more.
        assert (luminance(colour) + 0.05) / (luminance(ground) + 0.05) > 5.5


def test_a_real_terminal_gets_the_mirrored_picture_and_q_ends_it() -> None:
    here, there = pty.openpty()
    tests = Path(__file__).parents[1]
    paths = os.pathsep.join([str(tests), str(tests.parent), *filter(None, sys.path)])
    environment = {**os.environ, "PYTHONPATH": paths, "TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "80", "LINES": "24"}
    environment.pop("NO_COLOR", None)
    program = subprocess.Popen([sys.executable, "-c", LIVE], stdin=there, stdout=there, stderr=there, env=environment, cwd=tests)
    os.close(there)
    try:
        screen = read_until(here, b"Help")
        os.write(here, b"q")
        read_until(here, None)
        assert program.wait(timeout=20) == 0
    finally:
        program.kill()
        program.wait()
        os.close(here)
    blue, red = b"38;2;0;0;250", b"38;2;250;0;0"
    rows = [row for row in re.split(rb"\x1b\[\d+;\d+H|\n", screen) if blue in row]
    assert len(rows) >= 14
    assert all(row.index(blue) < row.index(red) for row in rows)


def read_until(terminal: int, word: bytes | None) -> bytes:
    """Return what the terminal was sent up to `word`, or to the program's end."""
    text = b""
    while word is None or word not in text or "▀".encode() not in text:
        ready, _, _ = select([terminal], [], [], 30)
        assert ready, f"the program went silent after {text[-200:]!r}"
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
