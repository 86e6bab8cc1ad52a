"""The program's own command line, which everybody on a computer can read (`ps`): the logins in it are made unreadable."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path

_LOGIN = re.compile(rb"://([^/\0@]*)@|://[^\0?]*\?([^\0]*)")
"""User and password in an address, and its query: some cameras take the password there."""
_START_FIELD = 47
"""In /proc/self/stat, counted from 0: where the command line stands in memory (proc(5), `arg_start`)."""
_PROCESS = Path("/proc/self")


def hide_logins() -> None:
    """Write stars over what is secret in the addresses on the command line, on Linux; Python has its own copy. It stays in the shell's history."""
    if sys.platform != "linux" or not any("://" in word for word in sys.orig_argv):
        return
    with suppress(OSError, ValueError, IndexError):
        line = (_PROCESS / "cmdline").read_bytes()
        start = int(_after_the_name((_PROCESS / "stat").read_text(encoding="utf-8", errors="replace"))[_START_FIELD - 2])
        with (_PROCESS / "mem").open("r+b", buffering=0) as memory:
            for found in _LOGIN.finditer(line):
                place = found.span(found.lastindex or 1)
                memory.seek(start + place[0])
                memory.write(b"*" * (place[1] - place[0]))


def _after_the_name(stat: str) -> list[str]:
    """Return the fields behind the program's name, which may hold blanks."""
    return stat.rpartition(")")[2].split()
