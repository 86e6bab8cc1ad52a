"""What is shown in a window in which nothing else could be read. What lies under it waits, and is there again in a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

SMALLEST = (20, 5)
"""Columns and rows of the smallest window in which the large words and a little of the picture have room."""


class TooSmallScreen(Screen[None]):
    """Asks for a larger window."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Say what to do, in as few letters as may be."""
        yield Static("Enlarge this window", id="too-small")
