"""The automatics of one Linux webcam: held for a moment, given back afterwards, also when this program was killed meanwhile. Import this on Linux only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.camera.controls import NodeControls, redeem_all
from capture.camera.locking import Locking
from capture.camera.pledge import Pledge, pledges_folder

if TYPE_CHECKING:
    from pathlib import Path


class Automatics:
    """What moves by itself in the camera at `node`. First whatever a crash left held there is given back. Raises `OSError` when it can't be opened.

    `lock()`, `restore()` and `note()` are for any thread, the others for the one that reads the camera.
    """

    def __init__(self, node: Path, folder: Path | None = None) -> None:
        folder = folder or pledges_folder()
        redeem_all(folder)
        self._camera = NodeControls(node)
        self._pledge = Pledge(self._camera.which, folder)
        self._locking = Locking()
        self.lock, self.restore, self.note = self._locking.lock, self._locking.restore, self._locking.note

    @property
    def locked(self) -> bool:
        """Whether something is held now."""
        return self._locking.locked

    def carry_out(self) -> None:
        """Lock or restore, as was asked for."""
        self._locking.carry_out(self._camera, self._pledge)

    def close(self) -> None:
        """Give everything back, and let the camera go."""
        self.restore()
        self.carry_out()
        self._camera.close()
        self._pledge.close()
