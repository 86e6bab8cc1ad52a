"""Live sources at their own pace: frames that come faster than they are used are dropped, and the newest wins."""

from __future__ import annotations

from threading import Thread, current_thread
from typing import TYPE_CHECKING, Self

from capture.mailbox import Closed, Latest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from capture.camera.source import Source
    from capture.types import Frame

_TURN_S = 0.5
"""How long one wait may be: Ctrl-C can't interrupt a longer one on every system."""


class LiveFrames:
    """A live source, read in a daemon thread named after it; itself a source.

    Iterating yields the newest frame not yet seen, and raises what the source raised. `latest` is for others who want to peek. Reading starts at
    once.
    """

    live = True

    def __init__(self, source: Source) -> None:
        self._source = source
        self.latest: Latest[Frame] = Latest()
        self.dropped = 0
        """Frames of the source that the iterator never yielded, as far as their numbers tell."""
        self._thread = Thread(target=self._run, name=f"camera {source.name}", daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    @property
    def stills(self) -> bool:
        """Whether the source gives photographs."""
        return self._source.stills

    @property
    def description(self) -> str:
        """What the source gives."""
        return self._source.description

    @property
    def remark(self) -> str | None:
        """The source's files that could not be read."""
        return self._source.remark

    @property
    def horizontal_fov_deg(self) -> float | None:
        """The source's field of view in degrees, where known."""
        return self._source.horizontal_fov_deg

    def __iter__(self) -> Iterator[Frame]:
        return (frame for frame in self.turns(_TURN_S) if frame is not None)

    def turns(self, turn_s: float) -> Iterator[Frame | None]:
        """Yield the newest frame not yet seen, or None whenever none came for `turn_s`; raises what the source raised."""
        seen, expected = 0, 0
        while True:
            try:
                found = self.latest.wait(seen, turn_s)
            except Closed:
                return
            if found is None:
                yield None
            else:
                seen, frame = found
                self.dropped += max(0, frame.index - expected)
                expected = frame.index + 1
                yield frame

    def lock(self) -> None:
        """Hold the source's automatics still."""
        self._source.lock()

    def restore(self) -> None:
        """Give them back."""
        self._source.restore()

    def close(self, timeout_s: float = 2.0) -> None:
        """Stop the thread, close the source and wait up to `timeout_s` for both; a second call does nothing."""
        self.latest.close()
        self._source.close()
        if self._thread is not current_thread():
            self._thread.join(timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _run(self) -> None:
        try:
            for frame in self._source:
                self.latest.put(frame)
        except Exception as error:  # noqa: BLE001 - whatever ends a thread must reach the one who waits for it
            self.latest.close(error)
        finally:
            self.latest.close()


def frames(source: Source) -> Source:
    """Return a source to loop over: a live one wrapped in `LiveFrames`, any other as it is, every frame in order."""
    return LiveFrames(source) if source.live else source
