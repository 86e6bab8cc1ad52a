"""A folder that a tethered camera, or a program that fetches its pictures, drops files into."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from capture.camera.closing import Closing
from capture.camera.folder import Stamp, natural, picture_stamps
from capture.camera.still import read_photograph
from capture.errors import CameraError
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from capture.camera.still import Photograph

POLL_S = 0.25
"""Between two looks into the folder; a file of the same size and time in two of them is complete."""

MOST_NAMES = 100
"""Of skipped files: a watch may go on for days."""


class WatchedFolder(Closing):
    """The pictures that arrive in a folder from now on, new or written over, for ever.

    `t_s` is when each was complete, after the first. Files that can't be read are skipped: `skipped` counts how often, `skipped_names` names the
    newest hundred that have not been read since. Raises `CameraError` when the folder can't be read, also later.
    """

    live = False
    stills = True

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.name = path.resolve().name or str(path)
        self.description = "pictures as they arrive"
        self.horizontal_fov_deg: float | None = None
        self.skipped = 0
        self._path = path
        self._taken = picture_stamps(path)
        self._before: dict[Path, Stamp] = {}

    def __iter__(self) -> Iterator[Frame]:
        index, start_s = 0, 0.0
        while not self._closed.is_set():
            for path in self._complete():
                if self._closed.is_set():
                    return
                photograph = self._read(path)
                if photograph is None:
                    continue
                now_s = time.monotonic()
                start_s = start_s if index else now_s
                self.horizontal_fov_deg = photograph.horizontal_fov_deg
                yield Frame(index, now_s - start_s, photograph.rgb, photograph.encoded)
                index += 1
            self._closed.wait(POLL_S)

    def _read(self, path: Path) -> Photograph | None:
        """Return the picture, and remember its name when it can't be read, until it can."""
        names = [name for name in self.skipped_names if name != path.name]
        try:
            photograph = read_photograph(path)
        except CameraError:
            self.skipped += 1
            self.skipped_names = [*names, path.name][-MOST_NAMES:]
            return None
        self.skipped_names = names
        return photograph

    def _complete(self) -> list[Path]:
        """Return the pictures that arrived and stopped growing since they were last taken, in natural order."""
        now = picture_stamps(self._path)
        ready = [path for path, stamp in now.items() if stamp[0] and stamp != self._taken.get(path) and stamp == self._before.get(path)]
        self._taken.update((path, now[path]) for path in ready)
        self._before = now
        return sorted(ready, key=natural)
