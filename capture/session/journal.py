"""What happened in a sitting, one JSON object a line, only ever added to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from capture import atomic
from capture.errors import SessionError, in_utf8
from capture.plain_file import from_json, read_plain

if TYPE_CHECKING:
    from pathlib import Path


class Journal:
    """The open journal of a sitting. A line that could not be written stays in memory and goes out before the next one.

    Raises SessionError where a link is in its place: who follows it writes elsewhere.
    """

    def __init__(self, path: Path) -> None:
        atomic.refuse_link(path, SessionError)
        self._path = path
        self._waiting: list[bytes] = []
        self._name_lasts = path.exists()
        if self._name_lasts:
            self._cut_torn_line()

    def add(self, event: str, t_s: float | None, fields: dict[str, object]) -> None:
        """Add one line: the event, the source's time in seconds (None where there is none) and whatever else.

        Raises SessionError; the line then waits.
        """
        # Names of files may hold bytes that are no letters, which JSON has no place for.
        told = {key: in_utf8(value) if isinstance(value, str) else value for key, value in fields.items()}
        self._waiting.append(msgspec.json.encode({"event": event, "t_s": t_s, **told}, enc_hook=str) + b"\n")
        self.flush()

    def flush(self) -> None:
        """Write the lines that wait. Raises SessionError, and leaves the file as it was."""
        if not self._waiting:
            return
        data = b"".join(self._waiting)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), atomic.PRIVATE_FILE)
            with os.fdopen(handle, "ab", buffering=0) as file:
                if not self._name_lasts:
                    atomic.sync_folder(self._path.parent)
                    self._name_lasts = True
                self._append(file.fileno(), data)
        except OSError as reason:
            raise atomic.explained(reason, self._path, SessionError, need_bytes=len(data)) from reason
        self._waiting.clear()

    @staticmethod
    def _append(handle: int, data: bytes) -> None:
        """Write all of `data` at the file's end, or nothing of it."""
        size = os.fstat(handle).st_size
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise

    def _cut_torn_line(self) -> None:
        """Remove a last line without an end: a write that was cut off, which the next line would otherwise be glued to."""
        try:
            data = read_plain(self._path)
            if data and not data.endswith(b"\n"):
                os.truncate(self._path, data.rfind(b"\n") + 1)
        except OSError as reason:
            raise atomic.explained(reason, self._path, SessionError) from reason


def read_journal(path: Path) -> list[dict[str, object]]:
    """Return the events of a journal in order; a missing file has none, and a torn last line is left out. Raises SessionError."""
    try:
        lines = read_plain(path).split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as reason:
        raise atomic.explained(reason, path, SessionError) from reason
    events: list[dict[str, object]] = []
    # What follows the last line end is empty or torn.
    for number, line in enumerate(lines[:-1], 1):
        try:
            events.append(from_json(line, dict[str, object]))
        except msgspec.DecodeError as reason:
            raise SessionError(f"Line {number} of {path} is damaged: {reason}.", "Remove that line; the photographs don't need it.") from reason
    return events
