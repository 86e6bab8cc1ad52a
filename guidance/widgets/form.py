"""The lines of a form: each has a label, is reached by arrow keys or the mouse, and marks by a shape that it is the one that keys act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Blur, Click, Focus

LABEL_COLUMNS = 9
_MARK = "▶ "


class Row(Widget, can_focus=True):
    """A label and some words. Space or a click presses it."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "press", "Press", show=False)]

    class Pressed(Message):
        """A row was pressed."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

        @property
        def control(self) -> Row:
            """The row."""
            return self.row

    def __init__(self, label: str, words: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.label = label
        self.words = words
        self._colour = "$foreground"

    def say(self, words: str, colour: str = "$foreground") -> None:
        """Show other words, in a theme's `colour`."""
        if (words, colour) != (self.words, self._colour):
            self.words, self._colour = words, colour
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        return Content.assemble(self._begin(), (self.words, f"bold {self._colour}" if self.has_focus else self._colour))

    def action_press(self) -> None:
        """Do what a press does."""
        self.post_message(self.Pressed(self))

    def on_click(self, event: Click) -> None:
        """Do what a click there does."""
        event.stop()
        self._click(event.x)

    def on_focus(self, _event: Focus) -> None:
        """Show the mark."""
        self.refresh()

    def on_blur(self, _event: Blur) -> None:
        """Take the mark away."""
        self.refresh()

    def _click(self, x: int) -> None:  # noqa: ARG002 - where, is of interest to rows of several parts
        """Do the same as space."""
        self.action_press()

    def _begin(self) -> Content:
        mark = (_MARK, "bold $primary") if self.has_focus else " " * len(_MARK)
        return Content.assemble(mark, (self.label.ljust(LABEL_COLUMNS) if self.label else "", "$quiet"))


class Tick(Row):
    """Something to look after, ticked or not."""

    def __init__(self, words: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__("", words, id=id)
        self.ticked = False

    def render(self) -> Content:
        """Return the line with its box."""
        box = ("✓ ", "bold $success") if self.ticked else ("□ ", "$foreground")
        style = "$quiet" if self.ticked else "$foreground"
        return Content.assemble(self._begin(), box, (self.words, f"bold {style}" if self.has_focus else style))

    def action_press(self) -> None:
        """Tick it, or take the tick away."""
        self.ticked = not self.ticked
        self.refresh()


class Choice(Row):
    """One of several values, each with its title. The arrow keys to either side change it, space and a click take the next, a click on ◂ the one before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "The one before", show=False),
        Binding("right", "step(1)", "The next", show=False),
    ]

    class Changed(Message):
        """Another value was chosen by the user."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            """The choice."""
            return self.choice

    def __init__(self, label: str, none: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(label, none, id=id)
        self._options: list[tuple[str, str]] = []
        self._at = 0

    @property
    def value(self) -> str | None:
        """What is chosen; None where there is nothing to choose."""
        return self._options[self._at][0] if self._options else None

    def offer(self, options: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer these values with their titles; `chosen` is where to begin, or else the first."""
        self._options = list(options)
        self._at = next((at for at, (value, _) in enumerate(self._options) if value == chosen), 0)
        self.refresh()

    def render(self) -> Content:
        """Return the line: the title between its arrows, and which of how many it is."""
        if not self._options:
            return super().render()
        count = f" {self._at + 1}/{len(self._options)}"
        room = max(self.content_size.width - self._arrow - 4 - len(count), 1)
        title = self._options[self._at][1]
        title = title if len(title) <= room else f"{title[: room - 1]}…"
        several = len(self._options) > 1
        style = "bold $foreground" if self.has_focus else "$foreground"
        before, after = (("◂ ", "bold $primary"), (" ▸", "bold $primary")) if several else ("", "")
        return Content.assemble(self._begin(), before, (title, style), after, (count if several else "", "$quiet"))

    def action_press(self) -> None:
        """Take the next one."""
        self.action_step(1)

    def action_step(self, step: int) -> None:
        """Take the one that stands `step` further on, round and round."""
        if len(self._options) > 1:
            self._at = (self._at + step) % len(self._options)
            self.refresh()
            self.post_message(self.Changed(self))

    def _click(self, x: int) -> None:
        """Take the one before where ◂ was clicked, else the next."""
        self.action_step(-1 if x <= self._arrow + 1 else 1)

    @property
    def _arrow(self) -> int:
        return len(_MARK) + LABEL_COLUMNS
