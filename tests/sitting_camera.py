"""What a sitting is told of its camera while that stalls, goes away and comes back: a supply, read on a thread of its own, with the times of everything."""

from __future__ import annotations

import math
import time
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple, Self

from capture.camera import open_source
from guidance.supply import Supply, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import Frame


class Happened(NamedTuple):
    """What was told when: "lost", "lost aloud", "back" or "given up"."""

    what: str
    at_s: float
    notice: str = ""


class SittingCamera:
    """Reads what `spec` means as a sitting does, into `frames` and `told`, with the moments at which frames came in `came_s`."""

    def __init__(self, spec: str, patience_s: float = math.inf) -> None:
        self.frames: list[Frame] = []
        self.came_s: list[float] = []
        self.told: list[Happened] = []
        self.turns = 0
        self.error: Exception | None = None
        self._stop = Event()
        told = Told(self._lost, self._waiting, lambda: self._tell("back"), lambda notice: self._tell("given up", notice))
        self.supply = Supply(open_source(spec), spec, self._stop, told, paced=False, patience_s=patience_s)
        self.thread = Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self.supply.close()
        self.thread.join(10)

    def what(self) -> list[str]:
        return [each.what for each in self.told]

    def news(self, count: int = 5) -> None:
        """Wait for so many more frames."""
        before = len(self.frames)
        until(lambda: len(self.frames) >= before + count or not self.thread.is_alive())

    def _read(self) -> None:
        try:
            for frame in self.supply:
                self.frames.append(frame)
                self.came_s.append(time.monotonic())
        except Exception as error:  # noqa: BLE001 - shown by the test
            self.error = error

    def _lost(self, notice: str, _why: str, aloud: bool) -> None:
        self._tell("lost aloud" if aloud else "lost", notice)

    def _waiting(self) -> None:
        self.turns += 1

    def _tell(self, what: str, notice: str = "") -> None:
        self.told.append(Happened(what, time.monotonic(), notice))


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something to be true."""
    give_up_s = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up_s, "it did not happen"
        time.sleep(0.01)
