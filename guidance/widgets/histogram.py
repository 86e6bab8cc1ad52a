"""The face's tones, from black on the left to white on the right: how much of the skin is in each sixteenth of the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from guidance.widgets.gauges import PACE_S

if TYPE_CHECKING:
    from guidance.snapshot import Snapshot

LABEL = "  Tones      "
_HEIGHTS = " ▁▂▃▄▅▆▇█"
_SOME_FRAC = 0.004
"""A share from here on is drawn as the lowest bar, however small it is beside the others."""


def bars(tones_frac: tuple[float, ...], columns: int) -> str:
    """Return the tones as `columns` cells, the highest of them full; nothing where they are not known."""
    if not tones_frac or columns < len(tones_frac):
        return ""
    most = max(*tones_frac, _SOME_FRAC)
    wide = columns // len(tones_frac)
    return "".join(_height(share, most) * wide for share in tones_frac)


def _height(share: float, most: float) -> str:
    least = 1 if share >= _SOME_FRAC else 0
    return _HEIGHTS[max(round(share / most * (len(_HEIGHTS) - 1)), least)]


class Histogram(Widget):
    """Shows the tones in one line."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._tones_frac: tuple[float, ...] = ()
        self._shown_s: float | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot's tones, at the gauges' pace."""
        tones_frac = snapshot.reading.exposure.tones_frac if snapshot.reading.exposure else ()
        soon = self._shown_s is not None and 0 <= snapshot.t_s - self._shown_s < PACE_S
        if tones_frac != self._tones_frac and not soon:
            self._tones_frac, self._shown_s = tones_frac, snapshot.t_s
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        return Content.assemble((LABEL, "$quiet"), (bars(self._tones_frac, self.content_size.width - len(LABEL)), "$foreground on $track"))
