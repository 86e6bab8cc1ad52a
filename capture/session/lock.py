"""One program at a time in a sitting's folder."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from capture import atomic
from capture.errors import SessionError

if TYPE_CHECKING:
    from pathlib import Path

LOCK_NAME = ".lock"


class FolderLock:
    """Holds `folder` for this program until `release()` or the program's end, however it ends: the system frees the lock.

    Raises SessionError when another program holds it, or a link is in its place.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_NAME
        try:
            self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), atomic.PRIVATE_FILE)
        except OSError as reason:
            raise atomic.explained(reason, path, SessionError) from reason
        try:
            _lock(self._handle)
        except OSError as reason:
            if reason.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
                return  # a network drive that knows no locks: one program at a time is then up to the user
            self.release()
            raise SessionError(
                f"Another Northlight is writing to the sitting in {folder}.",
                "Close it first, or choose another folder.",
            ) from reason

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
