"""The terminal application round one sitting."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.console import Console
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType

from guidance.screens.export import ExportScreen
from guidance.screens.help import MEANINGS, HelpScreen
from guidance.screens.live import LiveScreen
from guidance.screens.review import ReviewScreen
from guidance.screens.too_small import SMALLEST, TooSmallScreen
from guidance.themes import THEMES, after
from guidance.widgets.colour_depth import depth
from guidance.widgets.fewer_colours import with_fewer
from guidance.widgets.picture_area import PictureArea
from guidance.widgets.viewfinder import Viewfinder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.driver import Driver
    from textual.events import Resize
    from textual.screen import Screen

    from capture.export import Summary
    from guidance.screens.sitting import Sitting

GOODBYE_S = 900.0
"""How long the closing words stay when nobody presses a key."""

R = TypeVar("R")


class Shell(App[R]):
    """What all screens live in, beginning with `first`; what they look like, and how they end. `broken` is an error of a screen's own."""

    CSS_PATH = "northlight.tcss"
    TITLE = "Northlight"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+t", "next_theme", "Theme", show=False),
    ]

    def __init__(self, first: Screen[None]) -> None:
        super().__init__()
        # The colours themselves go as far as the driver: what Rich makes of them for a terminal with fewer turns a face red.
        self.console = Console(color_system="truecolor", file=self.console.file, highlight=False, emoji=False, legacy_windows=False, force_terminal=True)
        self._first = first
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asked_to_end = False
        self.broken: Exception | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_driver_class(self) -> type[Driver]:
        """Return what draws on this terminal, in the colours that it has."""
        return with_fewer(super().get_driver_class(), depth(os.environ))

    def on_mount(self) -> None:
        """Remember the loop that the screen lives in, for `end()`."""
        self._loop = asyncio.get_running_loop()
        # Whoever stopped the program (SIGTSTP) and goes on finds an empty screen: Textual paints only what changes.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self._asked_to_end:
            self.exit()

    def on_resize(self, event: Resize) -> None:
        """Say so where nothing can be read, and be back once the window is larger; Textual's own handler follows."""
        too_small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if too_small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif not too_small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    def end(self) -> None:
        """End the screen as `q` does; from any thread or signal handler."""
        self._asked_to_end = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.exit)

    def on_exit_app(self) -> None:
        """Leave no picture behind; Textual's own handler follows."""
        for picture in self.screen.query(PictureArea):
            picture.close()

    def on_cursor_position(self) -> None:
        """Take in that the terminal has drawn a picture up to its end: that is what it was asked there."""
        # Also that of a screen which lies under another one by now: its pictures were on their way.
        for screen in self.screen_stack:
            for viewfinder in screen.query(Viewfinder):
                viewfinder.answered()

    def _handle_exception(self, error: Exception) -> None:
        """Leave the screen and hand the error on, instead of printing a traceback over the terminal (Textual's own way)."""
        self.broken = self.broken or error
        self.exit(return_code=1)

    def get_default_screen(self) -> Screen[None]:
        """Return the screen to begin with."""
        return self._first

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the command palette offers: every theme, and what those keys of the screen below it do that say so themselves."""
        for theme in THEMES:
            yield SystemCommand(f"Colours: {theme.name}", "Change the colours of the screen", partial(setattr, self, "theme", theme.name))
        for binding in _offered(screen):
            if binding.tooltip:
                yield SystemCommand(binding.description, binding.tooltip, partial(self.run_action, binding.action, screen))

    def action_help(self) -> None:
        """Show what the keys of the screen do that say so themselves."""
        keys = [(binding.key_display or binding.key, binding.tooltip) for binding in _offered(self.screen) if binding.tooltip]
        self.push_screen(HelpScreen(keys))

    def action_next_theme(self) -> None:
        """Change to the next colours."""
        self.theme = after(self.theme)


def _offered(screen: Screen[Any]) -> Iterable[Binding]:
    """Return what the screen's own keys do now, each once."""
    return {active.binding.action: active.binding for active in screen.active_bindings.values() if active.enabled and active.node is screen}.values()


class NorthlightApp(Shell[Exception]):
    """Shows `sitting` until the sitter quits, the sitting ends, or a while after its last look.

    `run()` returns None, or the error that broke the sitting. The command line prints it. `made` is the set, where one was made on the screen;
    `retake` the look that is to be taken again, in another sitting in the same folder.
    """

    def __init__(self, sitting: Sitting, *, goodbye_s: float = GOODBYE_S) -> None:
        super().__init__(LiveScreen(sitting))
        self._goodbye_s = goodbye_s
        self._done = False
        self.made: Summary | None = None
        self.retake: str | None = None

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the command palette offers: the same, and what the keys of a sitting do."""
        yield from super().get_system_commands(screen)
        if isinstance(screen, LiveScreen):
            for binding in _offered(screen):
                if binding.key in MEANINGS:
                    yield SystemCommand(binding.description, MEANINGS[binding.key], partial(self.run_action, binding.action, screen))

    def on_live_screen_done(self) -> None:
        """Leave the closing words to be read, then end."""
        self._done = True
        self.set_timer(self._goodbye_s, self._say_goodbye)

    def on_export_screen_made(self, message: ExportScreen.Made) -> None:
        """Remember what was made, for the command line's last words."""
        self.made = message.summary

    def on_review_screen_retake(self, message: ReviewScreen.Retake) -> None:
        """End, for the look to be taken again."""
        self.retake = message.look
        self.exit()

    def _say_goodbye(self) -> None:
        """End, but not while a set is made, or photographs are looked at."""
        if not any(isinstance(screen, ExportScreen | ReviewScreen) for screen in self.screen_stack):
            self.exit()

    def on_live_screen_ended(self, message: LiveScreen.Ended) -> None:
        """End with the sitting; one that came to its own end leaves its closing words to be read."""
        if message.error is not None:
            self.exit(message.error, return_code=1)
        elif not self._done:
            self.exit()
