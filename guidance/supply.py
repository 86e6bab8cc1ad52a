"""The frames of one sitting: from its camera, however often that is lost and found again."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from capture.camera import LiveFrames, Liveness, frames, is_away, open_source
from capture.errors import CameraError
from guidance.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from capture.camera import Source
    from capture.types import Frame

REOPEN_S = 0.5
"""Between two tries to open a lost camera: each asks all cameras of this computer for their names."""
STALL_S = 0.9
"""A live camera that gives no new picture for so long is told to stand still: the sitter is to know within a second."""
BLACK_S = 0.8
"""So long black, at ten pictures a second, is told within a second."""
FROZEN_S = 5.0
"""One that sends the same picture for so long is opened again, which wakes many."""
TURN_S = 0.1
"""How long keys wait while no picture comes."""

BLACK = "The picture is black: open the lens cover, or switch on a light."


class Told(NamedTuple):
    """Whom a supply tells of its camera, on the thread that iterates it.

    `lost` is told a notice, why, and whether to say it aloud; `waiting` again and again, until the camera is `back`, or `given_up` with a last notice.
    """

    lost: Callable[[str, str, bool], None]
    waiting: Callable[[], None]
    back: Callable[[], None]
    given_up: Callable[[str], None]


class Supply:
    """Yields the frames of a source until it ends, `stop` is set, or a live camera stays away for `patience_s`; numbers and times go on whatever happens.

    `source` is the one in use. `paced` plays a file at its own speed. Raises what a source raised that is not live, or that never gave a frame.
    """

    def __init__(self, source: Source, spec: str, stop: Event, told: Told, *, paced: bool, patience_s: float) -> None:  # noqa: PLR0913 - the rig's own
        self.source = frames(source)
        self._spec = spec
        self._stop = stop
        self._told = told
        self._paced = paced and not source.live
        self._patience_s = patience_s
        self._held = False
        self._liveness = Liveness()
        self._last: Frame | None = None
        self._seen_s = 0.0
        self._lost_s: float | None = None
        self._said = False
        self._shift: tuple[int, float] | None = (0, 0.0)

    @property
    def black(self) -> bool:
        """Whether there is nothing in the camera's pictures."""
        return self._liveness.black_s >= BLACK_S

    def hold(self, *, wanted: bool) -> None:
        """Hold the camera's automatics still, or give them back."""
        if wanted is not self._held:
            self._held = wanted
            (self.source.lock if wanted else self.source.restore)()

    def close(self) -> None:
        """Let the camera go; from any thread."""
        self.source.close()

    def __iter__(self) -> Iterator[Frame]:
        source = self.source
        if not isinstance(source, LiveFrames):
            yield from self._played(source)
            return
        while not self._stop.is_set():
            try:
                yield from self._live(source)
            except CameraError as error:
                if self._last is None:
                    raise
                self._lose(f"{error.what} Waiting for it to come back.", str(error), aloud=True)
                found = self._found_again(error)
                if found is None:
                    return
                source = found
            else:
                return

    def _played(self, source: Source) -> Iterator[Frame]:
        pace = Pace(self._stop) if self._paced else None
        for frame in source:
            if self._stop.is_set():
                return
            if pace is not None:
                pace.keep(frame.t_s)
            yield frame

    def _live(self, source: LiveFrames) -> Iterator[Frame]:
        for frame in source.turns(TURN_S):
            if self._stop.is_set():
                return
            if frame is not None:
                self._liveness.see(frame)
            frozen_s = 0.0 if frame is None else self._liveness.same_s
            if frozen_s >= FROZEN_S:
                raise CameraError(f"{source.name} has sent the same picture for {FROZEN_S:.0f} s.", "Unplug it and plug it in again, or restart its app.")
            if frame is not None and frozen_s < STALL_S:
                yield self._next(frame)
            elif self._last is not None and (frame is not None or time.monotonic() - self._seen_s >= STALL_S):
                notice = f"{source.name} gives no new picture. Waiting for it."
                self._lose(notice, notice, aloud=False)
                self._told.waiting()

    def _next(self, frame: Frame) -> Frame:
        """Return a new frame with the sitting's own number and time."""
        now_s = time.monotonic()
        if self._lost_s is not None:
            self._lost_s, self._said = None, False
            self._told.back()
        if self._shift is None and self._last is not None:
            self._shift = self._last.index + 1 - frame.index, self._last.t_s + now_s - self._seen_s - frame.t_s
        index, t_s = self._shift or (0, 0.0)
        self._seen_s = now_s
        self._last = replace(frame, index=frame.index + index, t_s=frame.t_s + t_s)
        return self._last

    def _lose(self, notice: str, why: str, *, aloud: bool) -> None:
        """Tell once that no picture comes, and once more when it is known to be worse; not each time that it is opened and gives none."""
        if self._lost_s is None or (aloud and not self._said):
            self._said = aloud
            self._told.lost(notice, why, aloud)
        self._lost_s = self._lost_s or time.monotonic()

    def _found_again(self, error: CameraError) -> LiveFrames | None:
        """Wait for the camera, and return it once it can be opened: whether it gives pictures is seen later. None where it stays away."""
        self.source.close()
        give_up_s = (self._lost_s or time.monotonic()) + self._patience_s
        while time.monotonic() < give_up_s:
            if self._waited(REOPEN_S):
                return None
            # A camera that is plugged in again may have another number, and is then found by its name.
            for spec in dict.fromkeys((self._spec, self.source.name)):
                try:
                    if is_away(spec):
                        continue
                    source = LiveFrames(open_source(spec))
                except CameraError:
                    continue
                self.source, self._held, self._liveness, self._shift = source, False, Liveness(), None
                return source
        self._told.given_up(f"{error.what} The sitting was ended after {self._patience_s:.0f} s without a picture.")
        return None

    def _waited(self, seconds: float) -> bool:
        """Wait, telling so; return whether the sitting was stopped."""
        until_s = time.monotonic() + seconds
        while time.monotonic() < until_s and not self._stop.wait(TURN_S):
            self._told.waiting()
        return self._stop.is_set()
