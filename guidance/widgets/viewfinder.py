"""The live picture, mirrored as in a looking glass, with the key light marked on its edge and a guide for the head."""

from __future__ import annotations

from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from guidance.widgets.half_blocks import cells_of, mirrored, segments
from guidance.widgets.overlays import draw_guide, draw_thirds, draw_zebra, guide
from guidance.widgets.painter import Painter

if TYPE_CHECKING:
    from rich.console import Console
    from textual.events import Resize
    from textual.geometry import Region

    from capture.types import Frame, LightReading, Rgb
    from guidance.snapshot import Snapshot
    from guidance.widgets.half_blocks import Cells
    from guidance.widgets.overlays import Guide

_SUN, _RING = (
    np.array([[mark == "#" for mark in row] for row in drawn.split()]) for drawn in ("#.#.# .###. ##### .###. #.#.#", ".###. #...# #...# #...# .###.")
)
_SMALLEST_PX = 20

WAITING = "Waiting for the camera"
_AT_LENS = sin(radians(12))
"""A light nearer to the lens than this has no side worth showing."""


class PictureStrip(Strip):
    """A line of the picture whose text for the terminal the painter has ready: no segments, no styles, and only the cells that changed."""

    def __init__(self, painter: Painter, y: int, columns: int) -> None:
        super().__init__([Segment(" " * columns)], columns)
        self._painter = painter
        self._y = y

    def render(self, console: Console) -> str:  # noqa: ARG002 - Strip's own signature; the painter's text suits true-colour terminals only
        """Return the text that brings this line of the terminal up to date."""
        return self._painter.row(self._y)


class Viewfinder(Widget):
    """Shows the newest frame. Paints only when there is a new one, and then only what changed."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"viewfinder--light", "viewfinder--guide"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._frame: Frame | None = None
        self._light: LightReading | None = None
        self._guide: Guide | None = None
        self.thirds = self.zebra = False
        self._cells: Cells | None = None
        self._lines: list[Strip] | None = None
        self._painter = Painter()
        self._ready: list[Strip] = []
        self._where: Region | None = None

    def show(self, frame: Frame) -> None:
        """Show `frame` from now on."""
        self._frame = frame
        self._redraw()

    def show_advice(self, snapshot: Snapshot) -> None:
        """Mark where this snapshot's key light stands and where the head should be, on the next frame."""
        self._light = snapshot.reading.light
        self._guide = guide(snapshot.findings) if snapshot.look is not None else None

    def toggle_thirds(self) -> None:
        """Show lines at the thirds, or no longer."""
        self.thirds = not self.thirds
        self._redraw()

    def toggle_zebra(self) -> None:
        """Show stripes on what is burnt out, or no longer."""
        self.zebra = not self.zebra
        self._redraw()

    def on_resize(self, event: Resize) -> None:
        """Fit the last picture into the new size."""
        self._ready = [PictureStrip(self._painter, y, event.size.width) for y in range(event.size.height)]
        self.forget()
        self._redraw()

    def notify_style_update(self) -> None:
        """Draw the last picture's marks and margins in the new colours."""
        super().notify_style_update()
        self._redraw()

    def forget(self) -> None:
        """Paint the whole picture next time: something else was drawn where it stands."""
        self._painter.forget()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the picture's lines within `crop`.

        A true-colour terminal gets what changed since the last time, in ready-made text. Every other use of the lines (few colours, a screen above this
        one, an exported picture) gets them whole, as segments.
        """
        if self._cells is None or self._cells.shape[:2] != (self.size.height, self.size.width):
            return self._waiting(crop)
        if not self._direct or crop.size != self.size:
            self.forget()
            if self._lines is None:
                self._lines = self._filtered(self._cells)
            return [strip.crop(crop.x, crop.right) for strip in self._lines[crop.y : crop.bottom]]
        if self.region != self._where:
            self._where = self.region
            self.forget()
        return self._ready

    @property
    def _direct(self) -> bool:
        """Whether lines go from here straight to a terminal that shows any colour."""
        app = self.app
        return not app.is_headless and app.screen is self.screen and not app.no_color and app.console.color_system == "truecolor"

    def _redraw(self) -> None:
        """Make the grid of the newest frame, and have it painted."""
        columns, rows = self.size
        if self._frame is None or not columns or not rows:
            return
        canvas, picture = mirrored(self._frame.rgb, columns, rows, self.background_colors[1].rgb)
        colour = self.get_component_styles("viewfinder--guide").color.rgb
        if self.zebra:
            draw_zebra(picture)
        if self.thirds:
            draw_thirds(picture, colour)
        if self._guide is not None:
            draw_guide(picture, self._guide, colour)
        if self._light is not None:
            mark_light(picture, self._light, self.get_component_styles("viewfinder--light").color.rgb)
        self._cells = cells_of(canvas)
        self._lines = None
        self._painter.show(self._cells)
        self.refresh()

    def _filtered(self, cells: Cells) -> list[Strip]:
        """Return all lines as segments, as the app's filters (NO_COLOR, say) let them through."""
        strips = [Strip(line, cells.shape[1]) for line in segments(cells)]
        for line_filter in self.app.get_line_filters():
            strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
        return strips

    def _waiting(self, crop: Region) -> list[Strip]:
        """Return the lines to show while there is no picture."""
        width, height = self.size
        words = WAITING.center(width)[:width]
        lines = [Strip([Segment(words if y == height // 2 else " " * width, self.rich_style)], width) for y in range(height)]
        return [strip.crop(crop.x, crop.right) for strip in lines[crop.y : crop.bottom]]


def mark_light(picture: Rgb, light: LightReading, colour: tuple[int, int, int]) -> None:
    """Draw a small sun on the edge of a mirrored picture (H, W, 3) towards the light; a ring for a light from behind. None for one at the lens.

    The sitter sees a light at their left on the left: +x in the image is the subject's left, and the mirror turns it over. Pictures too small to spare the
    room stay as they are.
    """
    azimuth, elevation = radians(light.azimuth_deg), radians(light.elevation_deg)
    right, down = -sin(azimuth) * cos(elevation), -sin(elevation)
    height_px, width_px = picture.shape[:2]
    if hypot(right, down) < _AT_LENS or min(height_px, width_px) < _SMALLEST_PX:
        return
    size_px = len(_SUN) + 2
    reach = max(abs(right), abs(down))
    left = round((width_px - size_px) / 2 * (1 + right / reach))
    top = round((height_px - size_px) / 2 * (1 + down / reach))
    patch = picture[top : top + size_px, left : left + size_px]
    # A dim ground makes the mark legible on any wall.
    patch[:] = patch // 3
    patch[1:-1, 1:-1][_RING if abs(light.azimuth_deg) > 90 else _SUN] = colour
