"""Files that a stranger may have left: read only where they are files, of a size that such files have, and understood without endless nesting.

A pipe would be waited for without end, a device never ends, and a folder or a socket is none; each is refused with an OSError, as what can't be read is.
"""

from __future__ import annotations

import errno
import os
import stat
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

    _Kind = TypeVar("_Kind")

MOST_PICTURE_BYTES = 1_000_000_000
"""Pictures without loss from a camera of 100 megapixels are 600 MB."""
MOST_TEXT_BYTES = 100_000_000
"""The journal of a day's sitting is 10 MB."""

MOST_LEVELS = 20
"""No table of ours has more than five."""


def read_plain(path: Path, *, most_bytes: int = MOST_PICTURE_BYTES) -> bytes:
    """Return a file's bytes. Raises OSError where it can't be read, is something else than a file, or has more than `most_bytes`."""
    try:
        # Looked at before it is opened: opening alone wakes some devices.
        _refuse_unless_file(path.stat().st_mode, path)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as reason:  # a NUL in the name
        raise OSError(errno.ENOENT, "that is no name of a file", str(path)) from reason
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        _refuse_unless_file(status.st_mode, path)
        # What the system makes up, as below /proc, says nothing of its size.
        data = file.read(most_bytes + 1) if status.st_size <= most_bytes else b""
        if status.st_size > most_bytes or len(data) > most_bytes:
            raise OSError(errno.EFBIG, f"it is larger than {most_bytes / 1e6:.0f} MB", str(path))
        return data


def read_text(path: Path) -> str:
    """Return a file's text. Raises OSError as `read_plain`, and UnicodeDecodeError where it is not UTF-8."""
    return read_plain(path, most_bytes=MOST_TEXT_BYTES).decode("utf-8")


def from_json(data: bytes, kind: type[_Kind]) -> _Kind:
    """Return what JSON holds. Raises msgspec.DecodeError whatever is wrong with it."""
    try:
        return msgspec.json.decode(data, type=kind)
    except RecursionError as reason:
        raise msgspec.DecodeError("it is nested without end") from reason
    except UnicodeError as reason:
        raise msgspec.DecodeError("it is not UTF-8 text") from reason


def from_toml(text: str) -> dict[str, Any]:
    """Return the table that TOML holds. Raises tomllib.TOMLDecodeError whatever is wrong with it."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as reason:
        raise tomllib.TOMLDecodeError("it is nested without end") from reason
    except ValueError as reason:  # a number of thousands of digits, a 30th of February
        raise tomllib.TOMLDecodeError(f"it has a value that is none ({str(reason).partition(';')[0]})") from reason
    if _nested(table):
        raise tomllib.TOMLDecodeError(f"it is nested more than {MOST_LEVELS} levels deep")
    return table


def _nested(table: dict[str, Any]) -> bool:
    """Return whether tables and lists stand deeper in each other than anyone means."""
    level: list[Any] = [table]
    for _ in range(MOST_LEVELS):
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _refuse_unless_file(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is no plain file", str(path))
