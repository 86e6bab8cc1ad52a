"""The closing words of a sitting, where its picture was: what was kept, where, and what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from guidance.widgets.path_words import broken, short

if TYPE_CHECKING:
    from guidance.snapshot import Snapshot

EXPORT = "northlight export "


class Closing(Widget):
    """Shows the end of the sitting in `folder`; `set_follows` says that the finished set is made without being asked for. Hidden until it has one to show."""

    ALLOW_SELECT = False

    def __init__(self, folder: str, *, set_follows: bool, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._folder = short(folder)
        self._set_follows = set_follows
        self._snapshot: Snapshot | None = None
        self.display = False

    def show(self, snapshot: Snapshot) -> None:
        """Show the end as this snapshot has it."""
        self._snapshot = snapshot
        self.display = True
        self.refresh()

    def render(self) -> Content:
        """Return the words."""
        return Content("") if self._snapshot is None else self._words(self._snapshot)

    def _words(self, snapshot: Snapshot) -> Content:
        kept, unsaved = sum(look.shots for look in snapshot.looks), snapshot.unsaved
        if unsaved:
            lost = "1 photograph is" if unsaved == 1 else f"{unsaved} photographs are"
            return Content.assemble((f"{lost} not saved there.\n", "bold $warning"), "\nPress ", ("q", "bold $primary"), " to see where they are")
        if snapshot.writing:
            return Content("The last photograph is being written…" if snapshot.writing == 1 else f"{snapshot.writing} photographs are being written…")
        if kept == 0:
            return Content.assemble(("No photograph was kept.\n", "bold $warning"), "\nPress ", ("q", "bold $primary"), ", and sit again")
        photographs = "1 photograph" if kept == 1 else f"{kept} photographs"
        first = (f"Done: {photographs} kept in\n", "bold $success")
        if snapshot.cut_short:
            nearest = "The nearest frames to what was not met are among them.\n"
            first = (f"{snapshot.met} of {len(snapshot.looks)} looks were met; {photographs} kept. {nearest}", "bold $warning")
        columns = self.content_size.width
        done = first, "\n".join(broken(self._folder, columns)), "\n\nPress ", ("e", "bold $primary")
        what = " to watch, " if self._set_follows else " for the finished set, "
        look = what, ("v", "bold $primary"), " to look them through,\nor ", ("q", "bold $primary")
        if self._set_follows:
            return Content.assemble(*done, *look, " to leave: the finished set is made")
        later = ("\n".join(broken(f"{EXPORT}{self._folder}", columns)), "bold $primary")
        return Content.assemble(*done, *look, " and later run\n", later)
