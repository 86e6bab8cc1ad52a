"""Errors that a user can act on: each says what happened, then what to do."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


LONGEST_SENTENCES = 550
"""Letters. A path may have 4096, a value in a hostile file any number."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of the letters after it, so that a name seems to be another (Unicode Technical Report 36)."""


def visible(text: str) -> str:
    """Return a stranger's text for a terminal, a page or a file in UTF-8: what would not be seen there but obeyed, or can't be written, as its number."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(each if each == "\n" or not _acts(each) else each.encode("unicode_escape").decode() for each in text)


def in_utf8(text: str) -> str:
    """Return a text as UTF-8 can hold it: bytes of a file's name that are no letters as their numbers."""
    return text.encode("utf-8", "backslashreplace").decode()


def one_line(text: str) -> str:
    """Return a stranger's text as `visible`, in one line that is not endless: the middle of what is too long is left out."""
    line = visible(text).replace("\n", "\\n")
    half = LONGEST_SENTENCES // 2
    return line if len(line) <= LONGEST_SENTENCES else f"{line[:half]} … {line[-half:]}"


def _acts(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or letter in _TURNING


class NorthlightError(Exception):
    """Something went wrong that its reader can mend.

    `what` says what, which, expected and got; `remedy` says what to do. Both are whole sentences, and are kept as `one_line` shows them: names and values in
    them may be a stranger's. `str()` joins them into the one line that the command line prints.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what = one_line(what)
        self.remedy = one_line(remedy)
        super().__init__(self.what, self.remedy)

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
