"""Hand-over between threads: the newest value wins, and the end is told once everything was read."""

from __future__ import annotations

from threading import Condition
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Closed(Exception):  # noqa: N818 - the ordinary end of a hand-over is no error
    """Raised by `Latest.wait`: nothing more will come, and all that came was read."""


class Latest(Generic[T]):
    """A place for one value, of which the newest wins.

    Any number of readers: each keeps the sequence number that it has seen, and waits for a later one, so that no wake-up is lost and none is stolen.
    Once the last value was read, `close()` raises `Closed` in each of them, and `close(error)` raises that error.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._value: T | None = None
        self._sequence = 0
        self._closed = False
        self._error: BaseException | None = None
        self._followers: tuple[Callable[[], None], ...] = ()

    def put(self, value: T) -> None:
        """Replace the value and wake every reader. After `close()` the value is dropped."""
        with self._changed:
            if self._closed:
                return
            self._value = value
            self._sequence += 1
            self._changed.notify_all()
            followers = self._followers
        for come in followers:
            come()

    def close(self, error: BaseException | None = None) -> None:
        """End the hand-over; only the first call's `error` counts."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._error = error
            self._changed.notify_all()
            followers = self._followers
        for come in followers:
            come()

    def follow(self, come: Callable[[], None]) -> Callable[[], None]:
        """Have `come` called after each value and after the end, on the thread that gives it, which it must not hold up; the function returned ends that."""

        def let_go() -> None:
            with self._changed:
                self._followers = tuple(other for other in self._followers if other is not come)

        with self._changed:
            self._followers = (*self._followers, come)
        return let_go

    @property
    def closed(self) -> bool:
        """True once nothing more will come."""
        with self._changed:
            return self._closed

    def peek(self) -> tuple[int, T | None]:
        """Return (sequence, value) at once; sequence 0 means that nothing came yet."""
        with self._changed:
            return self._sequence, self._value

    def wait(self, seen: int, timeout_s: float | None = None) -> tuple[int, T] | None:
        """Wait for a value later than `seen` and return (sequence, value); None means that the time is up, and nothing else.

        Raises, once closed and with no value later than `seen`, the error that was given to `close()`, or else `Closed`.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._sequence > seen or self._closed, timeout_s)
            if self._sequence > seen and self._value is not None:
                return self._sequence, self._value
            if self._closed:
                raise self._error or Closed
            return None
