"""Which packs of clips there are: one for each language in this package, and the user's own, each a folder with a name."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import platformdirs

from capture.errors import VoiceError, nearest
from guidance.prompts import sentences
from guidance.voice.clips import MANIFEST, Manifest, Pack, read_manifest

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_NONE = "Install northlight again; until then the instructions are on the screen only."


class Found(NamedTuple):
    """A pack that is there. `missing` are the sentences that it can't say, or says as they were."""

    name: str
    folder: Traversable
    manifest: Manifest
    own: bool

    @property
    def missing(self) -> list[str]:
        """Return the names of the sentences that it lacks."""
        clips = self.manifest.clips
        return [name for name, text in sentences(self.manifest.language).items() if name not in clips or clips[name].text != text]

    @property
    def size_kb(self) -> float:
        """Return how much room it takes."""
        return sum(len(file.read_bytes()) for file in self.folder.iterdir() if file.is_file()) / 1000

    def pack(self, *, volume: float = 1.0, speed: float = 1.0) -> Pack:
        """Return its clips, to be heard at that volume and speed."""
        return Pack(self.folder, self.manifest, sentences(self.manifest.language), volume=volume, speed=speed)


def own_folder() -> Path:
    """Return the folder of the user's own packs; it may not exist."""
    return Path(platformdirs.user_data_dir("northlight", appauthor=False)) / "voices"


def bundled_names() -> list[str]:
    """Return the names of the packs that come with the program, which are those of their languages."""
    return sorted(_folders(_bundled()))


def own_names() -> list[str]:
    """Return the names of the user's own packs."""
    return sorted(_folders(own_folder()))


def find(name: str) -> Found:
    """Return the pack of that name. Raises VoiceError when there is none, or when its manifest is missing or damaged."""
    bundled, own = _folders(_bundled()), _folders(own_folder())
    folder = bundled.get(name) or own.get(name)
    if folder is None:
        known = [*bundled, *own]
        raise VoiceError(f"There is no voice '{name}'.", nearest(name, known) if known else _NONE)
    return Found(name, folder, read_manifest(folder), own=name not in bundled)


def speaking(language: str, name: str = "") -> Found:
    """Return the pack of that name where it speaks `language`; the language's own where it speaks another, or where none is named. Raises as `find` does."""
    chosen = find(name or language)
    return chosen if chosen.manifest.language == language else find(language)


def _bundled() -> Traversable:
    return resources.files("guidance") / "voice"


def _folders(place: Traversable) -> dict[str, Traversable]:
    if not place.is_dir():
        return {}
    return {folder.name: folder for folder in place.iterdir() if folder.is_dir() and (folder / MANIFEST).is_file()}
