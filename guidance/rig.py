"""One sitting, wired: the only place where threads meet.

The coach's thread owns the tracker, the measures and the coach. A live camera has a thread of its own inside its source, the session's folder one inside
its writer, the speaker one inside PortAudio. What others may see of a sitting is in two `Latest`, what they may ask goes into one queue.
"""

from __future__ import annotations

import math
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from capture.camera import frames, open_source
from capture.errors import CameraError
from capture.mailbox import Latest
from capture.pipeline import open_analyser
from capture.session import Failed, SessionWriter
from guidance.coach import Coach
from guidance.snapshot import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from capture.analysis import Analyser
    from capture.camera import Source
    from capture.session import Session
    from capture.types import Frame, Shot
    from guidance.profile import Profile
    from guidance.snapshot import Command, Snapshot
    from guidance.voice import Voice

REOPEN_S = 2.0
"""How often a lost camera is tried again."""
SWITCH_S = 0.0005
"""Between threads: Python's usual 5 ms would double the tracker's time whenever the screen is busy."""


class Rig:
    """Runs one sitting from `start()` to `stop()`, or until the looks are done or the source has ended.

    Takes over the source, the session and the voice, and closes them. `paced` plays a file at its own speed, for a screen; otherwise it goes as fast as
    it can. A live camera that is lost is waited for, for `patience_s`. `on_step` is called on the coach's thread with each snapshot.
    """

    def __init__(  # noqa: PLR0913 - a sitting is wired from these parts
        self,
        source: Source,
        profile: Profile,
        session: Session,
        voice: Voice,
        *,
        spec: str,
        hfov_deg: float | None = None,
        paced: bool = False,
        patience_s: float = math.inf,
        on_step: Callable[[Snapshot], None] | None = None,
    ) -> None:
        self.title = f"{source.name} · {profile.name}"
        self.folder = str(session.folder)
        self.screen: Latest[Snapshot] = Latest()
        self.commands: SimpleQueue[Command] = SimpleQueue()
        self.unsaved: tuple[Shot, ...] = ()
        self.error: Exception | None = None
        self.finished = Event()
        self._stop = Event()
        self._spec = spec
        self._hfov_deg = hfov_deg
        self._paced = paced and not source.live
        self._patience_s = patience_s
        self._on_step = on_step
        self._source = frames(source)
        self.frames: Latest[Frame] = Latest()
        self._shown: Snapshot | None = None
        self._voice = voice
        self._writer = SessionWriter(session)
        done: dict[str, int] = {}
        for kept in session.shots:
            done[kept.sidecar.look] = done.get(kept.sidecar.look, 0) + 1
        self._coach = Coach(profile, done=done)
        self._notices: dict[str, str] = {}
        self._thread = Thread(target=self._run, name="coach", daemon=True)

    def start(self) -> None:
        """Begin."""
        sys.setswitchinterval(SWITCH_S)
        self._thread.start()

    def stop(self, timeout_s: float = 40.0) -> None:
        """End the sitting, keeping what was taken and the nearest frames to what was not; wait until all is written."""
        self._stop.set()
        self._source.close()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    # ------------------------------------------------------------------------------------------ the coach's thread

    def _run(self) -> None:
        try:
            with ExitStack() as stack:
                stack.callback(self._close_parts)
                self._sit()
        except Exception as error:  # noqa: BLE001 - the thread's one door: whatever broke is shown by the main thread
            self.error = error
        finally:
            self.frames.close()
            self.screen.close(self.error)
            self.finished.set()

    def _close_parts(self) -> None:
        self._source.close()
        self._voice.close()
        self.unsaved = tuple(self._writer.close())
        self._look_after_writer()

    def _sit(self) -> None:
        analyser: Analyser | None = None
        with ExitStack() as stack:
            for frame in self._frames():
                # The first picture is on the screen while the tracker, slow to load, warms up.
                self.frames.put(frame)
                if analyser is None:
                    analyser = stack.enter_context(open_analyser(self._source, self._hfov_deg))
                while not self.commands.empty():
                    self._coach.command(self.commands.get_nowait())
                snapshot = self._coach.step(analyser.observe(frame))
                self._carry_out(snapshot)
                if snapshot.phase is Phase.DONE:
                    break
            last = self._coach.finish()
            if last is not None:
                self._carry_out(last)

    def _carry_out(self, snapshot: Snapshot) -> None:
        """Do what the coach decided, and show it."""
        for shot in snapshot.kept:
            self._writer.keep(shot)
        for _ in range(snapshot.undone):
            self._writer.undo()
        if snapshot.cue is not None:
            self._voice.play(snapshot.cue)
            if snapshot.prompt is not None and snapshot.cue.clip is not None:
                self._writer.log("prompt", t_s=snapshot.t_s, prompt=snapshot.prompt.id, said=snapshot.prompt.say)
        self._look_after_writer()
        if self._voice.notice is not None:
            self._notices["voice"] = self._voice.notice
        else:
            self._notices.pop("voice", None)
        shown = replace(snapshot, notices=(*snapshot.notices, *self._notices.values()))
        self._show(shown)

    def _show(self, snapshot: Snapshot) -> None:
        self._shown = snapshot
        self.screen.put(snapshot)
        if self._on_step is not None:
            self._on_step(snapshot)

    def _look_after_writer(self) -> None:
        for outcome in self._writer.poll():
            if isinstance(outcome, Failed):
                self._notices["session"] = str(outcome.error)
            else:
                self._notices.pop("session", None)

    # ------------------------------------------------------------------------------------------ the camera, lost and found

    def _frames(self) -> Iterator[Frame]:
        """Yield frames until the source ends or the sitting is stopped. A live camera that is lost is opened again, and time goes on."""
        index_before, t_before_s, last = 0, 0.0, None
        began_s = time.monotonic()
        while not self._stop.is_set():
            try:
                for frame in self._source:
                    if self._stop.is_set():
                        return
                    last = replace(frame, index=frame.index + index_before, t_s=frame.t_s + t_before_s)
                    self._keep_pace(last.t_s, began_s)
                    yield last
            except CameraError as error:
                if last is None or not self._source.live:
                    raise
                lost_s = time.monotonic()
                if not self._reopen(error):
                    return
                index_before, t_before_s = last.index + 1, last.t_s + time.monotonic() - lost_s
            else:
                return

    def _keep_pace(self, t_s: float, began_s: float) -> None:
        if self._paced:
            self._stop.wait(max(0.0, began_s + t_s - time.monotonic()))

    def _reopen(self, error: CameraError) -> bool:
        """Wait for the camera, with a notice; return whether it came back."""
        self._source.close()
        self._writer.log("notice", t_s=self._shown.t_s if self._shown else None, notice=str(error))
        give_up_s = time.monotonic() + self._patience_s
        while time.monotonic() < give_up_s and not self._stop.is_set():
            self._notices["camera"] = f"{error.what} Waiting for it to come back."
            if self._shown is not None:
                self._show(replace(self._shown, cue=None, kept=(), undone=0, notices=tuple(self._notices.values())))
            if self._stop.wait(REOPEN_S):
                return False
            try:
                self._source = frames(open_source(self._spec))
            except CameraError as still_lost:
                error = still_lost
            else:
                del self._notices["camera"]
                return True
        self._notices["camera"] = f"{error} The sitting was ended after {self._patience_s:.0f} s without a picture."
        return False
