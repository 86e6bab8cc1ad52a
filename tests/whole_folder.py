"""Is a sitting's folder whole, whatever happened to the program that wrote it?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PIL import Image

from capture.atomic import is_leftover
from capture.errors import SessionError
from capture.session import Session, read_burst, read_decisions

if TYPE_CHECKING:
    from pathlib import Path

_ENDS = {".pdf": b"%%EOF", ".html": b"</html>"}


def flaws(folder: Path, *, leftovers: bool = True) -> list[str]:
    """Return a line for each file in a sitting's folder that is neither complete nor absent; unfinished writes count as absent, with `leftovers`.

    A folder that was cut off before it was a sitting holds nothing but a lock and unfinished writes.
    """
    found = [f"{path.name} is an unfinished write" for path in sorted(folder.rglob("*")) if is_leftover(path.name) and not leftovers]
    if not (folder / "session.json").exists():
        return found + [f"{path.name} is there without session.json" for path in folder.rglob("*") if path.name != ".lock" and not is_leftover(path.name)]
    try:
        session = Session.read(folder)
        session.events()
        read_decisions(folder)
    except SessionError as error:
        return [*found, str(error)]
    found += session.damaged
    for shot in session._all:
        try:
            shot.picture()
            read_burst(shot)
        except SessionError as error:
            found.append(str(error))
    return found + [line for path in sorted(folder.rglob("*")) if path.is_file() and not is_leftover(path.name) for line in _broken(path)]


def _broken(path: Path) -> list[str]:
    """Return what is wrong with a file by its kind, whoever names it."""
    try:
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix in {".jpg", ".png", ".tif", ".webp", ".avif"}:
            with Image.open(path) as image:
                image.load()
        elif path.suffix in _ENDS and not path.read_bytes().rstrip().endswith(_ENDS[path.suffix]):
            return [f"{path} has no end"]
    except (ValueError, OSError) as error:
        return [f"{path}: {error}"]
    return []
