"""What every source has in common: it may be closed at any time, from any thread, and by `with`."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


NAMED = 5
"""Files that are named in a remark; of more, their number is enough."""


class Closing:
    """A source that ends when told: `close()` sets `_closed`, which its iterator reads between two frames."""

    def __init__(self) -> None:
        self._closed = Event()
        self.skipped_names: list[str] = []
        """Files that could not be read; for ever empty where frames are no files."""

    @property
    def remark(self) -> str | None:
        """What could not be used so far, as a sentence; None while all could."""
        if not self.skipped_names:
            return None
        more = f" and {len(self.skipped_names) - NAMED} more" if len(self.skipped_names) > NAMED else ""
        return f"Left out, since it can't be read: {', '.join(self.skipped_names[:NAMED])}{more}."

    def lock(self) -> None:
        """Nothing: what has no automatics that could be reached stays as it is. Sources that have some hold them still."""

    def restore(self) -> None:
        """Give back what `lock()` took; here nothing."""

    def close(self) -> None:
        """End the iteration soon and free the device; a second call does nothing."""
        self._closed.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
