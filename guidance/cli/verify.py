"""`northlight verify`: whether a set is what its receipt says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from capture.errors import in_utf8
from capture.export import verify as proved
from capture.export.reading import shown
from capture.mediapipe_tracker import open_matting

if TYPE_CHECKING:
    from pathlib import Path

    from capture.export import Verification

TRUST = "The frames in {} are what is trusted: whoever changed one of them and what is noted beside it can't be told here. Names, notes and reasons are words."


def verify(folder: Path, session: Path | None, *, as_json: bool) -> int:
    """Make each file of the set again, say what came out, a line each, and return the exit code: 2 where anything is not proven."""
    found = proved(folder, session, open_matting=open_matting)
    if as_json:
        print(_json(found))
    else:
        for file in found.files:
            print(f"{'proven    ' if file.proven else 'NOT PROVEN'}  {shown(file.name)}: {file.said}")
        print(_last_line(found))
        print(TRUST.format(found.session_folder))
    return 0 if found.proven else 2


def _last_line(found: Verification) -> str:
    failed = sum(not file.proven for file in found.files)
    if not failed:
        return f"All of {found.folder} is proven."
    return f"{failed} of {len(found.files)} are not proven: hand over nothing of them, and make the set anew with northlight export."


def _json(found: Verification) -> str:
    files = [{"name": in_utf8(file.name), "proven": file.proven, "said": file.said} for file in found.files]
    told = {"set": in_utf8(str(found.folder)), "sitting": in_utf8(str(found.session_folder)), "proven": found.proven, "files": files}
    return msgspec.json.encode(told).decode()
