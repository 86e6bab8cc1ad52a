"""A sitting in which nothing was taken leaves no folder behind."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from capture.errors import SessionError
from capture.session.folder import JOURNAL_NAME, SHOTS_NAME
from capture.session.info import INFO_NAME
from capture.session.lock import LOCK_NAME, FolderLock

if TYPE_CHECKING:
    from pathlib import Path


def remove_empty(folder: Path) -> bool:
    """Remove the sitting in `folder`, and the folder, where no photograph was ever written to it; return whether the folder is gone.

    What else lies in the folder stays, and so does a sitting that another Northlight writes to.
    """
    if not (folder / INFO_NAME).exists():
        return False
    try:
        lock = FolderLock(folder)
    except SessionError:
        return False
    shots = folder / SHOTS_NAME
    try:
        if shots.exists() and any(shots.iterdir()):
            return False
        with suppress(OSError):
            shots.rmdir()
        # The file that makes it a sitting goes last: cut off before that, it is one that can be gone on with.
        for name in (JOURNAL_NAME, INFO_NAME):
            (folder / name).unlink(missing_ok=True)
    except OSError:
        return False
    finally:
        lock.release()
    with suppress(OSError):
        (folder / LOCK_NAME).unlink(missing_ok=True)
        folder.rmdir()
    return not folder.exists()
