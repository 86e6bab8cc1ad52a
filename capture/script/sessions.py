"""The sample sittings: scripts that come with the program, each one a lesson, and anybody's own in a file."""

from __future__ import annotations

from importlib import resources
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from capture.errors import ScriptError, nearest
from capture.plain_file import read_text
from capture.script.loading import parse

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from capture.script.timeline import Script

SUFFIX = ".toml"


def names() -> list[str]:
    """Return the names of the sample sittings."""
    return sorted(PurePath(entry.name).stem for entry in _folder().iterdir() if entry.name.endswith(SUFFIX))


def load(name_or_path: str) -> Script:
    """Return the sample sitting of that name, or the script in that file. Raises ScriptError that names what is near."""
    known = names()
    if name_or_path in known:
        file = f"{name_or_path}{SUFFIX}"
        return parse((_folder() / file).read_text(encoding="utf-8"), name=name_or_path, path=file)
    if not name_or_path.endswith(SUFFIX):
        raise ScriptError(f"There is no sample sitting '{name_or_path}'.", nearest(name_or_path, known), path=name_or_path)
    path = Path(name_or_path).expanduser()
    try:
        text = read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ScriptError(f"The script {path} can't be read: {reason}.", f"Give a TOML file or one of: {', '.join(known)}.", path=str(path)) from error
    return parse(text, name=path.stem, path=str(path))


def _folder() -> Traversable:
    """Return their folder, a package of nothing but these files: in an installed program and in a checkout it is found the same way."""
    return resources.files("sample_sessions")
