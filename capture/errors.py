"""Errors that a user can act on: each says what happened, then what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class NorthlightError(Exception):
    """Something went wrong that its reader can mend.

    `what` says what, which, expected and got; `remedy` says what to do. Both are whole sentences. `str()` joins them into the one line that the
    command line prints.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


class CameraError(NorthlightError):
    """A source gave no picture: no such camera, busy, refused, cut off, silent."""


class TrackerError(NorthlightError):
    """The face tracker could not be started, or broke off."""


class SessionError(NorthlightError):
    """A sitting's folder could not be read or written."""


class ExportError(NorthlightError):
    """A finished set could not be made from a sitting."""


class VoiceError(NorthlightError):
    """Sound could not be played."""


class KeyedFileError(NorthlightError):
    """A settings file holds a wrong key or value; `path` and `key` say where."""

    def __init__(self, what: str, remedy: str, *, path: str, key: str | None = None) -> None:
        super().__init__(what, remedy)
        self.path = path
        self.key = key


class ProfileError(KeyedFileError):
    """A coaching profile is wrong."""


class ScriptError(KeyedFileError):
    """A sample sitting's script is wrong."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?" for the known word nearest to `word`, or the sorted list of known words when none is near."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(names)}."
