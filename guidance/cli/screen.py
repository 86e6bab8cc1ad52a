"""Runs a Textual app from the command line: only in a terminal, ended by signals in order, and with what broke it raised."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from capture.errors import NorthlightError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from guidance.app import Shell

R = TypeVar("R")


def need_terminal() -> None:
    """Raise NorthlightError where no screen can be drawn."""
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise NorthlightError("The screen needs a terminal, and this is none.", "Add --headless for lines of text.")
    if os.environ.get("TERM", "dumb") in ("", "dumb"):
        raise NorthlightError("This terminal can't draw a screen (TERM is dumb or empty).", "Use another terminal, or add --headless for lines of text.")


def show(app: Shell[R]) -> R | None:
    """Show the app until it ends and return its result; raise what broke it."""
    with signals_to(app.end):
        result = app.run()
    if app.broken is not None:
        raise app.broken
    return result


@contextmanager
def signals_to(end: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C, SIGTERM and a closed terminal end things in order, with what was taken, for the length of the block."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        end()

    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, ask) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
