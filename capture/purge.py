"""All that Northlight keeps of a sitting, deleted: nothing else, nowhere else.

What is deleted is what Northlight writes: in the sitting's folder, in `shots` and its bursts by name, in `set` by its receipt and only while it is what was
made. Links are never followed and never deleted, so nothing outside of the folder can be reached. What stays is named, and the folder that holds it stays too.
`session.json`, which makes it a sitting, goes last: cut off before that, it can be purged again.
"""

from __future__ import annotations

import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture import atomic
from capture.errors import SessionError
from capture.export.page import PAGE_NAME
from capture.export.run import DEFAULT_FOLDER
from capture.export.set_folder import RECEIPT_NAME
from capture.plain_file import read_plain
from capture.provenance import read_receipt
from capture.session import read_info, sha256_of
from capture.session.burst import LIST_NAME, SUFFIX
from capture.session.decisions import DECISIONS_NAME
from capture.session.folder import JOURNAL_NAME, SHOTS_NAME
from capture.session.info import INFO_NAME
from capture.session.lock import LOCK_NAME, FolderLock
from capture.session.sidecar import read_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SHOT = re.compile(r"\d{3,}_[A-Za-z0-9_-]+\.(?:json|jpg|png)")
"""What a sitting calls its photographs and their sidecars."""
_BURST = re.compile(rf"\d{{3,}}_[A-Za-z0-9_-]+{re.escape(SUFFIX)}")
_FRAME = re.compile(rf"frame_\d{{5,}}\.(?:jpg|png)|{re.escape(LIST_NAME)}")
"""A photograph's folder of frames to merge with, and what is in it."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a sitting's folder holds: files that Northlight made, and paths of files and links that it did not make or that were changed since."""

    ours: tuple[Path, ...]
    others: tuple[Path, ...]


def holdings(folder: Path) -> Holdings:
    """Return what there is to delete and what would stay. Raises SessionError where `folder` is no sitting, or a link to one."""
    if folder.is_symlink():
        raise SessionError(f"{folder} is a link.", f"Give the folder itself: {folder.resolve()}")
    read_info(folder)
    ours = [path for path, made in _all(folder) if made]
    return Holdings(tuple(ours), tuple(path for path, made in _all(folder) if not made))


def purge(folder: Path) -> Holdings:
    """Delete all that is Northlight's in the sitting's folder, and the folder where nothing else is in it; return what was deleted, and what stayed.

    Raises SessionError where it is no sitting, where another Northlight writes to it, and where something can't be deleted: what went before is gone.
    """
    found = holdings(folder)
    lock = FolderLock(folder)
    try:
        found = holdings(folder)
        for path in found.ours:
            if path.name != LOCK_NAME or path.parent != folder:
                _delete(path)
        for below in (*_bursts(folder / SHOTS_NAME), folder / SHOTS_NAME, folder / DEFAULT_FOLDER):
            _remove_folder(below)
    finally:
        lock.release()
    with suppress(OSError):
        (folder / LOCK_NAME).unlink(missing_ok=True)
    _remove_folder(folder)
    return found


def _all(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield each file and link below `folder`, and whether Northlight made it; `session.json` last."""
    own = {JOURNAL_NAME, DECISIONS_NAME, LOCK_NAME}
    for path in _entries(folder):
        if path.name == SHOTS_NAME and _is(path, stat.S_ISDIR):
            yield from _shots(path)
        elif path.name == DEFAULT_FOLDER and _is(path, stat.S_ISDIR):
            yield from _set(path)
        elif path.name != INFO_NAME:
            yield from _each(path, made=path.name in own or atomic.is_leftover(path.name))
    yield from _each(folder / INFO_NAME, made=True)


def _shots(folder: Path) -> Iterator[tuple[Path, bool]]:
    changed = {name for path in _entries(folder) if path.suffix == ".json" and (name := _changed_picture(path))}
    bursts = _bursts(folder)
    for path in _entries(folder):
        made = _SHOT.fullmatch(path.name) is not None and path.name not in changed
        if path not in bursts:
            yield from _each(path, made=made or atomic.is_leftover(path.name))
    for burst in bursts:
        for path in _entries(burst):
            yield from _each(path, made=_FRAME.fullmatch(path.name) is not None or atomic.is_leftover(path.name))


def _bursts(shots: Path) -> list[Path]:
    """Return the folders of frames beside the photographs; nothing where `shots` is a link."""
    if not _is(shots, stat.S_ISDIR):
        return []
    return [path for path in _entries(shots) if _BURST.fullmatch(path.name) and _is(path, stat.S_ISDIR)]


def _changed_picture(sidecar: Path) -> str | None:
    """Return the name of the sidecar's picture where that is not what was kept any more: somebody has worked on it."""
    if not _is(sidecar, stat.S_ISREG):
        return None
    try:
        shot = read_sidecar(sidecar)
        if not _is(shot.image_path, stat.S_ISREG) or sha256_of(read_plain(shot.image_path)) == shot.sidecar.image_sha256:
            return None
    except (SessionError, OSError):
        return None
    return shot.image_path.name


def _set(folder: Path) -> Iterator[tuple[Path, bool]]:
    path = folder / RECEIPT_NAME
    receipt = None
    if _is(path, stat.S_ISREG):
        with suppress(OSError):
            receipt = read_receipt(read_plain(path))
    hashes = {file.name: file.sha256 for file in receipt.files} if receipt else {}
    for path in _entries(folder):
        made = atomic.is_leftover(path.name) or (path.name in {RECEIPT_NAME, PAGE_NAME} and receipt is not None)
        if path.name in hashes and _is(path, stat.S_ISREG):
            with suppress(OSError):
                made = sha256_of(read_plain(path)) == hashes[path.name]
        yield from _each(path, made=made)


def _each(path: Path, *, made: bool) -> Iterator[tuple[Path, bool]]:
    """Yield a file; of a folder that is not a sitting's own all that is in it, as not made by Northlight, or itself where it is empty; a link as a link."""
    if _is(path, stat.S_ISDIR):
        below = list(_entries(path))
        if not below:
            yield path, False
        for each in below:
            yield from _each(each, made=False)
    else:
        yield path, made and _is(path, stat.S_ISREG)


def _entries(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name. Raises SessionError."""
    try:
        return sorted(folder.iterdir())
    except OSError as reason:
        raise atomic.explained(reason, folder, SessionError) from reason


def _is(path: Path, kind: object) -> bool:
    """Tell whether the entry itself, not what a link points to, is of that kind."""
    try:
        return bool(kind(path.lstat().st_mode))  # type: ignore[operator]
    except OSError:
        return False


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as reason:
        raise atomic.explained(reason, path, SessionError) from reason


def _remove_folder(folder: Path) -> None:
    """Remove the folder where nothing is left in it."""
    if _is(folder, stat.S_ISDIR):
        with suppress(OSError):
            folder.rmdir()
