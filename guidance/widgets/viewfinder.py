"""The live picture, mirrored as in a looking glass, with the key light marked on its edge and a guide for the head."""

from __future__ import annotations

import os
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from guidance.widgets.half_blocks import cells_of, halved, mirrored, segments, shrunk
from guidance.widgets.in_step import InStep
from guidance.widgets.overlays import draw_guide, draw_thirds, draw_zebra, guide
from guidance.widgets.painter import Painter
from guidance.widgets.placed_picture import picture_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from textual.events import Resize
    from textual.geometry import Region, Size
    from textual.screen import Screen

    from capture.types import Frame, LightReading, Rgb
    from guidance.snapshot import Snapshot
    from guidance.widgets.half_blocks import Cells
    from guidance.widgets.overlays import Guide
    from guidance.widgets.placed_picture import PlacedPicture

_SUN, _RING = (
    np.array([[mark == "#" for mark in row] for row in drawn.split()]) for drawn in ("#.#.# .###. ##### .###. #.#.#", ".###. #...# #...# #...# .###.")
)
_SMALLEST_PX = 20
_LINES_PER_UNIT = 3
"""A line in a picture is so much thinner than one of half-blocks: it needs no more to be seen from as far."""

WAITING = "Waiting for the camera"
_AT_LENS = sin(radians(12))
"""A light nearer to the lens than this has no side worth showing."""


class PictureStrip(Strip):
    """A line of the picture whose text for the terminal is ready elsewhere: no segments, no styles, and only what changed."""

    def __init__(self, painter: Painter | PlacedPicture, y: int, columns: int, ending: Callable[[], str]) -> None:
        super().__init__([Segment(" " * columns)], columns)
        self._painter = painter
        self._y = y
        self._ending = ending

    def render(self, console: Console) -> str:  # noqa: ARG002 - Strip's own signature; the painter's text suits true-colour terminals only
        """Return the text that brings this line of the terminal up to date."""
        return self._painter.row(self._y) + self._ending()


