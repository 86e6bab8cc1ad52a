from __future__ import annotations

import pytest
from textual.app import App

from guidance.widgets.colour_depth import Depth, depth, depth_of


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Depth.TRUE),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, Depth.TRUE),
        ({"TERM": "xterm-direct"}, Depth.TRUE),
        ({"OS": "Windows_NT"}, Depth.TRUE),
        ({"TERM": "xterm-256color"}, Depth.INDEXED),
        ({"TERM": "tmux-256color", "TMUX": "0,1,0"}, Depth.INDEXED),
        ({"TERM": "xterm-kitty", "SSH_CONNECTION": "10.0.0.2 5 10.0.0.1 22"}, Depth.INDEXED),
        ({"TERM": "xterm"}, Depth.SIXTEEN),
        ({"TERM": "linux"}, Depth.SIXTEEN),
        ({}, Depth.SIXTEEN),
        ({"TERM": "vt220"}, Depth.NONE),
        ({"TERM": "xterm-mono"}, Depth.NONE),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Depth.NONE),
        ({"OS": "Windows_NT", "NO_COLOR": "1"}, Depth.NONE),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": ""}, Depth.TRUE),
    ],
)
def test_a_terminal_is_known_by_what_its_environment_says(environ: dict[str, str], shown: Depth) -> None:
    assert depth(environ) is shown


async def test_a_picture_of_the_screen_has_every_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app: App[None] = App()
    async with app.run_test():
        assert depth_of(app) is Depth.TRUE
