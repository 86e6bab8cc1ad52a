"""A widget whose lines are drawn once: Textual asks every widget for its lines whenever any one is painted, and the live picture is painted all the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from typing import Any, Self

    from textual.geometry import Region, Size
    from textual.strip import Strip


class KeptLines(Widget):
    """Shows what `_draw_lines` returns, which is asked again once the widget was refreshed, or has another size or other colours."""

    _kept: list[Strip] | None = None
    _kept_for: Size | None = None

    def refresh(self, *regions: Region, **what: Any) -> Self:  # noqa: ANN401 - Textual's own arguments, handed on
        """Draw anew."""
        self._kept = None
        return super().refresh(*regions, **what)

    def notify_style_update(self) -> None:
        """Draw anew, in the new colours."""
        super().notify_style_update()
        self._kept = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`."""
        if self._kept is None or self._kept_for != self.size:
            self._kept, self._kept_for = self._draw_lines(*self.size), self.size
        return [line.crop(crop.x, crop.right) for line in self._kept[crop.y : crop.bottom]]

    def _draw_lines(self, width: int, height: int) -> list[Strip]:
        """Return `height` lines, each `width` cells long."""
        raise NotImplementedError
