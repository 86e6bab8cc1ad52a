"""The self-timer: who presses a key stands at the keyboard, and needs a moment to be back in pose."""

from __future__ import annotations

SECONDS = 3
"""It counts 3, 2, 1: long enough for a step back and a look into the lens, too short to stiffen."""


class SelfTimer:
    """Counts down by the frames' own time. `gap_s`: frames further apart than this belong to two moments, and end the count without a photograph."""

    def __init__(self, gap_s: float) -> None:
        self._gap_s = gap_s
        self._asked = False
        self._began_s: float | None = None
        self._seen_s = 0.0
        self._told: int | None = None

    @property
    def running(self) -> bool:
        """Whether it counts, or will from the next frame on."""
        return self._asked or self._began_s is not None

    def begin(self) -> None:
        """Count from the next frame on."""
        self.stop()
        self._asked = True

    def stop(self) -> None:
        """Count no longer, and take nothing."""
        self._asked, self._began_s, self._told = False, None, None

    def left(self, t_s: float) -> int | None:
        """Return the whole seconds that are left at `t_s`; 0 on the one frame that is to be taken, None while nothing is counted."""
        if self._asked:
            self._asked, self._began_s = False, t_s
        elif self._began_s is not None and not 0 <= t_s - self._seen_s <= self._gap_s:
            self.stop()
        self._seen_s = t_s
        if self._began_s is None:
            return None
        # A little early rather than a frame late: 3 s in thirtieths are not 3.0 to the last bit.
        left = SECONDS - int(t_s - self._began_s + 1e-6)
        if left <= 0:
            self.stop()
            return 0
        return left

    def is_news(self, left: int | None) -> bool:
        """Return whether this count is another one than at the last call, and worth a tick."""
        before, self._told = self._told, left or None
        return bool(left) and left != before
