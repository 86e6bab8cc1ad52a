"""A program run in a terminal of its own that takes all it is given."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COLUMNS, ROWS = 120, 40


def in_terminal(command: Sequence[str], until: Callable[[bytearray], bool] | None = None) -> int:
    """Run a command to its end, or until what it wrote is enough and Ctrl-C ends it; return how many bytes it wrote until then."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LINES": str(ROWS), "COLUMNS": str(COLUMNS), "NORTHLIGHT_PICTURE": "blocks"}
        os.environ.pop("NO_COLOR", None)
        # `env NAME=VALUE` before a command says otherwise.
        os.execvp(command[0], list(command))  # noqa: S606 - a program, named by us
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    written, count = bytearray(), 0
    while chunk := _read(terminal):
        count += len(chunk)
        if until is not None:
            written += chunk
            if until(written):
                break
    if until is not None:
        with suppress(OSError):
            os.write(terminal, b"\x03")
        Thread(target=_drain, args=(terminal,), daemon=True).start()
    os.waitpid(child, 0)
    os.close(terminal)
    return count


def _read(terminal: int) -> bytes:
    """Return what came next; nothing once the program has ended."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""


def _drain(terminal: int) -> None:
    while _read(terminal):
        pass
