"""What is loaded once a sitting runs stays until its end: Python need not look through it for garbage."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidance.snapshot import Snapshot


class LeftAlone:
    """Takes a sitting's steps; at the first, when all is loaded, it has garbage looked for among newer things alone.

    The screen and MediaPipe are half a million objects. To look through them all stood every thread still for a tenth of a second, every few seconds.
    """

    def __init__(self) -> None:
        self._done = False

    def step(self, _: Snapshot) -> None:
        """Take in a step."""
        if not self._done:
            self._done = True
            gc.collect()
            gc.freeze()
