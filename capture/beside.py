"""What takes long and changes slowly, done beside the thread that follows the frames, and handed on a little later.

A look for shoulders takes as long as five frames' worth of everything else; done in its turn it would make that frame late. Each piece of work is therefore
begun at one frame and handed on with the first frame that comes `lag_s` later, by the frames' own time, and waited for if it is not done by then: what is
known at a frame is the same on every machine and in every run. Where frames come more slowly than that, it is done at once.

It is started once the frame is done with: while that is measured it would wait for the same interpreter, and make it late again.
"""

from __future__ import annotations

import math
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from types import TracebackType

T = TypeVar("T")

LAG_S = 0.09
"""Three frames at 30 a second, less what a camera's clock is off: the longest piece takes one of them on an idle machine."""


@dataclass(slots=True)
class _Piece:
    begun_s: float
    work: Callable[[], Any]
    then: Callable[[Any], None]
    started: Future[Any] | None = None


class Beside:
    """One thread for such work, in the order in which it was begun. With `at_once` there is none, and each piece is done when it is begun.

    `lag_s` is how much later it is handed on (None: `LAG_S`): what takes longer than that is waited for, and makes a frame late.
    Also what can't wait is done on that thread, and waited for: no two pieces ever run at the same time, so they may share a model.
    """

    def __init__(self, name: str, *, lag_s: float | None = None, at_once: bool = False) -> None:
        self._lag_s = LAG_S if lag_s is None else lag_s
        self._pool = None if at_once else ThreadPoolExecutor(1, thread_name_prefix=name)
        self._begun: deque[_Piece] = deque()
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
        self._slow = not 0 < t_s - self._before_s < self._lag_s
        if t_s < self._before_s:
            self.forget()
        self._before_s = t_s
        while self._begun and t_s - self._begun[0].begun_s >= self._lag_s:
            self._hand(self._begun.popleft())

    def finish(self) -> None:
        """Hand on all that was begun: no frame follows."""
        while self._begun:
            self._hand(self._begun.popleft())

    def do(self, work: Callable[[], T], then: Callable[[T], None], *, at_once: bool = False) -> None:
        """Have `work` done for the frame that `hand_on` was called with; what it returns is given to `then` on the caller's thread."""
        piece = _Piece(self._before_s, work, then)
        if at_once or self._slow or self._pool is None:
            self._hand(piece)
        else:
            self._begun.append(piece)

    def start(self) -> None:
        """Start what this frame asked for: nothing else is to be done with it now."""
        for piece in self._begun:
            if piece.started is None and self._pool is not None:
                piece.started = self._pool.submit(piece.work)

    def _hand(self, piece: _Piece) -> None:
        """Give what a piece returned to who waits for it; one that was not started is done now."""
        if self._pool is None:
            piece.then(piece.work())
        else:
            piece.then((piece.started or self._pool.submit(piece.work)).result())
