"""A terminal of the tests' own: a program runs in a pseudo-terminal as its controlling one, and what it left behind is read from what it sent.

It is forked from a process that has loaded everything already: most of what it takes is its own work then, and no library's start.
"""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import pty
import re
import struct
import sys
import termios
from contextlib import suppress
from multiprocessing import forkserver
from select import select
from threading import Event, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Self

import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

FOREIGN = ("NO_COLOR", "COLORTERM", "TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "TERM_PROGRAM", "COLUMNS", "LINES", "NORTHLIGHT_PICTURE")
"""What the terminal in which the tests are started says of itself."""

TRUE_COLOUR = re.compile(rb"[34]8;2;")
ANY_COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m")

_MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_QUESTIONS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
"""What a program asks, and what this terminal answers: where the cursor is, and that it can hold a frame back until it is whole."""
_OFF = {1049: "alternate screen", 1000: "mouse", 1002: "mouse", 1003: "mouse", 1006: "mouse", 1015: "mouse", 1016: "mouse", 1004: "focus"} | {
    2004: "bracketed paste",
    2026: "synchronised output",
    2048: "resizing in band",
}
_ON = {25: "cursor", 7: "wrapping"}
_TITLE = re.compile(rb"\x1b\][012];")


def _run(name: str, environ: dict[str, str], program: Callable[..., int], arguments: tuple[str, ...]) -> None:
    """Be the program that terminal `name` runs, in a process of its own."""
    os.setsid()
    end = os.open(name, os.O_RDWR)
    fcntl.ioctl(end, termios.TIOCSCTTY, 0)
    for descriptor in range(3):
        os.dup2(end, descriptor)
    sys.stdin = sys.__stdin__ = os.fdopen(0, closefd=False)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", buffering=1, closefd=False)
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", buffering=1, closefd=False)
    os.environ.clear()
    os.environ.update(environ)
    os._exit(program(*arguments))


class Terminal:
    """Runs `program`, which returns its exit code, in a terminal of (columns, rows), with `environ` added to ours, until the block's end."""

    def __init__(self, program: Callable[..., int], *arguments: object, size: tuple[int, int] = (80, 24), environ: dict[str, str] | None = None) -> None:
        self.size = size
        self.sent = b""
        self._here, self._there = pty.openpty()
        self.resize(*size)
        self._before = termios.tcgetattr(self._there)
        ours = {key: value for key, value in os.environ.items() if key not in FOREIGN} | {"TERM": "xterm-256color", **(environ or {})}
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([program.__module__])
        with pytest.MonkeyPatch.context() as patched:
            # Python 3.11's server does not take over where its modules are.
            patched.setenv("PYTHONPATH", os.pathsep.join(sys.path))
            forkserver.ensure_running()
        self.program = context.Process(target=_run, args=(os.ttyname(self._there), ours, program, tuple(map(str, arguments))), daemon=True)
        self.program.start()
        self._over = Event()
        self._reader = Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.program.kill()
        self.program.join()
        self.hang_up()
        os.close(self._there)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window so large; the program is told by SIGWINCH, as always."""
        self.size = (columns, rows)
        fcntl.ioctl(self._there, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._here, keys.encode())

    def send(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.program.pid or 0, number)

    def hang_up(self) -> None:
        """Close the terminal, as its window's cross does."""
        if not self._over.is_set():
            self._over.set()
            self._reader.join(5)
            os.close(self._here)

    def until(self, seen: Callable[[], bool] | bytes, most_s: float = 60.0) -> None:
        """Wait until something was sent, or is so; raises AssertionError where it never came."""
        give_up_s = monotonic() + most_s
        while not (seen in self.sent if isinstance(seen, bytes) else seen()):
            assert monotonic() < give_up_s, f"{seen!r} never came, and last {self.sent[-300:]!r}"
            sleep(0.02)

    def wait(self, most_s: float = 60.0) -> int:
        """Wait for the program's end and for all that it sent, and return its exit code."""
        self.program.join(most_s)
        code = self.program.exitcode
        assert code is not None, f"it never ended, and last {self.sent[-300:]!r}"
        length = -1
        while length != len(self.sent):
            length = len(self.sent)
            sleep(0.05)
        return code

    def left_on(self) -> list[str]:
        """Return what the program changed and did not change back."""
        modes = {int(number): found[2] == b"h" for found in _MODES.finditer(self.sent) for number in found[1].split(b";")}
        found = [name for number, name in _OFF.items() if modes.get(number)]
        found += [f"no {name}" for number, name in _ON.items() if not modes.get(number, True)]
        found += ["keyboard protocol"] * (self.sent.count(b"\x1b[>") != self.sent.count(b"\x1b[<u"))
        found += ["title"] * bool(_TITLE.search(self.sent))
        drawn, removed = self.sent.rfind(b"\x1b_Ga=T"), self.sent.rfind(b"\x1b_Ga=d")
        found += ["picture"] * (drawn > removed)
        return found + ["line settings"] * (termios.tcgetattr(self._there) != self._before)

    def drawn(self) -> bytes:
        """Return what was sent while the program had the screen."""
        return self.sent.partition(b"\x1b[?1049h")[2].partition(b"\x1b[?1049l")[0]

    def lines(self, since: int = 0) -> list[str]:
        """Return the screen as an emulator draws what was sent from byte `since` on."""
        screen = pyte.Screen(*self.size)
        # Sequences that pyte does not know would be drawn.
        known = re.sub(rb"\x1b\[\?\d+\$p|\x1b\[[<>=][\d;]*u|\x1b_G[^\x1b]*\x1b\\", b"", self.sent[since:])
        pyte.ByteStream(screen).feed(known)
        return [str(line) for line in screen.display]

    def _read(self) -> None:
        with suppress(OSError):  # Linux's way to say that the other end is closed
            while not self._over.is_set():
                if not select([self._here], [], [], 0.05)[0]:
                    continue
                got = os.read(self._here, 1 << 16)
                self.sent += got
                for question, answer in _QUESTIONS.items():
                    if question in got:
                        os.write(self._here, answer * got.count(question))
