"""What a sitting keeps, on its way to the folder: photographs, what is taken back, the journal; and what came of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.errors import SessionError
from capture.session import Failed, Kept, SessionWriter
from guidance.identity import in_words, scorer

if TYPE_CHECKING:
    from capture.session import Outcome, Session, Unsaved
    from guidance.profile import Profile
    from guidance.snapshot import Snapshot


class Keeping:
    """Hands over to the writer's thread what the coach decided. Belongs to the coach's thread; `session` is closed by `close()`."""

    def __init__(self, session: Session, profile: Profile) -> None:
        self._writer = SessionWriter(session, score=scorer(profile))
        self._failing: set[int] = set()
        self._notices: dict[str, str] = {}

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences about the folder and what it holds, for the screen."""
        return tuple(self._notices.values())

    @property
    def failing(self) -> int:
        """How many photographs could not be written yet."""
        return len(self._failing)

    def carry_out(self, snapshot: Snapshot) -> None:
        """Keep and take back what the coach decided, and note what was said."""
        # First what is taken back: the coach hands over no shot that it took back within the same step, so it is always an earlier one.
        for _ in range(snapshot.undone):
            self._writer.undo()
            self._notices.pop("iso", None)
        for shot in snapshot.kept:
            self._writer.keep(shot)
        if snapshot.refused is not None:
            self.log("refused", t_s=snapshot.t_s, frames=snapshot.refused)
        if snapshot.cue is not None and snapshot.prompt is not None and snapshot.cue.clip is not None:
            self.log("prompt", t_s=snapshot.t_s, prompt=snapshot.prompt.id, said=snapshot.prompt.say)

    def log(self, event: str, *, t_s: float | None, **fields: object) -> None:
        """Add a line to the journal."""
        self._writer.log(event, t_s=t_s, **fields)

    def look_after(self) -> None:
        """Take in what happened since the last call, without waiting."""
        for outcome in self._writer.poll():
            self._note(outcome)

    def close(self) -> tuple[Unsaved, ...]:
        """Write what is left, and return the photographs that found no room in the folder."""
        unsaved = tuple(self._writer.close())
        self.look_after()
        return unsaved

    def _note(self, outcome: Outcome) -> None:
        if isinstance(outcome, Kept):
            self._failing.discard(id(outcome.shot))
            scores = in_words(outcome.kept.sidecar.iso)
            if scores is not None:
                self._notices["iso"] = scores
        elif isinstance(outcome, Failed) and outcome.shot is not None:
            self._failing.add(id(outcome.shot))
        if not isinstance(outcome, Failed):
            self._notices.pop("session", None)
        elif isinstance(outcome.error, SessionError):
            self._notices["session"] = str(outcome.error)
        else:
            look = f" of {outcome.shot.look}" if outcome.shot else ""
            self._notices["broken"] = f"The photograph{look} could not be written; it is put elsewhere at the end."
