"""The terminal application round one sitting."""

from __future__ import annotations

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

    `run()` returns None, or the error that broke the sitting: the command line prints it.
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
        self.register_theme(THEME)
        self.theme = THEME.name

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
