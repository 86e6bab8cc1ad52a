"""What takes long and changes slowly, done beside the thread that follows the frames, and handed on a little later.

A look for shoulders takes as long as five frames' worth of everything else; done in its turn it would make that frame late. Each piece of work is therefore
begun at one frame and handed on with the first frame that comes `LAG_S` later, by the frames' own time, and waited for if it is not done by then: what is
known at a frame is the same on every machine and in every run. Where frames come more slowly than that, it is done at once.
"""

from __future__ import annotations

import math
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

T = TypeVar("T")

LAG_S = 0.09
"""Three frames at 30 a second, less what a camera's clock is off: the longest piece takes one of them on an idle machine."""


class Beside:
    """One thread for such work, in the order in which it was begun. With `at_once` there is none, and each piece is done when it is begun."""

    def __init__(self, name: str, *, at_once: bool = False) -> None:
        self._pool = None if at_once else ThreadPoolExecutor(1, thread_name_prefix=name)
        self._begun: deque[tuple[float, Callable[[], None]]] = deque()
        self._before_s = -math.inf
        self._slow = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Wait for the piece that is being done, and drop the rest."""
        self.forget()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def forget(self) -> None:
        """Hand on nothing of what was begun: another thing is seen now."""
        self._begun.clear()

    def hand_on(self, t_s: float) -> None:
        """Hand on what was begun long enough before the frame at `t_s`; to be called with each frame, before anything is begun. Raises what the work raised."""
        self._slow = not 0 < t_s - self._before_s < LAG_S
        if t_s < self._before_s:
            self.forget()
        self._before_s = t_s
        while self._begun and t_s - self._begun[0][0] >= LAG_S:
            self._begun.popleft()[1]()

    def finish(self) -> None:
        """Hand on all that was begun: no frame follows."""
        while self._begun:
            self._begun.popleft()[1]()

    def do(self, work: Callable[[], T], then: Callable[[T], None], *, at_once: bool = False) -> None:
        """Begin `work` at the frame that `hand_on` was called with; what it returns is given to `then` on the caller's thread."""
        if at_once or self._slow or self._pool is None:
            then(work())
        else:
            self._begun.append((self._before_s, partial(_hand, self._pool.submit(work), then)))


def _hand(begun: Future[T], then: Callable[[T], None]) -> None:
    then(begun.result())