class Viewfinder(Widget):
    """Shows the newest frame. Paints only when there is a new one, and then only what changed.

    A terminal that is known to draw pictures fast gets them as pictures, over cells that stay blank; every other one gets half-blocks.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"viewfinder--light", "viewfinder--guide"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._frame: Frame | None = None
        self._light: LightReading | None = None
        self._guide: Guide | None = None
        self.thirds = self.zebra = False
        self._fitted: Size | None = None
        self._cells: Cells | None = None
        self._lines: list[Strip] | None = None
        self._painter = Painter()
        self._picture: PlacedPicture | None = None
        self._picture_due = False
        self._ready: list[Strip] = []
        self._where: Region | None = None
        self._in_step = InStep()
        self._unasked = self._held_back = False

    def on_mount(self) -> None:
        """See what the terminal can draw."""
        if self.app.is_headless or self.app.is_web:
            return
        self._picture = picture_for(os.environ)
        if self._picture is not None:
            self.app.screen_change_signal.subscribe(self, self._screen_changed, immediate=True)
            self.app.app_suspend_signal.subscribe(self, lambda _: self._take_away(), immediate=True)

    def on_hide(self) -> None:
        """Leave no picture behind."""
        self._take_away()

    def close(self) -> None:
        """Take the picture off the terminal, which else would keep it, for good."""
        self._take_away()
        if self._picture is not None:
            self._picture.end()

    def show(self, frame: Frame) -> None:
        """Show `frame` from now on, or once the terminal has drawn those before it."""
        self._frame = frame
        self._held_back = not self._in_step.free
        if not self._held_back:
            self._redraw()

    def answered(self) -> None:
        """Take in that the terminal has drawn a picture."""
        self._in_step.answered()
        if self._held_back:
            self._held_back = False
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
        if event.size != self._fitted:
            self._take_away()
        last = event.size.height - 1
        endings = [self._question if y == last else str for y in range(event.size.height)]
        self._ready = [PictureStrip(self._picture or self._painter, y, event.size.width, ending) for y, ending in enumerate(endings)]
        self.forget()
        self._redraw()

    def notify_style_update(self) -> None:
        """Draw the last picture's marks and margins in the new colours."""
        super().notify_style_update()
        self._redraw()

    def forget(self) -> None:
        """Paint the whole picture next time: something else was drawn where it stands."""
        self._painter.forget()
        if self._picture is not None:
            self._picture.forget()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the picture's lines within `crop`.

        A true-colour terminal gets what changed since the last time, in ready-made text. Every other use of the lines (few colours, a screen above this
        one, an exported picture) gets them whole, as segments.
        """
        if self._frame is None or self._fitted != self.size:
            return self._waiting(crop)
        if self._picture is not None and self._direct:
            return self._placed(self._picture, crop)
        if not self._direct or crop.size != self.size:
            self.forget()
            if self._lines is None:
                self._lines = self._filtered(self._grid(self._frame))
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
        """Have the newest frame painted."""
        if self._frame is None or not self.size:
            return
        self._fitted = self.size
        self._cells = self._lines = None
        self._picture_due = self._unasked = True
        if self._picture is None:
            self._painter.show(self._grid(self._frame))
        self.refresh()

    def _question(self) -> str:
        """Return what ends a picture, once for each."""
        due, self._unasked = self._unasked, False
        return self._in_step.question() if due else ""

    def _drawn(self, frame: Frame, size_px: tuple[int, int]) -> Rgb:
        """Return the frame with all marks, in a canvas of that (width, height)."""
        # So many pixels lie where half-blocks have one.
        unit_px = max(1, round(size_px[0] / self.size.width))
        canvas, picture = mirrored(frame.rgb, size_px, self.background_colors[1].rgb, shrunk if unit_px == 1 else halved)
        colour = self.get_component_styles("viewfinder--guide").color.rgb
        line_px = max(1, unit_px // _LINES_PER_UNIT)
        if self.zebra:
            draw_zebra(picture, line_px)
        if self.thirds:
            draw_thirds(picture, colour, line_px)
        if self._guide is not None:
            draw_guide(picture, self._guide, colour, line_px)
        if self._light is not None:
            mark_light(picture, self._light, self.get_component_styles("viewfinder--light").color.rgb, unit_px)
        return canvas

    def _grid(self, frame: Frame) -> Cells:
        """Return the frame's half-block cells."""
        if self._cells is None:
            self._cells = cells_of(self._drawn(frame, (self.size.width, 2 * self.size.height)))
        return self._cells

    def _placed(self, picture: PlacedPicture, crop: Region) -> list[Strip]:
        """Return lines that draw the picture over blank cells, or blank ones where only a part is asked for: the picture stays over them."""
        if crop.size != self.size:
            return [Strip([Segment(" " * crop.width, self.rich_style)], crop.width)] * crop.height
        if self._frame is not None and (self._picture_due or self.region != self._where):
            self._picture_due = False
            self._where = self.region
            canvas = self._drawn(self._frame, picture.size_px(*self.size))
            picture.show(canvas, self.region, self.background_colors[1].rgb)
        return self._ready

    def _screen_changed(self, screen: Screen[object]) -> None:
        """Make room for a screen above this one."""
        if screen is not self.screen:
            self._take_away()

    def _take_away(self) -> None:
        """Take the picture off the terminal, through Textual's own queue: between two of its writes."""
        text = self._picture.take_away() if self._picture is not None else ""
        driver = self.app._driver  # noqa: SLF001 - no public way writes what is no part of a widget
        if text and driver is not None:
            driver.write(text)

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


def mark_light(picture: Rgb, light: LightReading, colour: tuple[int, int, int], unit_px: int = 1) -> None:
    """Draw a small sun on the edge of a mirrored picture (H, W, 3) towards the light; a ring for a light from behind. None for one at the lens.

    The sitter sees a light at their left on the left: +x in the image is the subject's left, and the mirror turns it over. Pictures too small to spare the
    room stay as they are. `unit_px` is the side of the squares that the mark is made of.
    """
    azimuth, elevation = radians(light.azimuth_deg), radians(light.elevation_deg)
    right, down = -sin(azimuth) * cos(elevation), -sin(elevation)
    height_px, width_px = picture.shape[:2]
    if hypot(right, down) < _AT_LENS or min(height_px, width_px) < _SMALLEST_PX * unit_px:
        return
    size_px = (len(_SUN) + 2) * unit_px
    reach = max(abs(right), abs(down))
    left = round((width_px - size_px) / 2 * (1 + right / reach))
    top = round((height_px - size_px) / 2 * (1 + down / reach))
    patch = picture[top : top + size_px, left : left + size_px]
    # A dim ground makes the mark legible on any wall.
    patch[:] = patch // 3
    mark = np.kron(_RING if abs(light.azimuth_deg) > 90 else _SUN, np.ones((unit_px, unit_px), bool))
    patch[unit_px:-unit_px, unit_px:-unit_px][mark] = colour
