"""The ring of the light: what it is worth from each side, seen from above, while the sitter looks for it by turning."""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from rich.segment import Segment
from textual.strip import Strip

from guidance.light_ring import SECTOR_DEG, middle_deg
from guidance.widgets.gauges import PACE_S
from guidance.widgets.half_blocks import cells_of, segments
from guidance.widgets.kept_lines import KeptLines
from guidance.widgets.sketch import Sketch

if TYPE_CHECKING:
    from capture.types import Rgb
    from guidance.light_ring import Ring
    from guidance.snapshot import Snapshot
    from guidance.widgets.sketch import Colour

_RADIUS, _THIN, _THICK = 0.72, 0.06, 0.34
"""Where the ring is, and how thick it is where the light is worth nothing and where it is at its best: a worth is told by its thickness, not by its colour."""
_MARK = 0.07
"""Half the width of the mark that points at the best light."""
GOOD_WORTH = 0.7
_WORDS_ROWS = 3
_ASPECT = 2
_UNKNOWN = "Turn slowly, you and the camera"


def words(ring: Ring) -> tuple[str, str]:
    """Return in words how good the best light is, and how far it is to it."""
    if ring.best_deg is None:
        return _UNKNOWN, ""
    best = f"Best light: {round(100 * ring.best_worth)} of 100"
    left_deg = ring.turn_left_deg
    if left_deg is None:
        return best, "Can't tell where the light is now"
    if abs(left_deg) < SECTOR_DEG:
        return best, "It is here"
    return best, f"{5 * round(abs(left_deg) / 5)}° back to your {'left' if left_deg > 0 else 'right'}"


def drawn(size_px: int, ring: Ring, colours: dict[str, Colour]) -> Rgb:
    """Return the ring round a head seen from above, the lens at the top and the sitter's left on the left; `now` is a disc, `best` a mark outside the ring."""
    sketch = Sketch(size_px, colours["ground"])
    for sector, worth in enumerate(ring.worths):
        angle = -90.0 - middle_deg(sector)
        span = (angle - 0.45 * SECTOR_DEG, angle + 0.45 * SECTOR_DEG)
        if worth is None:
            sketch.arc(_RADIUS, span, _THIN / 2, colours["ring"])
        else:
            sketch.arc(_RADIUS, span, _THIN + (_THICK - _THIN) * worth, colours["zone" if worth >= GOOD_WORTH else "bad"])
    sketch.disc((0.0, 0.02), (0.2, 0.25), colours["head"])
    sketch.polygon([(-0.08, -0.2), (0.0, -0.36), (0.08, -0.2)], colours["head"])
    if ring.best_deg is not None:
        right, down = _towards(ring.best_deg)
        feet = [(0.93 * right - side * down, 0.93 * down + side * right) for side in (-_MARK, _MARK)]
        sketch.polygon([(right, down), *feet], colours["good"])
    if ring.now_deg is not None:
        right, down = _towards(ring.now_deg)
        sketch.line([(0.3 * right, 0.3 * down), (_RADIUS * right, _RADIUS * down)], 0.06, colours["good"])
        sketch.disc((_RADIUS * right, _RADIUS * down), (0.12, 0.12), colours["good"])
    return sketch.picture()


def _towards(azimuth_deg: float) -> tuple[float, float]:
    angle = radians(azimuth_deg)
    return -sin(angle), -cos(angle)


class LightRing(KeptLines):
    """Shows the ring with words under it; empty while nothing is looked for."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"light-dial--{part}" for part in ("ring", "zone", "head", "good", "bad", "words")}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._ring: Ring | None = None
        self._shown_s: float | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot's ring, at a pace at which words can be read."""
        soon = self._shown_s is not None and 0 <= snapshot.t_s - self._shown_s < PACE_S
        if snapshot.ring != self._ring and not (soon and snapshot.ring is not None):
            self._ring, self._shown_s = snapshot.ring, snapshot.t_s
            self.refresh()

    def _draw_lines(self, width: int, height: int) -> list[Strip]:
        lines = [Strip([], 0)] * height
        if self._ring is not None:
            style = self.get_component_rich_style("light-dial--words")
            told = [Strip([Segment(line[:width].center(width), style)], width) for line in ("", *words(self._ring))]
            lines = [*self._picture(self._ring, width, height - _WORDS_ROWS), *told, *lines][:height]
        return [line.adjust_cell_length(width, self.rich_style) for line in lines]

    def _picture(self, ring: Ring, width: int, rows: int) -> list[Strip]:
        size_px = min(width, _ASPECT * rows) // 2 * 2
        if size_px < 8:
            return []
        ground = self.background_colors[1].rgb
        colours = {name: self.get_component_styles(f"light-dial--{name}").color.rgb for name in ("ring", "zone", "head", "good", "bad")}
        canvas = np.empty((size_px, width, 3), np.uint8)
        canvas[:] = ground
        left = (width - size_px) // 2
        canvas[:, left : left + size_px] = drawn(size_px, ring, colours | {"ground": ground})
        return [Strip(line, width) for line in segments(cells_of(canvas))]
