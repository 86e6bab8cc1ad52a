"""How many colours this terminal shows, by what its environment says of it."""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App


class Depth(Enum):
    """The colours of a terminal."""

    NONE = "none"
    SIXTEEN = "16"
    INDEXED = "256"
    TRUE = "16 million"


_WITHOUT = ("vt1", "vt2", "vt3", "vt4", "vt5")
"""DEC's terminals, up to the last of which (VT525, and only that one) showed no colour."""


def depth(environ: Mapping[str, str]) -> Depth:
    """Return the colours of the terminal that this environment tells of.

    `NO_COLOR` overrules all, where it is set and not empty (no-color.org). `COLORTERM` is not handed on by ssh: there most terminals tell of 256.
    """
    term = environ.get("TERM", "").lower()
    if environ.get("NO_COLOR") or term.startswith(_WITHOUT) or term.endswith(("-m", "-mono")):
        return Depth.NONE
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct") or environ.get("OS") == "Windows_NT":
        return Depth.TRUE
    return Depth.INDEXED if term.endswith(("-256color", "-kitty", "-ghostty")) else Depth.SIXTEEN


def depth_of(app: App[Any]) -> Depth:
    """Return the colours of the app's terminal; all of them where there is none, and a picture is made of the screen."""
    return Depth.TRUE if app.is_headless or app.is_web else depth(os.environ)
