"""A file shown at its own speed."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event

CATCH_UP_S = 0.5
"""Up to this, what is late is made up for."""


class Pace:
    """Holds back a file's frames until each one's time has come."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._began_s = monotonic()

    def keep(self, t_s: float) -> None:
        """Wait for the frame that is due at `t_s`, or for the stop.

        What was lost while something loaded is not made up for: sentences would run into each other.
        """
        ahead_s = self._began_s + t_s - monotonic()
        self._stop.wait(max(0.0, ahead_s))
        if ahead_s < -CATCH_UP_S:
            self._began_s -= ahead_s
