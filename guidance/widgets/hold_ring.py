"""The hold as a ring that closes, beside the large words: in it what is left until the photograph is there, and then a tick."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, ClassVar

from textual.strip import Strip

from guidance.snapshot import Phase
from guidance.widgets.block_letters import bitmap
from guidance.widgets.half_blocks import cells_of, segments
from guidance.widgets.kept_lines import KeptLines
from guidance.widgets.sketch import Sketch

if TYPE_CHECKING:

    from capture.types import Rgb
    from guidance.snapshot import Snapshot
    from guidance.widgets.sketch import Colour

BEGUN_FRAC = 0.15
"""A hold is shown from here on: shorter ones are a tremble about a band's edge, and the words should not jump for them."""
_STEPS = 24
"""The ring closes in so many steps."""
_RADIUS, _THICK = 0.81, 0.28
_MOST = 9
"""Two digits have no room in it: a longer count begins to be seen here."""
_TICK = ((-0.62, 0.06), (-0.18, 0.5), (0.66, -0.46))


def ring(size_px: int, phase: Phase, steps: int, left: int | None, colours: tuple[Colour, Colour, Colour]) -> Rgb:
    """Return the ring of a hold of `steps` of `_STEPS` with the beats that are `left` in it, or the tick; in colours for ground, track and what is full."""
    ground, track, full = colours
    sketch = Sketch(size_px, ground)
    if phase is Phase.RESTING:
        sketch.line(_TICK, 0.3, full)
        return sketch.picture()
    sketch.arc(_RADIUS, (0, 360), 0.12, track)
    sketch.arc(_RADIUS, (-90, -90 + 360 * steps / _STEPS), _THICK, full)
    picture = sketch.picture()
    if left is not None and left <= _MOST:
        _write(picture, str(left), full)
    return picture


def _write(picture: Rgb, digit: str, colour: Colour) -> None:
    """Write a digit in the ring's middle, in the largest whole squares that leave the ring free: they stay sharp, where a smaller picture of one blurs."""
    squares = bitmap(digit)
    size_px = picture.shape[0]
    reach = hypot(*squares.shape) / 2
    scale = max(1, int((_RADIUS - _THICK / 2) * size_px / 2 / reach))
    squares = squares.repeat(scale, axis=0).repeat(scale, axis=1)
    top, left = (size_px - squares.shape[0]) // 2, (size_px - squares.shape[1]) // 2
    picture[top : top + squares.shape[0], left : left + squares.shape[1]][squares] = colour


class HoldRing(KeptLines):
    """There while a hold lasts and while its photograph is taken and praised; the words have the room otherwise."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hold-ring--track", "hold-ring--full"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._drawn: tuple[Phase, int, int | None, bool] = (Phase.SEEKING, 0, None, False)
        self.display = False

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot's hold."""
        phase, frac = snapshot.phase, snapshot.hold_frac
        counting = snapshot.timer_left_s is not None
        drawn = (phase, round(min(max(frac, 0.0), 1.0) * _STEPS), snapshot.beats_left, counting)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        held = phase in {Phase.SHOOTING, Phase.RESTING} or (phase is Phase.HOLDING and frac >= BEGUN_FRAC)
        self.display = held and not counting
        self.refresh()

    def _draw_lines(self, columns: int, rows: int) -> list[Strip]:
        size_px = min(columns, 2 * rows)
        if size_px < 4:
            return [Strip.blank(columns, self.rich_style)] * rows
        ground = self.background_colors[1].rgb
        track, full = (self.get_component_styles(f"hold-ring--{part}").color.rgb for part in ("track", "full"))
        phase, steps, left, _ = self._drawn
        cells = cells_of(ring(2 * (size_px // 2), phase, steps, left, (ground, track, full)))
        lines = [Strip(line, cells.shape[1]).adjust_cell_length(columns, self.rich_style) for line in segments(cells)]
        return lines + [Strip.blank(columns, self.rich_style)] * (rows - len(lines))
