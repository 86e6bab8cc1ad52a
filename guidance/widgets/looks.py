"""The looks of a sitting: which are done, which is being worked on, which are still to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from guidance.snapshot import LookState

if TYPE_CHECKING:
    from textual.geometry import Size

    from guidance.snapshot import LookProgress, Snapshot

SHAPES = {LookState.DONE: "✓", LookState.CURRENT: "▶", LookState.TO_DO: "·", LookState.SKIPPED: "–"}
"""A state is told by its shape; the colour only says it again."""

_COLOURS = {LookState.DONE: "$success", LookState.CURRENT: "bold $foreground", LookState.TO_DO: "$quiet", LookState.SKIPPED: "$quiet"}


def in_view(count: int, current: int, rows: int) -> range:
    """Return which of `count` looks to show in `rows` rows: all of them, or a window with the current one near its middle."""
    first = min(max(current - rows // 2, 0), max(count - rows, 0))
    return range(first, min(first + rows, count))


class Looks(Widget):
    """Shows the list of looks with how many photographs each has."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._looks: tuple[LookProgress, ...] = ()

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot's looks; nothing is painted when they stand as before."""
        if snapshot.looks != self._looks:
            taller = len(snapshot.looks) != len(self._looks)
            self._looks = snapshot.looks
            self.refresh(layout=taller)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own signature
        """Return the rows for every look and the heading."""
        return len(self._looks) + 1

    def render(self) -> Content:
        """Return one line for each look, with a heading where there is room for it."""
        width, height = self.content_size
        heading = height > len(self._looks) and bool(self._looks)
        current = next((number for number, look in enumerate(self._looks) if look.state is LookState.CURRENT), len(self._looks) - 1)
        lines = [self._line(self._looks[number], width) for number in in_view(len(self._looks), current, height - heading)]
        if heading:
            kept = f"{sum(look.shots for look in self._looks)} kept"
            lines.insert(0, Content.styled(f"Looks {kept:>{max(width - 6, 0)}}", "$quiet"))
        return Content("\n").join(lines)

    def _line(self, look: LookProgress, width: int) -> Content:
        count = str(look.shots) if look.shots else ""
        room = max(width - 3 - len(count), 1)
        title = look.title if len(look.title) <= room else f"{look.title[: room - 1]}…"
        return Content.styled(f"{SHAPES[look.state]} {title.ljust(room)} {count}", _COLOURS[look.state])
