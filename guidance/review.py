"""A past sitting as it is looked through: which photograph is looked at, beside which other, and what is decided about it."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from capture.errors import SessionError
from capture.session import UNDECIDED, Decisions, Session, read_decisions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from capture.session import Decision, KeptShot, Mark
    from capture.types import Rgb

PICTURES = 4
"""So many photographs' pixels are kept at hand: the pair, and one to either side."""


class Review:
    """The sitting in `folder`. What is decided is on the disk when the call returns.

    Where another Northlight writes to the folder it can be looked at only, until that one is done; `refused` says so. Raises SessionError where there is no
    sitting, or its decisions can't be read.
    """

    def __init__(self, folder: Path) -> None:
        session = Session.read(folder)
        self.folder = folder
        self.info = session.info
        self.shots: tuple[KeptShot, ...] = session.shots
        self.damaged: tuple[str, ...] = tuple(session.damaged)
        self.at = 0
        self.refused: SessionError | None = None
        self._other: str | None = None
        self._book: Decisions | None = None
        self._read: Mapping[str, Decision] = read_decisions(folder)
        self._pictures: OrderedDict[str, Rgb | SessionError] = OrderedDict()
        if self.shots:
            self._open()

    @property
    def shot(self) -> KeptShot | None:
        """The photograph that is looked at; None where the sitting has none."""
        return self.shots[self.at] if self.shots else None

    @property
    def other(self) -> KeptShot | None:
        """The one beside it; None where none was chosen, or it is the same."""
        found = next((shot for shot in self.shots if shot.id == self._other), None)
        return None if found is self.shot else found

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """What is decided by now, by the photographs' ids."""
        return self._read if self._book is None else self._book.now

    def about(self, shot: KeptShot) -> Decision:
        """Return what is decided about a photograph."""
        return self.decisions.get(shot.id, UNDECIDED)

    def go(self, step: int) -> None:
        """Look at the photograph that stands `step` further on; at either end it stays."""
        self.go_to(self.at + step)

    def go_to(self, place: int) -> None:
        """Look at the photograph at that place."""
        self.at = min(max(place, 0), max(len(self.shots) - 1, 0))

    def compare(self) -> None:
        """Have this photograph stand beside whichever is looked at from now on; asked for on itself again, none does."""
        here = None if self.shot is None else self.shot.id
        self._other = None if self._other == here else here

    def mark(self, mark: Mark) -> None:
        """Decide about this photograph; the same again leaves it undecided. Raises SessionError."""
        if self.shot is not None:
            book = self._open_book()
            book.mark(self.shot.id, None if self.about(self.shot).mark is mark else mark)

    def note(self, note: str) -> None:
        """Note something about this photograph; nothing takes the note away. Raises SessionError."""
        if self.shot is not None:
            self._open_book().note(self.shot.id, note)

    def undo(self) -> bool:
        """Take back the newest decision, and look at its photograph; return whether there was one. Raises SessionError."""
        if not self.shots:
            return False
        undone = self._open_book().undo()
        place = next((place for place, shot in enumerate(self.shots) if shot.id == undone), None)
        if place is not None:
            self.at = place
        return undone is not None

    def picture(self, shot: KeptShot) -> Rgb | SessionError:
        """Return a photograph's pixels, proved to be those that were kept, or why there are none."""
        if shot.id not in self._pictures:
            try:
                self._pictures[shot.id] = shot.picture().rgb
            except SessionError as error:
                self._pictures[shot.id] = error
        self._pictures.move_to_end(shot.id)
        while len(self._pictures) > PICTURES:
            self._pictures.popitem(last=False)
        return self._pictures[shot.id]

    def close(self) -> None:
        """Let other programs decide; what is decided can still be read."""
        if self._book is not None:
            self._read = dict(self._book.now)
            self._book.close()
            self._book = None

    def _open(self) -> None:
        try:
            self._book = Decisions(self.folder)
            self.refused = None
        except SessionError as error:
            self.refused = error

    def _open_book(self) -> Decisions:
        """Return what decisions are written to, once nobody else writes there. Raises SessionError."""
        if self._book is None:
            self._open()
        if self._book is None:
            raise self.refused or SessionError(f"{self.folder} is closed.", "Open it again.")
        return self._book
