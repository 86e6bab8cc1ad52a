"""`northlight purge`: all of a sitting deleted, after one confirmation."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from capture.errors import SessionError
from capture.purge import holdings
from capture.purge import purge as delete

if TYPE_CHECKING:
    from pathlib import Path

WORD = "yes"
MOST_NAMED = 20
"""Paths that are named one by one."""


def purge(folder: Path, *, yes: bool) -> int:
    """Delete the sitting in `folder` once the user has typed yes, or without asking where `yes` is set; return the exit code.

    Raises SessionError where it is no sitting, where it is in use, and where nobody can be asked.
    """
    found = holdings(folder)
    if not yes:
        if not sys.stdin.isatty():
            raise SessionError(f"{folder} was not deleted: there is nobody to ask.", "In a script say so: northlight purge SITTING --yes")
        print(f"{_files(len(found.ours))} of the sitting in {folder} will be deleted for good: photographs, finished set, journal, decisions.")
        for line in _staying(found.others, "will stay"):
            print(line)
        if not _confirmed():
            print("Nothing was deleted.")
            return 0
    gone = delete(folder)
    print(f"{_files(len(gone.ours))} deleted. Sets that you put elsewhere with --to, and copies and backups, are not touched.")
    if folder.exists():
        for line in _staying(gone.others, "stayed"):
            print(line)
    else:
        print(f"{folder} is gone.")
    return 0


def _confirmed() -> bool:
    # Not as `input`'s own prompt: where there is no readline that goes to the standard error, which native libraries' noise has taken from the terminal.
    print(f"Type {WORD} to delete them: ", end="", flush=True)
    try:
        return input().strip().lower() == WORD
    except EOFError:
        return False


def _staying(others: tuple[Path, ...], what: str) -> list[str]:
    """Return a line for each thing that is not Northlight's."""
    if not others:
        return []
    more = [f"  and {len(others) - MOST_NAMED} more"] * (len(others) > MOST_NAMED)
    told = "not made by Northlight, or changed since it was made"
    return [f"{_files(len(others))} {what}, {told}:", *(f"  {path}" for path in others[:MOST_NAMED]), *more]


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
