"""Keeps the noise of native libraries off the terminal and in the log.

TensorFlow Lite, absl and FFmpeg write to file descriptor 2 whatever they are told, over whatever is on the screen; others may write to 1. Python's own standard
error, and Textual, which paints there on Linux, are moved to a copy of it first.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import platformdirs

from capture.errors import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

LOG_LIMIT_BYTES = 2_000_000


class _Visible:
    """A text stream to which the names and words of strangers are printed: what a terminal would obey is shown instead."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(visible(text))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else a stream has
        return getattr(self._stream, name)


@contextmanager
def visible_output() -> Iterator[None]:
    """Show what is printed, for the length of the block, on streams that are there again afterwards."""
    before = sys.stdout
    sys.stdout = cast("TextIO", _Visible(before))
    try:
        yield
    finally:
        sys.stdout = before


def log_path() -> Path:
    """Return the log's path; its folder is there if it can be."""
    folder = Path(platformdirs.user_log_dir("northlight", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(os.devnull).parent
        return folder / "null"
    return folder / "northlight.log"


@contextmanager
def quiet_natives() -> Iterator[None]:
    """Send what native code writes to standard error into the log, for the length of the block."""
    path = log_path()
    try:
        sys.stderr.flush()
        saved = os.dup(2)
        log = os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if _too_long(path) else os.O_APPEND), 0o600)
    except (OSError, ValueError, AttributeError):  # no standard error, or no place for a log: then the noise is the lesser evil
        yield
        return
    before = (sys.stderr, sys.__stderr__)
    errors = _stream(saved)
    # Where errors go to a file (`2>errors`), the screen is still painted on the terminal.
    screen = _stream(1) if os.isatty(1) and not os.isatty(saved) else errors
    try:
        os.dup2(log, 2)
        sys.stderr = errors
        sys.__stderr__ = screen  # type: ignore[misc, assignment]  # Textual paints on this one
        yield
    finally:
        with suppress(OSError):  # the terminal may have been closed
            errors.flush()
        os.dup2(saved, 2)
        sys.stderr, sys.__stderr__ = before  # type: ignore[misc]
        for stream in {errors, screen}:
            with suppress(OSError):
                stream.close()
        os.close(saved)
        os.close(log)


@contextmanager
def quiet_screen() -> Iterator[None]:
    """Send what native code writes to standard output where that on standard error goes, for the length of the block: a screen is drawn meanwhile."""
    try:
        sys.stdout.flush()
        saved = os.dup(1)
    except (OSError, ValueError, AttributeError):  # no standard output
        yield
        return
    before, sized = sys.__stdout__, _stream(saved)
    try:
        os.dup2(2, 1)
        sys.__stdout__ = sized  # type: ignore[misc, assignment]  # Textual asks this one how large the terminal is
        yield
    finally:
        os.dup2(saved, 1)
        sys.__stdout__ = before  # type: ignore[misc]
        sized.close()
        os.close(saved)


def write_what_can_be_written() -> None:
    """Have letters that the output's encoding lacks replaced by question marks, for good, instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not has_blocks(stream):
            stream.reconfigure(errors="replace")


def has_blocks(stream: TextIO) -> bool:
    """Return whether the stream's encoding has what a screen is drawn with."""
    try:
        "▀…✓".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _stream(descriptor: int) -> TextIO:
    """Return a text stream on a copy of a file descriptor."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    return os.fdopen(os.dup(descriptor), "w", encoding=encoding, errors="replace", buffering=1)


def _too_long(path: Path) -> bool:
    return path.exists() and path.stat().st_size > LOG_LIMIT_BYTES
