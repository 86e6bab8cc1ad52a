"""What people decided about a sitting's photographs afterwards: kept, rejected, favourite, and notes. The photographs themselves are never touched.

    DIR/decisions.jsonl   one JSON object a line, only ever added to

Each line is on the disk before the key that asked for it has been answered, and a line that was cut off is left out. That an earlier one is taken back is a
line too, so that there is no end to undoing, even another day.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self

import msgspec

from capture import atomic
from capture.errors import SessionError
from capture.session.info import now, read_info
from capture.session.journal import Journal, read_journal
from capture.session.lock import FolderLock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

DECISIONS_NAME = "decisions.jsonl"
_DECIDED, _TAKEN_BACK = "decided", "taken back"


class Mark(StrEnum):
    """What somebody thinks of a photograph."""

    KEPT = "kept"
    REJECTED = "rejected"
    FAVOURITE = "favourite"


class Decision(msgspec.Struct, frozen=True):
    """All that was decided about one photograph; without a mark nobody has said yet."""

    mark: Mark | None = None
    note: str = ""


UNDECIDED = Decision()


class _Line(msgspec.Struct, frozen=True):
    """A line of the file; of one that takes back only the event counts."""

    event: str
    shot: str = ""
    mark: Mark | None = None
    note: str = ""


def read_decisions(folder: Path) -> dict[str, Decision]:
    """Return what was decided about the sitting in `folder`, by the photographs' ids; who is not there is undecided. Raises SessionError."""
    return _now(_standing(folder))


class Decisions:
    """The decisions of the sitting in `folder`, to be added to by one program at a time.

    Raises SessionError when there is no sitting, another Northlight writes to it, or the file can't be used.
    """

    def __init__(self, folder: Path) -> None:
        read_info(folder)
        self._path = folder / DECISIONS_NAME
        self._lock = FolderLock(folder)
        try:
            # Made once and whole, so that its very name lasts through a power cut.
            if not self._path.exists():
                atomic.write(self._path, b"", SessionError)
            self._journal = Journal(self._path)
            self._standing = _standing(folder)
        except SessionError:
            self._lock.release()
            raise

    @property
    def now(self) -> Mapping[str, Decision]:
        """What is decided by now, by the photographs' ids."""
        return _now(self._standing)

    def about(self, shot: str) -> Decision:
        """Return what is decided about that photograph."""
        return self.now.get(shot, UNDECIDED)

    def mark(self, shot: str, mark: Mark | None) -> None:
        """Decide about a photograph; None leaves it undecided again. Its note stays. Raises SessionError, and then nothing was decided."""
        self._decide(shot, Decision(mark, self.about(shot).note))

    def note(self, shot: str, note: str) -> None:
        """Note something about a photograph in one line; an empty one takes the note away. Raises SessionError, and then nothing was noted."""
        self._decide(shot, Decision(self.about(shot).mark, " ".join(note.split())))

    def undo(self) -> str | None:
        """Take back the newest decision that stands, and return the id of its photograph; None where there is none. Raises SessionError."""
        if not self._standing:
            return None
        self._add(_TAKEN_BACK, {})
        return self._standing.pop()[0]

    def close(self) -> None:
        """Let other programs in; a second call does nothing."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _decide(self, shot: str, decision: Decision) -> None:
        if decision == self.about(shot):
            return
        self._add(_DECIDED, {"shot": shot, "mark": decision.mark, "note": decision.note})
        self._standing.append((shot, decision))

    def _add(self, event: str, fields: dict[str, object]) -> None:
        try:
            self._journal.add(event, None, {"at": now(), **fields})
        except SessionError:
            # A line that waited would come out later, when its key has long been answered with "no".
            self._journal = Journal(self._path)
            raise


def _now(standing: list[tuple[str, Decision]]) -> dict[str, Decision]:
    return {shot: decision for shot, decision in dict(standing).items() if decision != UNDECIDED}


def _standing(folder: Path) -> list[tuple[str, Decision]]:
    """Return the decisions that were not taken back, oldest first."""
    path = folder / DECISIONS_NAME
    standing: list[tuple[str, Decision]] = []
    for number, fields in enumerate(read_journal(path), 1):
        try:
            line = msgspec.convert(fields, _Line)
        except msgspec.ValidationError as reason:
            raise SessionError(f"Line {number} of {path} is damaged: {reason}.", "Remove that line; the photographs don't need it.") from reason
        if line.event == _DECIDED:
            standing.append((line.shot, Decision(line.mark, line.note)))
        elif line.event == _TAKEN_BACK and standing:
            standing.pop()
    return standing
