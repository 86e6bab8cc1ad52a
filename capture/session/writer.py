"""The thread that owns a sitting's folder: compressing and syncing a picture takes longer than a frame lasts."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING, TypeAlias

from capture.errors import SessionError
from capture.session.rescue import rescue

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.session.folder import Session
    from capture.session.rescue import Unsaved
    from capture.session.sidecar import IsoScore, KeptShot
    from capture.types import Frame, Shot

RETRY_S = 2.0


@dataclass(frozen=True, slots=True)
class Kept:
    """A shot is on the disk."""

    shot: Shot
    kept: KeptShot


@dataclass(frozen=True, slots=True)
class Undone:
    """An undo was carried out; `kept` is the shot it hit, None when there was none, or none that had reached the disk."""

    kept: KeptShot | None


@dataclass(frozen=True, slots=True)
class Logged:
    """The journal, which had failed, can be written again."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Something could not be written. A `shot` stays in memory; it is reported once, not at every attempt."""

    error: Exception
    """A SessionError, or whatever else broke."""
    shot: Shot | None = None


Outcome: TypeAlias = Kept | Undone | Logged | Failed


@dataclass(slots=True)
class _Keep:
    shot: Shot
    failed: bool = False


@dataclass(slots=True)
class _Burst:
    kept: KeptShot
    frames: tuple[Frame, ...]
    failed: bool = False


@dataclass(slots=True)
class _Undo:
    failed: bool = False


@dataclass(slots=True)
class _Log:
    event: str
    t_s: float | None
    fields: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Close:
    """The last one."""


_Job: TypeAlias = _Keep | _Burst | _Undo | _Log | _Close


class SessionWriter:
    """Writes to `session` on a thread of its own, in the order of the calls, which return at once.

    What the folder can't take (the disk is full) holds up what comes after it, is tried again every `retry_s` seconds and once more at `close()`. A shot
    that breaks for any other reason would break again: it is set aside, and the rest goes on. `close()` puts all that is left elsewhere. `score`, called on
    that thread, scores a shot as an identity photograph. The frames of a shot's burst follow when nothing else waits; they are tried once.
    """

    def __init__(self, session: Session, *, retry_s: float = RETRY_S, score: Callable[[Shot], tuple[IsoScore, ...]] | None = None) -> None:
        self._session = session
        self._score = score
        self._retry_s = retry_s
        self._changed = Condition()
        self._jobs: deque[_Job] = deque()
        self._outcomes: deque[Outcome] = deque()
        self._given: list[Shot | None] = []
        """The shots that were set aside, each in its place among those given to `keep()`; None for one on the disk. Undone ones are gone."""
        self._journal_failed = False
        self._closing = False
        self._rescued: list[Unsaved] | None = None
        self._thread = Thread(target=self._run, name="session writer", daemon=True)
        self._thread.start()

    def keep(self, shot: Shot) -> None:
        """Write the shot; `poll()` tells how it went."""
        self._put(_Keep(shot))

    def undo(self) -> None:
        """Undo the last shot that was given to `keep()` before this call; `poll()` tells how it went."""
        self._put(_Undo())

    def log(self, event: str, *, t_s: float | None = None, **fields: object) -> None:
        """Add a line to the journal; `poll()` tells if it failed, and when the journal can be written again."""
        self._put(_Log(event, t_s, fields))

    def poll(self) -> list[Outcome]:
        """Return what happened since the last call, without waiting."""
        with self._changed:
            outcomes = list(self._outcomes)
            self._outcomes.clear()
        return outcomes

    def settle(self) -> None:
        """Wait until each shot that was given to `keep()` is written or set aside, or the folder takes nothing."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_stuck() or not any(isinstance(job, _Keep) for job in self._jobs))

    def _is_stuck(self) -> bool:
        """Return whether the first job failed and is tried again and again: those after it wait for it."""
        return bool(self._jobs) and isinstance(self._jobs[0], _Keep | _Undo) and self._jobs[0].failed

    def close(self, timeout_s: float = 30.0) -> list[Unsaved]:
        """Write what is left, close the session, and return the shots that could not be saved within `timeout_s`, with the folder that took them instead.

        `poll()` still tells the rest. A second call returns the same again.
        """
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout_s)
        if self._rescued is None:
            with self._changed:
                unsaved = [shot for shot in self._given if shot is not None]
                unsaved += [job.shot for job in self._jobs if isinstance(job, _Keep)]
            self._rescued = rescue(unsaved, self._session.info)
        return self._rescued

    def _put(self, job: _Job) -> None:
        with self._changed:
            if self._closing:
                raise SessionError("The sitting is closed.", "Start a new one, or go on with this one by opening its folder again.")
            self._jobs.append(job)
            self._changed.notify_all()

    def _run(self) -> None:
        """Do the jobs in order until closed and none is left, then close the session."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._jobs or self._closing)
                job = self._jobs[0] if self._jobs else _Close()
                last_try = self._closing
            outcome = self._do(job)
            with self._changed:
                self._report(job, outcome)
                self._changed.notify_all()
                if isinstance(job, _Close):
                    return
                if not last_try and isinstance(job, _Keep | _Undo) and isinstance(outcome, Failed) and isinstance(outcome.error, SessionError):
                    self._changed.wait_for(lambda: self._closing, self._retry_s)
                else:
                    self._jobs.popleft()
                    self._settle(job, outcome)
                    self._changed.notify_all()

    def _do(self, job: _Job) -> Outcome | None:
        """Carry out one job and return what to report of it."""
        try:
            match job:
                case _Keep():
                    return Kept(job.shot, self._session.keep(job.shot, self._score(job.shot) if self._score else ()))
                case _Burst():
                    self._session.keep_burst(job.kept, job.frames)
                    return None
                case _Undo():
                    hits_memory = bool(self._given) and self._given[-1] is not None
                    return Undone(None if hits_memory else self._session.undo_last())
                case _Log():
                    self._session.log(job.event, t_s=job.t_s, **job.fields)
                case _Close():
                    self._session.close()
        except Exception as error:  # noqa: BLE001 - the thread's one door: one bad shot must cost neither the others nor the session's end
            return Failed(error, job.shot if isinstance(job, _Keep) else None)
        return Logged() if self._journal_failed else None

    def _settle(self, job: _Job, outcome: Outcome | None) -> None:
        """Remember what a finished job left for an undo, and for the end."""
        if isinstance(job, _Keep):
            self._given.append(job.shot if isinstance(outcome, Failed) else None)
            if isinstance(outcome, Kept) and job.shot.burst:
                # Last in the queue: no photograph waits for what is only beside another one.
                self._jobs.append(_Burst(outcome.kept, job.shot.burst))
        elif isinstance(outcome, Undone) and self._given:
            self._given.pop()

    def _report(self, job: _Job, outcome: Outcome | None) -> None:
        """Put an outcome where `poll()` finds it: of the same job's failures only the first."""
        if outcome is None:
            return
        failed = isinstance(outcome, Failed)
        if isinstance(job, _Log | _Close):
            self._journal_failed = failed
        elif failed:
            if job.failed:
                return
            job.failed = True
        self._outcomes.append(outcome)
