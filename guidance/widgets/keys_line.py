"""The last line of a screen: its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.screen import Screen


class KeysLine(Footer):
    """Textual's footer, built anew only where a key has changed: Textual's own does it, key by key, each time the focus moves."""

    _composed_of: list[tuple[Binding, bool, str]] | None = None

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Take in the screen's keys and which of them can be pressed."""
        now = [(binding, enabled, tooltip) for _, binding, enabled, tooltip in screen.active_bindings.values()]
        if not (screen.app.app_focus and self.is_attached and screen is self.screen):
            # Nothing is built now, so nothing may be taken for built.
            self._composed_of = None
        elif self._composed_of == now:
            return
        else:
            self._composed_of = now
        super().bindings_changed(screen)
