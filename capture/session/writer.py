"""The thread that owns a sitting's folder: compressing and syncing a picture takes longer than a frame lasts."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING, TypeAlias

from capture.errors import SessionError

if TYPE_CHECKING:
    from capture.session.folder import Session
    from capture.session.sidecar import KeptShot
    from capture.types import Shot

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
class Failed:
    """Something could not be written. A `shot` stays in memory and is tried again; it is reported once, not at every attempt."""

    error: SessionError
    shot: Shot | None = None


Outcome: TypeAlias = Kept | Undone | Failed


@dataclass(slots=True)
class _Keep:
    shot: Shot
    failed: bool = False


@dataclass(slots=True)
class _Undo:
    failed: bool = False


@dataclass(slots=True)
class _Log:
    event: str
    t_s: float | None
    fields: dict[str, object] = field(default_factory=dict)


_Job: TypeAlias = _Keep | _Undo | _Log


class SessionWriter:
    """Writes to `session` on a thread of its own, in the order of the calls, which return at once.

    A shot that can't be written (the disk is full) holds up what comes after it, is tried again every `retry_s` seconds and once more at `close()`.
    """

    def __init__(self, session: Session, *, retry_s: float = RETRY_S) -> None:
        self._session = session
        self._retry_s = retry_s
        self._changed = Condition()
        self._jobs: deque[_Job] = deque()
        self._outcomes: deque[Outcome] = deque()
        self._unsaved: list[Shot] = []
        self._closing = False
        self._done = False
        self._thread = Thread(target=self._run, name="session writer", daemon=True)
        self._thread.start()

    def keep(self, shot: Shot) -> None:
        """Write the shot; `poll()` tells how it went."""
        self._put(_Keep(shot))

    def undo(self) -> None:
        """Undo the last shot that was given to `keep()` before this call; `poll()` tells how it went."""
        self._put(_Undo())

    def log(self, event: str, *, t_s: float | None = None, **fields: object) -> None:
        """Add a line to the journal; `poll()` tells if it failed."""
        self._put(_Log(event, t_s, fields))

    def poll(self) -> list[Outcome]:
        """Return what happened since the last call, without waiting. Raises SessionError when the thread has died."""
        with self._changed:
            outcomes = list(self._outcomes)
            self._outcomes.clear()
        if not outcomes and not self._done and not self._thread.is_alive():
            raise SessionError("The thread that saves photographs has stopped.", "Quit and start again in the same folder; see the log.")
        return outcomes

    def close(self, timeout_s: float = 30.0) -> list[Shot]:
        """Write what is left, close the session, and return the shots that could not be saved within `timeout_s`; `poll()` still tells the rest."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout_s)
        with self._changed:
            return [*self._unsaved, *(job.shot for job in self._jobs if isinstance(job, _Keep))]

    def _put(self, job: _Job) -> None:
        with self._changed:
            if self._closing:
                raise SessionError("The sitting is closed.", "Start a new one, or go on with this one by opening its folder again.")
            self._jobs.append(job)
            self._changed.notify_all()

    def _run(self) -> None:
        """Do the jobs in order until closed, then drain what is left."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._jobs or self._closing)
                if self._closing:
                    break
                job = self._jobs[0]
            outcome = self._do(job)
            with self._changed:
                if isinstance(outcome, Failed) and not isinstance(job, _Log):
                    self._report(job, outcome)
                    self._changed.wait_for(lambda: self._closing, self._retry_s)
                else:
                    self._jobs.popleft()
                    self._report(job, outcome)
        self._drain()

    def _drain(self) -> None:
        """Try each job left once more, then close the session. An undo that meets a shot which could not be saved drops that shot."""
        newest_first: list[Shot | None] = []
        while self._jobs:
            job = self._jobs[0]
            unsaved = newest_first.pop() if isinstance(job, _Undo) and newest_first else None
            outcome = Undone(None) if unsaved else self._do(job)
            with self._changed:
                self._jobs.popleft()
                if isinstance(job, _Keep):
                    newest_first.append(job.shot if isinstance(outcome, Failed) else None)
                self._unsaved = [shot for shot in self._unsaved if shot is not unsaved]
                if isinstance(job, _Keep) and isinstance(outcome, Failed):
                    self._unsaved.append(job.shot)
                self._report(job, outcome)
        try:
            self._session.close()
        except SessionError as error:
            self._outcomes.append(Failed(error))
        self._done = True

    def _do(self, job: _Job) -> Outcome | None:
        """Carry out one job and return what to report of it."""
        try:
            if isinstance(job, _Keep):
                return Kept(job.shot, self._session.keep(job.shot))
            if isinstance(job, _Undo):
                return Undone(self._session.undo_last())
            self._session.log(job.event, t_s=job.t_s, **job.fields)
        except SessionError as error:
            return Failed(error, job.shot if isinstance(job, _Keep) else None)
        return None

    def _report(self, job: _Job, outcome: Outcome | None) -> None:
        """Put an outcome where `poll()` finds it: of the same job's failures only the first."""
        if outcome is None:
            return
        if isinstance(outcome, Failed) and not isinstance(job, _Log):
            if job.failed:
                return
            job.failed = True
        self._outcomes.append(outcome)
