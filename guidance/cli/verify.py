"""`northlight verify`: whether a set is what its receipt says."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from capture.errors import in_utf8
from capture.export import verify as proved
from capture.export.reading import shown
from capture.mediapipe_tracker import open_matting

if TYPE_CHECKING:
    from pathlib import Path

    from capture.export import Verification
    from capture.export.proof import Proof

TRUST = "The frames in {} are what is trusted: whoever changed one of them and what is noted beside it can't be told here. Names, notes and reasons are words."

_CLEAR = "\r\x1b[K"


def verify(folder: Path, session: Path | None, *, as_json: bool, verbose: bool = False) -> int:
    """Make each file of the set again, say what came out, and return the exit code: 2 where anything is not proven.

    A line is printed as soon as it is known: one for each file that is not proven, or for every one where it is `verbose`. A terminal sees the count go up.
    """
    if as_json:
        found = proved(folder, session, open_matting=open_matting)
        print(_json(found))
    else:
        found = proved(folder, session, open_matting=open_matting, tell=_Lines(verbose=verbose).tell)
        print("\n".join((*_last_lines(found), TRUST.format(found.session_folder))))
    return 0 if found.proven else 2


class _Lines:
    """Prints verdicts as they come, and on a terminal how many there are so far."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose
        self._done = 0
        self._clear = _CLEAR if sys.stderr.isatty() else ""
        self._passing = partial(print, end="", file=sys.stderr, flush=True)

    def tell(self, file: Proof, of: int) -> None:
        self._done += 1
        self._passing(self._clear)
        if self._verbose or not file.proven:
            print(f"{'proven    ' if file.proven else 'NOT PROVEN'}  {shown(file.name)}: {file.said}", flush=True)
        if self._clear and self._done < of:
            self._passing(f"{self._done} of {of} looked at ...")


def _last_lines(found: Verification) -> list[str]:
    strangers = sum(file.stranger for file in found.files)
    count = len(found.files) - strangers
    failed = sum(not file.proven for file in found.files) - strangers
    lines = [f"{count - failed} of {count} proven in {found.folder}."]
    if failed:
        lines.append(f"Hand over nothing of what is not proven: make the set anew with northlight export {found.session_folder}.")
    if strangers:
        lines.append(f"{'1 file is' if strangers == 1 else f'{strangers} files are'} not of this set: take out what does not belong to it.")
    return lines


def _json(found: Verification) -> str:
    files = [{"name": in_utf8(file.name), "proven": file.proven, "said": file.said} for file in found.files]
    told = {"set": in_utf8(str(found.folder)), "sitting": in_utf8(str(found.session_folder)), "proven": found.proven, "files": files}
    return msgspec.json.encode(told).decode()
