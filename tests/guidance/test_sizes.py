"""Every screen in windows of every shape: nothing breaks, every line is as wide as the window, and what is to be done can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reviewed import a_sitting
from screen_samples import sitting
from terminal_runs import screens

from guidance.app import NorthlightApp
from guidance.light_ring import Ring
from guidance.snapshot import Phase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZES = [(20, 5), (21, 8), (40, 5), (20, 24), (39, 14), (40, 15), (71, 21), (72, 22), (109, 37), (110, 38), (20, 100), (300, 5), (159, 79), (300, 100)]
"""The smallest, the largest, the longest, and both sides of each width and height at which a screen is laid out anew."""
RING = Ring((None,) * 6 + tuple(0.05 * sector for sector in range(10)) + (0.95, 0.9) + (None,) * 6, 105.0, 67.5)
READ = {
    "live": ("your left",),
    "holding": ("your left",),
    "finding": ("your left",),
    "done": ("looks", "photographs"),
    "big": ("your left",),
    "palette": ("Search", "▔"),
    "setup": ("No camera yet",),
    "review": ("001 Straight",),
    "export": ("set", "Set"),
    "help": ("into the lens",),
}
"""What stands on the screen in words, where it is not written in large letters."""
KEYS = {"big": "f", "palette": "ctrl+p"}
STATES: dict[str, dict[str, object]] = {
    "holding": {"phase": Phase.HOLDING, "hold_frac": 0.6, "beats_left": 3, "notices": ("The disk is full.",)},
    "finding": {"phase": Phase.FINDING, "ring": RING},
    "done": {"phase": Phase.DONE},
}
LARGE = set("▘▝▖▌▞▛▗▚▐▜▄▙▟█")
"""What large letters are made of, and pictures are not."""


@pytest.mark.parametrize("name", READ)
async def test_a_screen_fits_every_window(name: str, tmp_path: Path) -> None:
    known: dict[str, Callable[[], NorthlightApp]] = screens(a_sitting(tmp_path / "sitting"))
    app = known[name]() if name in known else NorthlightApp(sitting(**STATES.get(name, {})))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*([KEYS[name]] if name in KEYS else []))
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            assert [strip.cell_length for strip in strips] == [size[0]] * size[1], size
            text = " ".join(" ".join(strip.text for strip in strips).split())
            in_letters = sum(bool(set(strip.text) & LARGE) for strip in strips) > 2
            assert any(words.lower() in text.lower() for words in READ[name]) or in_letters, (size, text)
        assert app.is_running
    assert app.broken is None
