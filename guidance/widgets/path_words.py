"""A folder's path for people: shortened at their home, and broken between folders only."""

from __future__ import annotations

import shlex
from pathlib import Path


def short(path: str) -> str:
    """Return the path with `~` for the user's home, as it may be typed into a shell."""
    whole = Path(path)
    home = Path.home()
    if whole != home and whole.is_relative_to(home):
        return f"~/{shlex.quote(str(whole.relative_to(home)))}"
    return shlex.quote(path)


def broken(path: str, columns: int) -> list[str]:
    """Return the path in lines of at most `columns` letters, broken after its slashes; a folder's name that is longer keeps a line for itself."""
    lines = [""]
    for part in _folders(path):
        if lines[-1] and len(lines[-1]) + len(part) > columns:
            lines.append("")
        lines[-1] += part
    return lines


def _folders(path: str) -> list[str]:
    """Return the path's parts, each with the slash after it."""
    *folders, last = path.split("/")
    return [*(f"{folder}/" for folder in folders), *([last] if last else [])]
