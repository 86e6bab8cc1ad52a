"""Files that are there whole or not at all, and folders and file errors in plain words."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from capture.errors import NorthlightError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
SHARED_FILE = 0o666
"""What the user's own umask makes of it: for files that are made to be handed over."""

_PART = ".part"


def write(path: Path, data: bytes, error: type[NorthlightError], *, mode: int = PRIVATE_FILE) -> None:
    """Put `data` at `path` in one step, replacing what was there; after a power cut either the old file is there or the new one, whole.

    Raises `error` naming the file, the reason and the remedy; then no part of a file is left behind. Where only the new name could not be made to last, the
    new file is there all the same.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_PART}")
    try:
        _write_through(part, data, mode)
        part.replace(path)
        sync_folder(path.parent)
    except OSError as reason:
        with suppress(OSError):
            part.unlink()
        raise explained(reason, path, error, need_bytes=len(data)) from reason


def make_folder(path: Path, error: type[NorthlightError], *, mode: int = PRIVATE_FOLDER) -> None:
    """Make the folder and those above it, so that their names last through a power cut; one that exists is left as it is. Raises `error`."""
    try:
        new = [folder for folder in (path, *path.parents) if not folder.exists()]
        path.mkdir(parents=True, exist_ok=True, mode=mode)
        for folder in new:
            with suppress(PermissionError):  # a folder may be written to and not read; then only what lies in it can be synced
                sync_folder(folder.parent)
    except OSError as reason:
        raise explained(reason, path, error) from reason


def refuse_link(path: Path, error: type[NorthlightError]) -> None:
    """Raise `error` where a link is in the place of a file or folder of ours: who follows it writes elsewhere."""
    if path.is_symlink():
        raise error(f"{path} is a link to another place.", "Put what belongs there in its place, or choose another folder.")


def remove_leftovers(folder: Path) -> None:
    """Remove what writes that were cut off left in `folder`. Only for the folder's one owner: another's unfinished write looks the same."""
    for part in folder.glob(f".*{_PART}"):
        with suppress(OSError):
            part.unlink()


def is_leftover(name: str) -> bool:
    """Tell whether a file of that name is an unfinished write."""
    return name.startswith(".") and name.endswith(_PART)


def explained(reason: OSError, path: Path, error: type[NorthlightError], *, need_bytes: int | None = None) -> NorthlightError:
    """Return `error` for a file error at `path`, in words that say what happened and what to do."""
    code = reason.errno
    if code in {errno.ENOSPC, errno.EDQUOT}:
        need = f" ({need_bytes / 1e6:.1f} MB needed, {_free_mb(path):.1f} MB free)" if need_bytes else ""
        return error(f"{path} can't be written: the disk is full{need}.", "Free some space there, or choose a folder on another disk.")
    if code == errno.EROFS:
        return error(f"{path} can't be written: the disk is read-only.", "Choose a folder on another disk.")
    if code in {errno.EACCES, errno.EPERM}:
        return error(f"{path} can't be used: permission denied.", "Choose a folder that is yours, or change its permissions.")
    if code in {errno.ENOTDIR, errno.EEXIST}:
        return error(f"{path} can't be a folder: a file is in its place.", "Choose another folder.")
    if code == errno.ENOENT:
        return error(f"{path} is not there any more.", "If it is on a drive that was unplugged, plug it in again; otherwise choose another folder.")
    return error(f"{path} can't be used: {reason.strerror or reason}.", "Check the disk, or choose another folder.")


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` last through a power cut, where the system can: Windows has no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as reason:
        # Some network drives can't sync a folder; the file itself is safe by then.
        if reason.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def _write_through(path: Path, data: bytes, mode: int) -> None:
    """Make the new file `path` of `data`, on the disk and not only on its way there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _free_mb(path: Path) -> float:
    """Return the free space on the disk of `path` in MB; 0 where it can't be known."""
    try:
        return shutil.disk_usage(path.parent).free / 1e6
    except OSError:
        return 0.0
