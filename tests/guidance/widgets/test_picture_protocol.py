from __future__ import annotations

import pytest

from capture.errors import NorthlightError
from guidance.widgets.picture_protocol import Protocol, choose

KITTY = {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1", "COLORTERM": "truecolor"}
SSH = {"SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22"}
FORCED = "NORTHLIGHT_PICTURE"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, Protocol.BLOCKS),
        (KITTY, Protocol.KITTY_SHARED),
        ({"TERM": "xterm-kitty"}, Protocol.KITTY_SHARED),
        # Started from kitty, which hands its variables down.
        ({"TERM": "alacritty", "KITTY_WINDOW_ID": "3"}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "3"}, Protocol.BLOCKS),
        ({"TERM": "xterm-kitty", "TERM_PROGRAM": "iTerm.app"}, Protocol.KITTY_SHARED),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, Protocol.KITTY_SHARED),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, Protocol.KITTY_SHARED),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Protocol.ITERM2),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, Protocol.ITERM2),
    ],
)
def test_a_terminal_is_known_by_its_environment(environ: dict[str, str], expected: Protocol) -> None:
    assert choose(environ) is expected


@pytest.mark.parametrize(
    "between", [SSH, {"SSH_TTY": "/dev/pts/3"}, {"TMUX": "/run/tmux,1,0"}, {"STY": "4.pts"}, {"ZELLIJ": "0"}, {"TERM": "tmux-256color"}, {"OS": "Windows_NT"}]
)
@pytest.mark.parametrize("terminal", [KITTY, {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}])
def test_what_stands_between_gets_half_blocks(terminal: dict[str, str], between: dict[str, str]) -> None:
    assert choose(terminal | between) is Protocol.BLOCKS


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        (KITTY | {FORCED: "blocks"}, Protocol.BLOCKS),
        ({FORCED: "kitty"}, Protocol.KITTY_SHARED),
        ({FORCED: "kitty", "TMUX": "x"}, Protocol.KITTY_SHARED),
        (SSH | {FORCED: "kitty"}, Protocol.KITTY),
        (SSH | {FORCED: "iterm2"}, Protocol.ITERM2),
        (KITTY | {FORCED: "iterm2"}, Protocol.ITERM2),
        (KITTY | {FORCED: ""}, Protocol.KITTY_SHARED),
    ],
)
def test_the_setting_overrules_what_is_found(environ: dict[str, str], expected: Protocol) -> None:
    assert choose(environ) is expected


def test_a_setting_that_means_nothing_is_told() -> None:
    with pytest.raises(NorthlightError, match=r"NORTHLIGHT_PICTURE is 'sixel'; it can be blocks, kitty, iterm2\. Change it, or unset it"):
        choose({FORCED: "sixel"})
