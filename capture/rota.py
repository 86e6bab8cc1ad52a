"""Whose turn it is: what changes slowly is measured on every tenth frame of a video, each thing on another one, so that no frame has it all to bear.

A lamp, a wall and the colour of the light stay as they are for seconds. At 30 frames a second each of them is looked at three times in one, and trembles by
less than it may (`python -m tests.bench.measures jitter`); at a pace of two and a half and under on every frame.
"""

from __future__ import annotations

import math

REST_S, MOST_S = 0.32, 0.37
"""Nothing is measured again sooner than after the first, and nothing waits for another's turn beyond the second: by the frames' own time."""


class Rota:
    """The turns of some measures on one video. A new one has all of them due."""

    def __init__(self, *names: str) -> None:
        self._last_s = dict.fromkeys(names, -math.inf)

    def forget(self) -> None:
        """Have everything due in the next frame: it shows something else."""
        self._last_s = dict.fromkeys(self._last_s, -math.inf)

    def due(self, t_s: float) -> frozenset[str]:
        """Return the names of what is to be measured on the frame at `t_s`; all of them where time ran backwards."""
        if any(t_s < last_s for last_s in self._last_s.values()):
            self.forget()
        waited_s = {name: t_s - last_s for name, last_s in self._last_s.items()}
        longest = max(waited_s, key=waited_s.__getitem__)
        due = frozenset(name for name, so_long_s in waited_s.items() if so_long_s >= MOST_S or (name == longest and so_long_s >= REST_S))
        self._last_s |= dict.fromkeys(due, t_s)
        return due
