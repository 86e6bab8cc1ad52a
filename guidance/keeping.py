"""What a sitting keeps, on its way to the folder: photographs, what is taken back, the journal; and what came of it, in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from capture.beside import Beside
from capture.errors import SessionError
from capture.feed import FEED_EVENT, FeedNote, Watch, looked, repeats_what_rests
from capture.session import Failed, Kept, SessionWriter, Undone
from guidance.feed_words import in_words as feed_in_words
from guidance.identity import in_words, scorer

if TYPE_CHECKING:
    from capture.camera import Source
    from capture.session import Outcome, Session, Unsaved
    from capture.types import Face, Observation, Shot
    from guidance.profile import Profile
    from guidance.snapshot import Snapshot


FEED_EVERY_S = 6.0
"""A look at a live feed takes as long as several of its frames, and makes those late.

Before a sitting, where they are only shown, and in files, it is looked at more often."""
FEED_LAG_S = 0.5
"""A look unpacks three whole pictures of a 4K camera first; nobody waits for what it finds."""


class Keeping:
    """Hands over to the writer's thread what the coach decided. Belongs to the coach's thread; `session` is closed by `close()`.

    Where a `source` is given, the first seconds of its pictures are looked at for what programs do to them; not those of photographs.
    """

    def __init__(self, session: Session, profile: Profile, source: Source | None = None) -> None:
        self._feed = None if source is None or source.stills else _watch(source)
        self._beside = Beside("feed", lag_s=FEED_LAG_S)
        self._camera = "" if source is None else source.name
        self._face_before: Face | None = None
        self._writer = SessionWriter(session, score=scorer(profile))
        self._failing: list[int] = []
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
        """Keep and take back what the coach decided."""
        # First what is taken back: the coach hands over no shot that it took back within the same step, so it is always an earlier one.
        for _ in range(snapshot.undone):
            self._writer.undo()
            self._notices.pop("iso", None)
        for shot in snapshot.kept:
            self._writer.keep(shot)
        if snapshot.refused is not None:
            self.log("refused", t_s=snapshot.t_s, frames=snapshot.refused)

    def note_said(self, snapshot: Snapshot) -> None:
        """Note what is said now, if anything is."""
        if snapshot.cue is not None and snapshot.prompt is not None and snapshot.cue.clip is not None:
            self.log("prompt", t_s=snapshot.t_s, prompt=snapshot.prompt.id, said=snapshot.prompt.say)

    def settle(self) -> None:
        """Wait until each photograph is on the disk, or one of them could not be written: for a sitting whose frames wait, too."""
        self._writer.settle()

    def watch_feed(self, seen: Observation) -> None:
        """Look at the next frame for what programs do to pictures; note what was found once enough was seen."""
        if self._feed is None:
            return
        self._beside.hand_on(seen.frame.t_s)
        run = self._feed.run(seen.frame)
        if run is not None:
            self._beside.do(partial(looked, run, self._face_before), self._feed.take)
            self._beside.start()
        self._face_before = seen.face
        if self._feed.done:
            self._note_feed(seen.frame.t_s)

    def _note_feed(self, t_s: float | None) -> None:
        """Note what is known of the feed, once; a program's work is told on the screen, too."""
        if self._feed is None:
            return
        self._beside.finish()
        self._beside.close()
        reading, self._feed = self._feed.reading, None
        words = feed_in_words(reading, self._camera)
        note = FeedNote(filtered=words.filtered, in_plain_words=words.sentences, reading=reading)
        self.log(FEED_EVENT, t_s=t_s, **note.fields())
        if words.filtered:
            self._notices["feed"] = f"{words.short[:1].upper()}{words.short[1:]}."

    def log(self, event: str, *, t_s: float | None, **fields: object) -> None:
        """Add a line to the journal."""
        self._writer.log(event, t_s=t_s, **fields)

    def look_after(self) -> tuple[Shot, ...]:
        """Take in what happened since the last call, without waiting, and return the photographs that are on the disk since."""
        outcomes = self._writer.poll()
        for outcome in outcomes:
            self._note(outcome)
        return tuple(outcome.shot for outcome in outcomes if isinstance(outcome, Kept))

    def close(self) -> tuple[Unsaved, ...]:
        """Write what is left, and return the photographs that found no room in the folder; `look_after` tells of the others."""
        self._note_feed(None)
        return tuple(self._writer.close())

    def _note(self, outcome: Outcome) -> None:
        if isinstance(outcome, Kept):
            self._failing = [one for one in self._failing if one != id(outcome.shot)]
            scores = in_words(outcome.kept.sidecar.iso)
            if scores is not None:
                self._notices["iso"] = scores
        elif isinstance(outcome, Failed) and outcome.shot is not None:
            self._failing.append(id(outcome.shot))
        elif isinstance(outcome, Undone) and outcome.kept is None and self._failing:
            # It hit the newest photograph that could not be written.
            self._failing.pop()
            if not self._failing:
                self._notices.pop("broken", None)
        if not isinstance(outcome, Failed):
            self._notices.pop("session", None)
        elif isinstance(outcome.error, SessionError):
            self._notices["session"] = str(outcome.error)
        else:
            look = f" of {outcome.shot.look}" if outcome.shot else ""
            self._notices["broken"] = f"The photograph{look} could not be written; it is put elsewhere at the end."


def _watch(source: Source) -> Watch:
    repeats = repeats_what_rests(source)
    return Watch(repeats=repeats, every_s=FEED_EVERY_S) if source.live else Watch(repeats=repeats)
