"""A sitting's shots as sources for files that are made again: decoded, proved and merged once, and kept at hand while there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.errors import ExportError
from capture.export.reading import shown
from capture.export.source import Source
from capture.export.telling import files_of
from capture.session import sha256_of_pixels

if TYPE_CHECKING:
    from capture.session import Session

ROOM_BYTES = 256 * 1024 * 1024
"""A merge takes seconds, and each contact sheet wants all of them once more: room for about twenty shots of 1080 lines, five of 2160."""

_ANEW = "Make the set anew: northlight export."


class AtHand:
    """The sources of a sitting's shots; of those asked for, the latest that `room_bytes` hold stay decoded, the last one always."""

    def __init__(self, session: Session, room_bytes: int = ROOM_BYTES) -> None:
        self._info = session.info
        self._shots = {shot.id: shot for shot in session.shots}
        self._room_bytes = room_bytes
        self._held: dict[str, tuple[bool, Source]] = {}
        """By shot, the one asked for last at the end: whether a merge of its frames was tried, and its source."""

    def source(self, name: str, *, merged: bool) -> Source:
        """Return a shot, merged where that is asked for and can be. Raises ExportError or SessionError where it is not the sitting's, or not as it was kept."""
        tried, source = self._held.pop(name, (False, None))
        if source is None:
            tried, source = merged, self._proved(name, merging=merged)
        elif merged and not tried:
            tried, source = True, source.with_merge()
        self._held[name] = (tried, source)
        self._make_room()
        return source

    def _make_room(self) -> None:
        held = [_bytes(source) for _, source in self._held.values()]
        for name in list(self._held)[:-1]:
            if sum(held) <= self._room_bytes:
                return
            del self._held[name]
            held.pop(0)

    def _proved(self, name: str, *, merging: bool) -> Source:
        shot = self._shots.get(name)
        if shot is None:
            raise ExportError(f"Its frame {shown(name)} is not in the sitting.", _ANEW)
        source = Source.of(self._info.id, shot, merging=merging, files=files_of(self._info))
        if sha256_of_pixels(source.picture.rgb) != shot.sidecar.pixels_sha256:
            raise ExportError(f"The pixels of {shot.sidecar.image} are not those that its sidecar tells.", _ANEW)
        return source


def _bytes(source: Source) -> int:
    return source.picture.rgb.nbytes + len(source.picture.data) + (0 if source.merged is None else source.merged.rgb.nbytes)
