"""A folder of pictures, one after the other, and what both kinds of folder need: which pictures are there, in which order."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from capture.camera.closing import Closing
from capture.camera.still import read_photograph
from capture.errors import CameraError
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.camera.still import Photograph

PICTURE_SUFFIXES = frozenset({".avif", ".bmp", ".gif", ".jfif", ".jp2", ".jpe", ".jpeg", ".jpg", ".mpo", ".png", ".pnm", ".ppm", ".tif", ".tiff", ".webp"})
"""A file that is still being written has another suffix (.part, .tmp) and is left alone until it is renamed."""

_PACE_S = 1.0
"""Between two pictures of a folder, which have no time of their own that can be trusted."""

Stamp = tuple[int, int]
"""A file's (size in bytes, time of change in ns)."""


class Folder(Closing):
    """The pictures in a folder, by name in natural order (2 before 10), one second apart.

    Files that can't be read are skipped; `skipped` counts them, `skipped_names` names them. Each iteration starts anew. Raises `CameraError` at once
    when there is no picture, and from the iterator when none could be read.
    """

    live = False
    stills = True

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.name = path.resolve().name or str(path)
        self._path = path
        count = len(picture_stamps(path))
        if not count:
            raise CameraError(f"{self.name} holds no pictures.", "Put JPEG, PNG, TIFF or WebP pictures into it, or watch it for new ones.")
        self.description = f"{count} pictures" if count > 1 else "1 picture"
        self.horizontal_fov_deg: float | None = None

    @property
    def skipped(self) -> int:
        """Files that could not be read, in the last iteration."""
        return len(self.skipped_names)

    def __iter__(self) -> Iterator[Frame]:
        self.skipped_names = []
        index = 0
        for path in pictures_in(self._path):
            if self._closed.is_set():
                return
            photograph = self._read(path)
            if photograph is not None:
                yield Frame(index, index * _PACE_S, photograph.rgb, photograph.encoded)
                index += 1
        if not index:
            raise CameraError(f"None of the {self.skipped} pictures in {self.name} can be read.", "Copy them again from where they came.")

    def _read(self, path: Path) -> Photograph | None:
        try:
            photograph = read_photograph(path)
        except CameraError:
            self.skipped_names.append(path.name)
            return None
        self.horizontal_fov_deg = photograph.horizontal_fov_deg
        return photograph


def picture_stamps(path: Path) -> dict[Path, Stamp]:
    """Return the pictures in the folder, by suffix and not hidden, with each one's stamp; `CameraError` when the folder can't be read."""
    stamps = {}
    try:
        for entry in os.scandir(path):
            place = Path(entry.path)
            if place.suffix.lower() in PICTURE_SUFFIXES and not entry.name.startswith("."):
                with suppress(FileNotFoundError):  # renamed or deleted since the folder was read
                    if entry.is_file():
                        status = entry.stat()
                        stamps[place] = (status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise CameraError(
            f"The folder {path.name or path} can't be read ({error.strerror or 'error'}).", "Check that it exists and that you may read it."
        ) from error
    return stamps


def pictures_in(path: Path) -> list[Path]:
    """Return the pictures in the folder in natural order. Raises `CameraError` when it can't be read."""
    return sorted(picture_stamps(path), key=natural)


def natural(path: Path) -> list[tuple[bool, int, str]]:
    """Return a key that sorts file names as people count: 2 before 10, upper and lower case alike."""
    return [(not digits, int(digits or 0), letters) for digits, letters in re.findall(r"([0-9]+)|([^0-9]+)", path.name.casefold())]
