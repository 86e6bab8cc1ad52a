"""What every source has in common: it may be closed at any time, from any thread, and by `with`."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class Closing:
    """A source that ends when told: `close()` sets `_closed`, which its iterator reads between two frames."""

    def __init__(self) -> None:
        self._closed = Event()
        self.skipped_names: list[str] = []
        """Files that could not be read; for ever empty where frames are no files."""

    def close(self) -> None:
        """End the iteration soon and free the device; a second call does nothing."""
        self._closed.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
