"""One sitting, wired: the only place where threads meet.

The coach's thread owns the tracker, the measures and the coach. A live camera has a thread of its own inside its source, the session's folder one inside
its writer, the speaker one inside PortAudio. What others may see of a sitting is in two `Latest`, what they may ask goes into one queue.
"""

from __future__ import annotations

import math
import sys
from contextlib import ExitStack
from dataclasses import replace
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from capture.camera import with_pixels
from capture.errors import SessionError
from capture.mailbox import Latest
from capture.pipeline import known_hfov_deg, open_analyser
from guidance import kept_memory
from guidance.announcing import Announcing
from guidance.film import Film
from guidance.guide import Guide
from guidance.keeping import Keeping
from guidance.looks import presses_to_retake
from guidance.prompts import prompt
from guidance.snapshot import Command, Cue, Phase
from guidance.supply import BLACK, Supply, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.analysis import Analyser
    from capture.calibration import Calibration
    from capture.camera import Source
    from capture.session import Session, Unsaved
    from capture.tracker import Tracker
    from capture.types import Frame
    from guidance.profile import Profile
    from guidance.snapshot import Snapshot
    from guidance.voice import Voice

VOICE_NOTICE_S = 12.0
"""Long enough to be read twice."""
NO_SOUND = "No sound: read the words on the screen. Why: northlight check"
SWITCH_S = 0.0005
"""Between threads: Python's usual 5 ms would double the tracker's time whenever the screen is busy."""


