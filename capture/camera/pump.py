"""A device that blocks, read in a thread of its own, so that silence and `close()` are noticed whatever the device does."""

from __future__ import annotations

import atexit
import time
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from capture.errors import CameraError
from capture.mailbox import Closed, Latest
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from capture.types import Rgb

T = TypeVar("T")

SILENCE_S = 5.0
"""How long a live camera may give nothing before that is an error. Phones take 1 to 2 s to start, webcams less."""

_LEAVE_S = 2.0
"""How long the end of the program waits for a device that was not closed."""

_TURN_S = 0.5
"""How long one wait may be: Ctrl-C can't interrupt a longer one on every system."""


@dataclass(frozen=True, slots=True)
class Arrival(Generic[T]):
    """One thing that a device gave: its number from 0, its time in seconds after the first one, and the thing itself."""

    index: int
    t_s: float
    item: T


class Seen(NamedTuple):
    """A picture as it is seen: its pixels, the camera's own JPEG where there is one, and how many times as large that is; see `Frame`."""

    rgb: Rgb
    encoded: bytes | None = None
    shrunk_by: int = 1


class Pump(Generic[T]):
    """Reads a device in a daemon thread and hands over the newest thing it gave.

    `read` blocks until there is something and answers what came (nothing, one thing or several), or raises to end the stream. `release` is called
    exactly once, and never while `read` runs. Reading starts with the first `arrivals()`.
    """

    def __init__(self, name: str, read: Callable[[], Iterable[T]], release: Callable[[], None], *, silence_s: float = SILENCE_S) -> None:
        self.name = name
        self.silence_s = silence_s
        self._read = read
        self._release = release
        self._latest: Latest[Arrival[T]] = Latest()
        self._starting = Lock()
        self._started = False
        self._thread = Thread(target=self._run, name=f"read {name}", daemon=True)

    def arrivals(self) -> Iterator[Arrival[T]]:
        """Yield the newest unseen thing each time, until `close()`.

        Raises `CameraError` when the device is silent for `silence_s`, and whatever `read` raised.
        """
        self._start()
        seen, deadline_s = 0, time.monotonic() + self.silence_s
        while True:
            left_s = deadline_s - time.monotonic()
            try:
                found = self._latest.wait(seen, max(0.0, min(left_s, _TURN_S)))
            except Closed:
                return
            if found is not None:
                seen, arrival = found
                yield arrival
                deadline_s = time.monotonic() + self.silence_s
            elif left_s <= 0:
                raise CameraError(
                    f"{self.name} has given no picture for {self.silence_s:.0f} s.",
                    "See that it is awake, that its lens cover is open and that no other program holds it, then start again.",
                )

    def close(self) -> None:
        """Let the reader go at once; the thread ends, and frees the device, as soon as the device lets it."""
        self._latest.close()
        with self._starting:
            if not self._started:
                self._started = True
                self._release()

    def join(self, timeout_s: float) -> None:
        """Wait up to `timeout_s` until the thread has freed the device."""
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _start(self) -> None:
        with self._starting:
            if not self._started:
                self._started = True
                # Python below 3.13 ends the process with an abort when it finds a thread inside OpenCV's C++ at the very end.
                atexit.register(self._leave)
                self._thread.start()

    def _run(self) -> None:
        index = 0
        start_s: float | None = None
        try:
            while not self._latest.closed:
                for item in self._read():
                    now_s = time.monotonic()
                    start_s = now_s if start_s is None else start_s
                    self._latest.put(Arrival(index, now_s - start_s, item))
                    index += 1
        except Exception as error:  # noqa: BLE001 - whatever ends a thread must reach the one who waits for it
            self._latest.close(error)
        finally:
            self._latest.close()
            self._release()
            atexit.unregister(self._leave)

    def _leave(self) -> None:
        self.close()
        self.join(_LEAVE_S)


def decoded_frames(pump: Pump[T], decode: Callable[[T], Seen | None]) -> Iterator[Frame]:
    """Yield a frame for each arrival that `decode` can read (it answers None for a broken one).

    Raises `CameraError` when all that came for `silence_s` was broken, and what `Pump.arrivals` raises.
    """
    good_s = 0.0
    for arrival in pump.arrivals():
        picture = decode(arrival.item)
        if picture is not None:
            good_s = arrival.t_s
            yield Frame(arrival.index, arrival.t_s, picture.rgb, picture.encoded, shrunk_by=picture.shrunk_by)
        elif arrival.t_s - good_s > pump.silence_s:
            raise CameraError(
                f"{pump.name} has sent only broken pictures for {pump.silence_s:.0f} s.",
                "Choose a smaller picture in the camera's settings, or a better cable or network.",
            )
