"""A look through a camera before the sitting, opened and read on a thread of its own: whoever shows it never waits for a device."""

from __future__ import annotations

import time
from functools import partial
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from capture.camera import frames, open_source
from capture.feed import Watch, repeats_what_rests
from capture.mailbox import Latest
from guidance.feed_look import FeedLook

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.camera import Source
    from capture.types import Frame

HAND_OVER_S = 3.0
"""How long a preview waits for the one before: both may want the same device. An address that hangs is not waited for longer."""


class Preview:
    """Shows what `spec` means, from its making until `close()`; files at their own speed.

    The newest frame is in `frames`. `name` and `description` are the source's, empty until it has given a picture. `error` is what ended it before it was
    closed. `opener` is another way to open a source than the usual one. `after` is the preview that was shown before: this one begins when that has let
    its device go. With `looked_at` it is found out whether a program changed the picture: `feed` says so in one line, and is empty until it is known.
    """

    def __init__(self, spec: str, opener: Callable[[str], Source] | None = None, after: Preview | None = None, *, looked_at: bool = False) -> None:
        self.spec = spec
        self.frames: Latest[Frame] = Latest()
        self.name = self.description = ""
        self.error: Exception | None = None
        self._opener = opener or partial(open_source, paced=True)
        self._after = after
        self._looked_at = looked_at
        self._look: FeedLook | None = None
        self._source: Source | None = None
        self._changing = Lock()
        self._closed = Event()
        self._thread = Thread(target=self._run, name="preview", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether there is a picture, and nothing went wrong since."""
        return self.error is None and self.frames.peek()[0] > 0

    @property
    def feed(self) -> str:
        """What was found of the feed."""
        return "" if self._look is None else self._look.short

    def close(self) -> None:
        """Let the device go soon, and return at once."""
        with self._changing:
            self._closed.set()
            if self._source is not None:
                self._source.close()

    def join(self, timeout_s: float = HAND_OVER_S) -> None:
        """Wait up to `timeout_s` until the device is free."""
        self._thread.join(timeout_s)

    def finish(self, timeout_s: float) -> None:
        """Wait up to `timeout_s` for the device, and as long again for whoever looks at the feed: a tracker that is being loaded must not be torn down."""
        self.join(timeout_s)
        if self._look is not None:
            self._look.join(timeout_s)

    def _run(self) -> None:
        try:
            if self._after is not None:
                self._after.join()
                self._after = None
            if not self._closed.is_set():
                self._show(self._opener(self.spec))
        except Exception as error:  # noqa: BLE001 - the thread's one door: whatever broke is shown by whoever shows the preview
            self.error = None if self._closed.is_set() else error
        finally:
            self.frames.close()
            if self._look is not None:
                self._look.close()

    def _show(self, source: Source) -> None:
        with self._changing:
            self._source = source
        with frames(source) as given:
            began_s = time.monotonic()
            if self._closed.is_set():
                return
            for frame in given:
                if not source.live:
                    self._closed.wait(began_s + frame.t_s - time.monotonic())
                if self._closed.is_set():
                    return
                self.name, self.description = source.name, source.description
                self.frames.put(frame)
                if self._looked_at and self._look is None and not source.stills:
                    self._look = FeedLook(self.frames, source.name, Watch(repeats=repeats_what_rests(source)))
