"""The terminal application round one sitting."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.theme import Theme

from guidance.screens.live import LiveScreen

if TYPE_CHECKING:
    from guidance.screens.sitting import Sitting

GOODBYE_S = 30.0
"""How long the closing words stay when nobody presses a key."""

THEME = Theme(
    name="northlight",
    primary="#8fb8cc",
    secondary="#7f95a3",
    success="#8ccf9b",
    warning="#f0b65e",
    error="#e88a7d",
    accent="#8fb8cc",
    foreground="#e4e7e5",
    background="#101418",
    surface="#141a1f",
    panel="#1b242b",
    variables={
        "quiet": "#93a0a8",
        "faint": "#46535c",
        "band": "#5d9a70",
        "track": "#232d34",
        "footer-background": "#141a1f",
        "footer-key-foreground": "#8fb8cc",
        "footer-description-foreground": "#93a0a8",
    },
)
"""Dark, so that the screen puts no light on the face. Green is good, amber asks for something; no third colour has a meaning."""


class NorthlightApp(App[Exception]):
    """Shows `sitting` until the sitter quits, the sitting ends, or a while after its last look.

    `run()` returns None, or the error that broke the sitting; `broken` is an error of the screen's own. The command line prints them.
    """

    CSS_PATH = "northlight.tcss"
    TITLE = "Northlight"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c,ctrl+q", "quit", "Quit", show=False, priority=True)]

    def __init__(self, sitting: Sitting, *, goodbye_s: float = GOODBYE_S) -> None:
        super().__init__()
        self._sitting = sitting
        self._goodbye_s = goodbye_s
        self._done = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asked_to_end = False
        self.broken: Exception | None = None
        self.register_theme(THEME)
        self.theme = THEME.name

    def on_mount(self) -> None:
        """Remember the loop that the screen lives in, for `end()`."""
        self._loop = asyncio.get_running_loop()
        if self._asked_to_end:
            self.exit()

    def end(self) -> None:
        """End the screen as `q` does; from any thread or signal handler."""
        self._asked_to_end = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.exit)

    def _handle_exception(self, error: Exception) -> None:
        """Leave the screen and hand the error on, instead of printing a traceback over the terminal (Textual's own way)."""
        self.broken = self.broken or error
        self.exit(return_code=1)

    def get_default_screen(self) -> LiveScreen:
        """Return the screen to begin with."""
        return LiveScreen(self._sitting)

    def on_live_screen_done(self) -> None:
        """Leave the closing words to be read, then end."""
        self._done = True
        self.set_timer(self._goodbye_s, self.exit)

    def on_live_screen_ended(self, message: LiveScreen.Ended) -> None:
        """End with the sitting; one that came to its own end leaves its closing words to be read."""
        if message.error is not None:
            self.exit(message.error, return_code=1)
        elif not self._done:
            self.exit()
