"""A look at a feed before a sitting, for what a program did to its picture before it came here."""

from __future__ import annotations

from contextlib import ExitStack
from threading import Event, Thread
from typing import TYPE_CHECKING

from capture.errors import NorthlightError
from capture.mailbox import Closed
from capture.mediapipe_tracker import MediapipeTracker
from guidance.feed_words import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from capture.feed import FeedReading, Watch
    from capture.mailbox import Latest
    from capture.tracker import Tracker
    from capture.types import Frame

WAIT_S = 0.5


def read(frames: Iterable[Frame], watch: Watch, tracker: Tracker) -> FeedReading:
    """Return what is found of a feed's frames, from as many of them as it takes."""
    for frame in frames:
        run = watch.run(frame)
        if run is not None:
            watch.look(run, tracker.track(run[len(run) // 2]).face)
        if watch.done:
            break
    return watch.reading


def until(frames: Iterable[Frame], seconds: float) -> Iterator[Frame]:
    """Yield frames for so long, by their own time."""
    began_s: float | None = None
    for frame in frames:
        began_s = frame.t_s if began_s is None else began_s
        if frame.t_s - began_s > seconds:
            return
        yield frame


class FeedLook:
    """Looks at a preview's `frames` on a thread of its own, until enough is known, they end, or `close()`.

    `short` is what is found, in one line, and empty until something is. `opener` makes the tracker, on that thread. Without a tracker nothing is said: the
    sitting itself will say why.
    """

    def __init__(self, frames: Latest[Frame], name: str, watch: Watch, opener: Callable[[], Tracker] = MediapipeTracker) -> None:
        self.short = ""
        self._frames = frames
        self._name = name
        self._watch = watch
        self._opener = opener
        self._closed = Event()
        self._thread = Thread(target=self._run, name="feed", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End soon, and return at once."""
        self._closed.set()

    def join(self, timeout_s: float) -> None:
        """Wait up to `timeout_s` for the end."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            with ExitStack() as stack:
                tracker = self._opener()
                stack.callback(tracker.close)
                seen = 0
                while not (self._closed.is_set() or self._watch.done):
                    given = self._frames.wait(seen, WAIT_S)
                    if given is not None:
                        seen, frame = given
                        read((frame,), self._watch, tracker)
                        self.short = in_words(self._watch.reading, self._name).short
        except (Closed, NorthlightError):
            pass