class Rig:
    """Runs one sitting from `start()` to `stop()`, or until the looks are done or the source has ended.

    Takes over the source, the session and the voice, and closes them. `paced` plays a file at its own speed, for a screen; otherwise it goes as fast as it
    can. With `find_light` the sitting begins with the search for the light, with `retake` by taking that look once more. A live camera that is lost is waited
    for, for `patience_s`. `tracker` finds the face where it shall not be MediaPipe. `set_follows` says that whoever holds the sitting exports it, too.
    `on_step` is called on the coach's thread with each snapshot.
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
        calibration: Calibration | None = None,
        paced: bool = False,
        patience_s: float = math.inf,
        tracker: Tracker | None = None,
        set_follows: bool = False,
        find_light: bool = False,
        retake: str | None = None,
        on_step: Callable[[Snapshot], None] | None = None,
    ) -> None:
        self.title = f"{source.name} · {profile.title}"
        self.folder = str(session.folder)
        self.set_follows = set_follows
        self.screen: Latest[Snapshot] = Latest()
        self.commands: SimpleQueue[Command] = SimpleQueue()
        self.unsaved: tuple[Unsaved, ...] = ()
        self.error: Exception | None = None
        self.finished = Event()
        self._stop = Event()
        self._hfov_deg = hfov_deg
        self._calibration = calibration
        self._tracker = tracker
        self._on_step = on_step
        told = Told(self._tell_lost, self._while_waiting, self._tell_back, self._tell_given_up)
        self._stills = source.stills
        self._supply = Supply(source, spec, self._stop, told, paced=paced, patience_s=patience_s)
        self._frames_wait = not (source.live or paced)
        self.frames: Latest[Frame] = Latest()
        self._decided: Snapshot | None = None
        self._shown: Snapshot | None = None
        self._voice = voice
        self._keeping = Keeping(session, profile, source)
        before = [(kept.sidecar.look, kept.sidecar.cause) for kept in session.shots]
        self._hands = profile.hands_free
        self._language = profile.language
        whole = None if source.stills else with_pixels
        self._coach = Guide(profile, before=before, stills=source.stills, find_light=find_light, whole=whole)
        for _ in range(presses_to_retake(retake, profile, before)):
            self.commands.put(Command.RETAKE)
        self._announcing = Announcing()
        self._film = Film()
        self._notices: dict[str, str] = {}
        self._voice_notice_s: dict[str, float] = {}
        self._frames_seen = 0
        self._thread = Thread(target=self._run, name="coach", daemon=True)

    def start(self) -> None:
        """Begin."""
        sys.setswitchinterval(SWITCH_S)
        kept_memory.keep()
        self._thread.start()

    def stop(self, timeout_s: float = 40.0) -> None:
        """End the sitting, keeping what was taken and the nearest frames to what was not; wait until all is written.

        Where that takes longer than `timeout_s`, `error` says so.
        """
        self._stop.set()
        self._supply.close()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
            if self._thread.is_alive():
                what = f"The sitting in {self.folder} was still being written after {timeout_s:.0f} s."
                self.error = SessionError(what, "See that its disk answers; what was announced before is there.")

    # ------------------------------------------------------------------------------------------ the coach's thread

    def _run(self) -> None:
        try:
            with ExitStack() as stack:
                # In reverse: the camera first, the folder last, each whatever happened to the one before.
                stack.callback(self._close_folder)
                stack.callback(lambda: self._voice.close(hurry=self._stop.is_set()))
                stack.callback(self._supply.close)
                stack.callback(self._keep_the_rest)
                self._sit()
        except Exception as error:  # noqa: BLE001 - the thread's one door: whatever broke is shown by the main thread
            self.error = error
        finally:
            self.frames.close()
            self.screen.close(self.error)
            self.finished.set()

    def _close_folder(self) -> None:
        known = self._keeping.notices
        self.unsaved = self._keeping.close()
        # What came of the last photographs is known only now.
        written = self._keeping.look_after()
        news = tuple(notice for notice in self._keeping.notices if notice not in known)
        if (self.unsaved or news or written) and self._decided is not None and self._shown is not None:
            over = replace(self._decided, kept=(), undone=0, cue=None, refused=None)
            last = self._announcing.after(over, written, len(self.unsaved))
            notices = (*self._shown.notices, *news)
            self._show(replace(last, notices=notices, writing=0, unsaved=len(self.unsaved), pictures=self._film.after(last.written, 0)))

    def _sit(self) -> None:
        analyser: Analyser | None = None
        face_scale = None if self._calibration is None else self._calibration.face_scale
        with ExitStack() as stack:
            for frame in self._supply:
                # The first picture is on the screen while the tracker, slow to load, warms up.
                self.frames.put(frame)
                if analyser is None:
                    analyser = stack.enter_context(open_analyser(stills=self._stills, tracker=self._tracker, face_scale=face_scale, hands=self._hands))
                self._take_commands()
                self._frames_seen += 1
                hfov_deg = known_hfov_deg(frame, self._supply.source, self._hfov_deg, self._calibration)
                observation = analyser.observe(frame, hfov_deg)
                self._keeping.watch_feed(observation)
                snapshot = self._coach.step(observation)
                analyser.neutral = snapshot.neutral
                # While frames are gathered, or the best of them would differ in light.
                self._supply.hold(wanted=snapshot.phase is Phase.SHOOTING)
                self._carry_out(snapshot)
                if snapshot.phase is Phase.DONE:
                    break

    def _keep_the_rest(self) -> None:
        """Keep the nearest frames to what was not met, however the sitting ended."""
        self._take_commands()
        last = self._coach.finish()
        dropped = getattr(self._supply.source, "dropped", 0)
        self._keeping.log("frames", t_s=last.t_s if last else None, seen=self._frames_seen, dropped=dropped)
        if last is not None:
            self._carry_out(last)

    def _carry_out(self, snapshot: Snapshot) -> None:
        """Do what the coach decided, and show it; of a photograph only what is on the disk."""
        self._decided = snapshot
        self._keeping.carry_out(snapshot)
        if self._frames_wait:
            self._keeping.settle()
        written = self._keeping.look_after()
        snapshot = self._announcing.after(snapshot, written, self._keeping.failing)
        if snapshot.cue is not None:
            self._voice.play(snapshot.cue)
        self._keeping.note_said(snapshot)
        self._look_after_voice(snapshot.t_s)
        if self._supply.source.remark is not None:
            self._notices["source"] = self._supply.source.remark
        self._tell_black()
        pictures = self._film.after(snapshot.written, snapshot.undone)
        notices = (*snapshot.notices, *self._notices.values(), *self._keeping.notices)
        self._show(replace(snapshot, notices=notices, unsaved=self._keeping.failing, pictures=pictures))

    def _look_after_voice(self, t_s: float) -> None:
        """Say for a while, in one line, that there is no sound; then leave the room to what matters more. The journal has the reason."""
        notice = self._voice.notice
        if notice is not None and notice not in self._voice_notice_s:
            self._voice_notice_s[notice] = t_s
            self._keeping.log("notice", t_s=t_s, notice=notice)
        if notice is not None and t_s - self._voice_notice_s[notice] < VOICE_NOTICE_S:
            self._notices["voice"] = NO_SOUND
        else:
            self._notices.pop("voice", None)

    def _tell_black(self) -> None:
        if self._supply.black and "black" not in self._notices:
            self._notices["black"] = BLACK
            self._keeping.log("notice", t_s=self._t_s, notice=BLACK)
        elif not self._supply.black:
            self._notices.pop("black", None)

    def _show(self, snapshot: Snapshot) -> None:
        self._shown = snapshot
        if self._on_step is not None:
            self._on_step(snapshot)
        # Last: the screen takes Python to draw it.
        self.screen.put(snapshot)

    # ------------------------------------------------------------------------------------------ the camera, lost and found

    def _while_waiting(self) -> None:
        """Do what keys ask for."""
        self._take_commands()
        snapshot = self._coach.act()
        if snapshot is not None:
            self._carry_out(replace(snapshot, phase=Phase.SEEKING, findings=(), prompt=prompt("camera_waiting", language=self._language)))

    def _take_commands(self) -> None:
        while not self.commands.empty():
            self._coach.command(self.commands.get_nowait())

    def _tell_lost(self, notice: str, why: str, aloud: bool) -> None:
        """Say on the screen, in the journal, and where it lasts aloud, that no picture comes; nothing on the screen may look live."""
        self._keeping.log("notice", t_s=self._t_s, notice=why)
        waiting = prompt("camera_waiting", language=self._language)
        if aloud:
            self._voice.play(Cue(clip=waiting.clip, urgent=True))
        self._notices = {"camera": notice} | self._notices | {"camera": notice}
        if self._shown is not None:
            notices = tuple(self._notices.values())
            still = replace(self._shown, phase=Phase.SEEKING, hold_frac=0.0, beats_left=None, timer_left_s=None)
            self._show(replace(still, findings=(), prompt=waiting, cue=None, kept=(), written=(), undone=0, notices=notices))

    def _tell_back(self) -> None:
        self._notices.pop("camera", None)
        self._keeping.log("notice", t_s=self._t_s, notice="The camera is back.")

    def _tell_given_up(self, notice: str) -> None:
        self._notices["camera"] = notice

    @property
    def _t_s(self) -> float | None:
        return None if self._shown is None else self._shown.t_s
