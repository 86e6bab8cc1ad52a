"""Runs a Textual app from the command line: only in a terminal, ended by signals in order, and with what broke it raised."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from guidance.cli.streams import has_blocks, quiet_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from guidance.app import Shell

R = TypeVar("R")


def with_or_without(options: argparse.Namespace) -> argparse.Namespace:
    """Return the options, `headless` where no screen can be drawn, after saying why on the error stream: a pipe gets lines of text."""
    lacking = missing()
    if options.headless or lacking is None:
        return options
    print(f"{lacking} Lines of text instead, as --headless gives them.", file=sys.stderr, flush=True)
    return argparse.Namespace(**{**vars(options), "headless": True})


def missing() -> str | None:
    """Return what a screen lacks, in words; None where it lacks nothing."""
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        return "A screen needs a terminal, and this is none."
    if os.environ.get("TERM", "dumb") in ("", "dumb"):
        return "This terminal can't draw a screen (TERM is dumb or empty)."
    if not has_blocks(sys.stdout):
        return f"A screen is drawn with letters that {sys.stdout.encoding} lacks (LANG=C.UTF-8 has them)."
    return None


def show(app: Shell[R]) -> R | None:
    """Show the app until it ends and return its result; raise what broke it."""
    with signals_to(app.end), quiet_screen():
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
