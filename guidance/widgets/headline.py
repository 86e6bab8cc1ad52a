"""A few words in letters as large as the room allows, for the screens before and after a sitting."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from guidance.widgets.block_letters import letters


class Headline(Widget):
    """Shows the one thing to know or do now."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.words = ""
        self._colour = "$foreground"

    def show(self, words: str, colour: str) -> None:
        """Show `words` in a theme's `colour`; nothing is painted when they are there already."""
        if (words, colour) != (self.words, self._colour):
            self.words, self._colour = words, colour
            self.refresh()

    def render(self) -> Content:
        """Return the words in block letters; as bold text where no size of them fits."""
        width, height = self.content_size
        lines = letters(self.words, width, height) if height >= 3 else None
        if lines is None:
            return Content.styled(self.words, f"bold {self._colour}")
        return Content("\n").join(Content.styled(line, self._colour) for line in lines)
