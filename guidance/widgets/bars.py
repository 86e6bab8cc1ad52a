"""How far each preset of a finished set is, a bar each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Size

    from capture.export import Progress

_TITLE_COLUMNS = 28
_BAR = "▄"
"""Half a row high: bars of full blocks would melt into one another."""


class Bars(Widget):
    """Shows a line for each preset, in the order in which they were first told: a tick once it is done, its title, its bar, and how many of how many."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._told: dict[str, Progress] = {}

    def show(self, progress: Progress) -> None:
        """Show how far a preset is now."""
        more = progress.preset not in self._told
        self._told[progress.preset] = progress
        self.refresh(layout=more)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own signature
        """Return a row for each preset."""
        return len(self._told)

    def render(self) -> Content:
        """Return the lines, with one between them where there is room."""
        width, height = self.content_size
        between = "\n\n" if height >= 2 * len(self._told) - 1 else "\n"
        return Content(between).join([self._line(each, width) for each in self._told.values()])

    def _line(self, progress: Progress, width: int) -> Content:
        done = progress.done >= progress.of
        columns = min(_TITLE_COLUMNS, width // 2)
        title = progress.title if len(progress.title) < columns else f"{progress.title[: columns - 2]}…"
        count = f" {progress.done}/{progress.of}"
        room = max(width - 2 - columns - len(count), 1)
        full = round(room * progress.done / progress.of)
        return Content.assemble(
            ("✓ " if done else "  ", "bold $success"),
            (title.ljust(columns), "$foreground"),
            (_BAR * full, "$success"),
            (_BAR * (room - full), "$track"),
            (count, "$quiet"),
        )
