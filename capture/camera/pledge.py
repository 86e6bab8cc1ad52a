"""Whoever locks a camera pledges first to give it back: on the disk, and to a guardian process that outlives a crash.

Neither alone is enough. The guardian gives back within a moment when this program is killed, whatever of; the file is there for the next start when the
guardian is killed too, as by a power cut. The file is locked before it has its name: without a lock it would be taken for one whose program is gone.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from capture import atomic
from capture.camera import controls
from capture.errors import CameraError

if TYPE_CHECKING:
    from typing import BinaryIO

    from capture.camera.controls import Change, Which


def pledges_folder() -> Path:
    """Return where pledges are kept; it need not be there."""
    return Path(platformdirs.user_state_dir("northlight", appauthor=False)) / "cameras"


class Pledge:
    """The pledge for one camera, in `folder`. Not for two threads."""

    def __init__(self, which: Which, folder: Path) -> None:
        self._which = which
        self.path = folder / f"{hashlib.sha256(repr(which).encode()).hexdigest()[:16]}{controls.SUFFIX}"
        self._changes: list[Change] = []
        self._file: BinaryIO | None = None
        self._guardian: subprocess.Popen[bytes] | None = None

    def give(self, changes: list[Change]) -> bool:
        """Pledge to undo `changes`, before they are done; return False where that can't be kept, so that nothing may be changed."""
        try:
            if self._file is None or changes != self._changes:
                self._write(changes)
            if self._guardian is None or self._guardian.poll() is not None:
                self._guardian = self._watched_over()
        except (OSError, CameraError):
            return False
        return True

    def close(self) -> None:
        """Undo whatever is still as it was held, and let the guardian go. Where the camera is gone, the file stays for its return."""
        if self._file is not None:
            self._file.close()
            self._file = None
            controls.redeem(self.path)
        if self._guardian is not None:
            self._guardian.communicate()
            self._guardian = None

    def _write(self, changes: list[Change]) -> None:
        atomic.make_folder(self.path.parent, CameraError)
        new = self.path.with_suffix(".new")
        file = open(new, "w+b", opener=lambda path, flags: os.open(path, flags, 0o600))  # noqa: SIM115 - it stays open, and so locked, until the pledge is redeemed
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.write(controls.pledged(self._which, changes))
            file.flush()
            os.fsync(file.fileno())
            new.replace(self.path)
        except OSError:
            file.close()
            with suppress(OSError):
                new.unlink()
            raise
        if self._file is not None:
            self._file.close()
        # Nothing is promised before the name lasts; the lock on it is held all the same.
        self._file, self._changes = file, []
        atomic.sync_folder(self.path.parent)
        self._changes = changes

    def _watched_over(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-S", controls.__file__, str(self.path)]
        # In a session of its own: Ctrl-C and a terminal that closes end everything else there.
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own file, no shell
