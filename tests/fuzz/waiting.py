"""How long a process could not go on since other programs had the cores: on a busy machine that is no time of its own."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

GLANCE_S = 0.5


class Waiting:
    """Watches the process `child` from its start on, where the system tells (Linux: schedstat); elsewhere it never waits.

    Work goes from thread to thread, each waiting in its turn: what all of them waited is added up, but in any while no more than the while itself.
    """

    def __init__(self, child: int) -> None:
        self.waited_s = 0.0
        self._tasks = Path(f"/proc/{child}/task")
        self._begun_s = self._looked_s = time.monotonic()
        self._seen_ns: dict[str, int] = {}

    @property
    def wall_s(self) -> float:
        """Since the start, by the clock on the wall."""
        return time.monotonic() - self._begun_s

    @property
    def took_s(self) -> float:
        """Since the start, without what it waited."""
        return max(0.0, self.wall_s - self.waited_s)

    def look(self, *, least_s: float = GLANCE_S / 2) -> None:
        """Take in how long each thread waited since the last look; nothing where that was less than `least_s` ago."""
        now_s = time.monotonic()
        while_s = now_s - self._looked_s
        if while_s < least_s:
            return
        more_ns = 0
        for path in self._tasks.glob("*/schedstat"):
            with suppress(OSError, ValueError, IndexError):
                waited_ns = int(path.read_text(encoding="ascii").split()[1])
                more_ns += waited_ns - self._seen_ns.get(path.parent.name, 0)
                self._seen_ns[path.parent.name] = waited_ns
        self.waited_s += min(more_ns / 1e9, while_s)
        self._looked_s = now_s
