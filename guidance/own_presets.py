"""The presets that a set can be ordered in: those that come with the program, and the user's own laid over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.errors import ExportError
from capture.export import presets, with_own
from capture.plain_file import read_text
from guidance.profile_files import own_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from capture.export import Preset


def own_file(own: Path) -> Path:
    """Return the file of presets in the user's folder; it may not exist."""
    return own / "presets.toml"


def known_presets() -> Mapping[str, Preset]:
    """Return all presets by name. Raises ExportError where the user's own file can't be read, or is wrong."""
    path = own_file(own_folder())
    try:
        text = read_text(path)
    except (FileNotFoundError, NotADirectoryError):
        return presets()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ExportError(f"Your presets {path} can't be read: {reason}.", "Give yourself the right to read it, or delete it.") from error
    return with_own(text, path=str(path))
