"""What other threads give, taken on the screen's own as soon as that is free: a slow terminal gets fewer pictures, not later ones.

A message of Textual's, and a thread that waits to post it, took a quarter of a millisecond for each picture, and came a thread's turn later.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from capture.mailbox import Latest


class Arrivals:
    """Calls `take` at once, for what is there already, and on this thread, that of a mounted `screen`, whenever a value came to `latest`, or its end.

    What comes while the screen is busy is one call. Errors are the app's own, as a message handler's are. `stop()` ends it.
    """

    def __init__(self, screen: Screen[Any], latest: Latest[Any], take: Callable[[], None]) -> None:
        self._screen = screen
        self._take = take
        self._due = self._stopped = False
        self._loop = asyncio.get_running_loop()
        # Textual finds the app of whatever runs, and the sender of what it posts, by the context.
        self._context = copy_context()
        self._let_go = latest.follow(self._came)
        take()

    def stop(self) -> None:
        """Call no more."""
        self._stopped = True
        self._let_go()

    def _came(self) -> None:
        """Have it taken, from any thread."""
        if not self._due:
            self._due = True
            with suppress(RuntimeError):  # the app has ended, and its loop with it
                self._loop.call_soon_threadsafe(self._run, context=self._context)

    def _run(self) -> None:
        # Before it is looked for: what comes from here on is another call.
        self._due = False
        if self._stopped:
            return
        try:
            self._take()
        except Exception as error:  # noqa: BLE001 - the loop's own handler would print it over the screen
            self._screen.app._handle_exception(error)  # noqa: SLF001 - Textual's one door for what breaks
