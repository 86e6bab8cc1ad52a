from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.camera import LiveFrames, frames
from capture.camera.closing import Closing
from capture.errors import CameraError
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator


LONG_S = 30
"""For what should come at once, on a machine that others use too."""


class Scripted(Closing):
    """A source that gives frames when told: a number is a frame's level, an error is raised."""

    name, description, horizontal_fov_deg, stills = "script", "1×1", 63.0, True

    def __init__(self, *script: int | Exception, live: bool = True) -> None:
        super().__init__()
        self.live = live
        self.script = list(script)
        self.go = threading.Semaphore(0)
        self.taken = 0

    def tell(self, count: int) -> None:
        """Let `count` more come, and wait until they were taken: the reader is back for the next one, or has ended."""
        want = self.taken + count
        for _ in range(count):
            self.go.release()
        deadline_s = time.monotonic() + LONG_S
        while self.taken < want:
            assert time.monotonic() < deadline_s
            time.sleep(0.002)

    def __iter__(self) -> Iterator[Frame]:
        for index, step in enumerate(self.script):
            while not self.go.acquire(timeout=0.02):
                if self._closed.is_set():
                    return
            if isinstance(step, Exception):
                self.taken += 1
                raise step
            yield Frame(index, index / 10, np.full((1, 1, 3), step, np.uint8))
            self.taken += 1


def test_the_newest_wins_and_the_rest_is_counted() -> None:
    source = Scripted(10, 20, 30, 40, 50)
    with LiveFrames(source) as live:
        frames_ = iter(live)
        source.tell(1)
        assert next(frames_).rgb[0, 0, 0] == 10
        source.tell(3)
        assert next(frames_).rgb[0, 0, 0] == 40
        assert live.dropped == 2
        source.tell(1)
        assert next(frames_).index == 4
        assert live.dropped == 2
        assert list(frames_) == []


def test_others_may_peek() -> None:
    source = Scripted(10, 20)
    with LiveFrames(source) as live:
        source.tell(2)
        sequence, frame = live.latest.peek()
    assert (sequence, frame.index) == (2, 1)


def test_the_sources_error_reaches_the_reader_after_the_last_frame() -> None:
    source = Scripted(10, CameraError("It was unplugged.", "Plug it in."))
    with LiveFrames(source) as live:
        source.tell(2)
        frames_ = iter(live)
        assert next(frames_).index == 0
        with pytest.raises(CameraError, match="unplugged"):
            next(frames_)


def test_close_stops_thread_and_source() -> None:
    live = LiveFrames(Scripted(10))
    assert live._thread.name == "camera script"
    assert live._thread.daemon
    live.close()
    live.close()
    assert not live._thread.is_alive()
    assert list(live) == []


def test_close_from_another_thread_lets_a_waiting_reader_go() -> None:
    live = LiveFrames(Scripted(10))
    threading.Timer(0.1, live.close).start()
    assert list(live) == [], "the script itself would wait for ever"


def test_files_that_the_source_skipped_are_told() -> None:
    source = Scripted()
    source.skipped_names.append("torn.jpg")
    with LiveFrames(source) as live:
        assert live.remark == "Left out, since it can't be read: torn.jpg."


def test_only_live_sources_are_wrapped() -> None:
    film = Scripted(live=False)
    assert frames(film) is film
    with frames(Scripted()) as live:
        assert isinstance(live, LiveFrames)
        assert (live.name, live.live, live.description, live.horizontal_fov_deg, live.stills) == ("script", True, "1×1", 63.0, True)


class Lockable(Scripted):
    """A source that tells what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def lock(self) -> None:
        self.asked.append("lock")

    def restore(self) -> None:
        self.asked.append("restore")


def test_a_lock_reaches_the_source() -> None:
    source = Lockable()
    with LiveFrames(source) as live:
        live.lock()
        live.restore()
    assert source.asked == ["lock", "restore"]
