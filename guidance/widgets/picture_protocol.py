"""How this terminal is given the live picture: as half-block cells, or by a protocol of its own for pictures."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from capture.errors import NorthlightError

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTING = "NORTHLIGHT_PICTURE"


class Protocol(Enum):
    """A way to draw a picture in a terminal."""

    BLOCKS = "blocks"
    KITTY = "kitty"
    KITTY_SHARED = "kitty, through shared memory"
    ITERM2 = "iterm2"


_SAID = {"blocks": Protocol.BLOCKS, "kitty": Protocol.KITTY_SHARED, "iterm2": Protocol.ITERM2}
_BY_PROGRAM = {
    "ghostty": Protocol.KITTY_SHARED,
    # WezTerm reads no shared memory, and its JPEG is a tenth of kitty's bytes.
    "WezTerm": Protocol.ITERM2,
    "iTerm.app": Protocol.ITERM2,
}


def choose(environ: Mapping[str, str]) -> Protocol:
    """Return the protocol for the terminal that this environment tells of, without asking it: one that does not know the question may stay silent.

    `NORTHLIGHT_PICTURE` (blocks, kitty, iterm2) overrules what is found. Over SSH, in a multiplexer and on Windows half-blocks are the fast way, or the
    only one. Raises NorthlightError where the setting is none of the three.
    """
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    said = environ.get(SETTING, "")
    if said and said not in _SAID:
        raise NorthlightError(f"{SETTING} is {said!r}; it can be {', '.join(_SAID)}.", "Change it, or unset it: the terminal is then recognised.")
    if said:
        found = _SAID[said]
    elif remote or _multiplexed(environ) or environ.get("OS") == "Windows_NT":
        return Protocol.BLOCKS
    # Each terminal says its own TERM; KITTY_WINDOW_ID is handed down to whatever other terminal is started from kitty, which would stay blank.
    elif environ.get("TERM") in ("xterm-kitty", "xterm-ghostty"):
        found = Protocol.KITTY_SHARED
    else:
        found = _BY_PROGRAM.get(environ.get("TERM_PROGRAM", ""), Protocol.BLOCKS)
    return Protocol.KITTY if remote and found is Protocol.KITTY_SHARED else found


def _multiplexed(environ: Mapping[str, str]) -> bool:
    """Return whether another program stands between here and the terminal, which would not pass pictures on."""
    return any(environ.get(name) for name in ("TMUX", "STY", "ZELLIJ")) or environ.get("TERM", "").startswith(("screen", "tmux"))
