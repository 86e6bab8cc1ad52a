"""A widget that is one picture: in the terminal's own protocol where that is known to be fast, elsewhere in half-blocks, and then only what changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual._compositor import CompositorUpdate
from textual.strip import Strip
from textual.widget import Widget

from guidance.widgets.colour_depth import Depth, depth_of
from guidance.widgets.half_blocks import cells_of, segments
from guidance.widgets.painter import Painter
from guidance.widgets.palette import in_few
from guidance.widgets.placed_picture import picture_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console, ConsoleOptions, RenderResult
    from textual.events import Resize
    from textual.geometry import Region, Size
    from textual.screen import Screen

    from capture.types import Rgb
    from guidance.widgets.placed_picture import PlacedPicture


class PictureStrip(Strip):
    """A line of the picture whose text for the terminal is ready elsewhere: no segments, no styles, and only what changed."""

    def __init__(self, painter: Painter | PlacedPicture, y: int, columns: int, ending: Callable[[], str]) -> None:
        super().__init__([Segment(" " * columns)], columns)
        self._painter = painter
        self._y = y
        self._ending = ending

    def render(self, console: Console) -> str:  # noqa: ARG002 - Strip's own signature
        """Return the text that brings this line of the terminal up to date."""
        return self._painter.row(self._y) + self._ending()


class PictureUpdate(CompositorUpdate):
    """What changed of a picture that the terminal shows already, and nothing else of the screen."""

    def __init__(self, text: Callable[[], str]) -> None:
        self._text = text

    def render_segments(self, console: Console) -> str:  # noqa: ARG002 - CompositorUpdate's own signature
        """Return the text that brings the terminal up to date; it is asked for only where it is sent."""
        return self._text()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give Rich nothing: Textual sends the text above."""
        return ()


class PictureArea(Widget):
    """Shows what `_drawn` returns, once `redraw` was called, and words while there is nothing. A terminal that draws pictures gets them over blank cells."""

    ALLOW_SELECT = False
    IN_FULL: ClassVar[bool] = False
    """Whether a terminal's own picture has every pixel that the cells have, however long that takes: for pictures that stand."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._words = words
        self._there = False
        self._fitted: Size | None = None
        self._canvas: Rgb | None = None
        self._lines: list[Strip] | None = None
        self._painter = Painter()
        self._depth = Depth.TRUE
        self._picture: PlacedPicture | None = None
        self._picture_due = False
        self._ready: list[Strip] = []
        self._where: Region | None = None
        self._margin_rgb: tuple[int, int, int] | None = None

    def on_mount(self) -> None:
        """See what the terminal can draw."""
        if self.app.is_headless or self.app.is_web:
            return
        self._depth = depth_of(self.app)
        if self._depth is Depth.TRUE:
            self._picture = picture_for(os.environ, in_full=self.IN_FULL)
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

    def on_resize(self, event: Resize) -> None:
        """Fit the last picture into the new size."""
        if event.size != self._fitted:
            self._take_away()
        last = event.size.height - 1
        endings: list[Callable[[], str]] = [self._ending if y == last else str for y in range(event.size.height)]
        self._ready = [PictureStrip(self._picture or self._painter, y, event.size.width, ending) for y, ending in enumerate(endings)]
        self.forget()
        self.redraw()

    def notify_style_update(self) -> None:
        """Draw the last picture's marks and margins in the new colours."""
        super().notify_style_update()
        self._margin_rgb = None
        self.redraw()

    def forget(self) -> None:
        """Paint the whole picture next time: something else was drawn where it stands."""
        self._painter.forget()
        if self._picture is not None:
            self._picture.forget()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the picture's lines within `crop`.

        A terminal gets what changed since the last time, in ready-made text. Every other use of the lines (a screen above this one, an exported picture)
        gets them whole, as segments.
        """
        if not self._there or self._fitted != self.size:
            return self._waiting(crop)
        if self._picture is not None and self._direct:
            return self._placed(self._picture, crop)
        if not self._direct or crop.size != self.size:
            self.forget()
            if self._lines is None:
                self._lines = self._filtered()
            return [strip.crop(crop.x, crop.right) for strip in self._lines[crop.y : crop.bottom]]
        self._where = self.content_region
        self._painter.place(*self._where.offset)
        return self._ready

    @property
    def _direct(self) -> bool:
        """Whether lines go from here straight to a terminal."""
        return not self.app.is_headless and self.app.screen is self.screen

    def redraw(self) -> None:
        """Have the picture painted anew."""
        # Textual looks both up along the widgets above, each time.
        where = self.content_region
        if not self._there or not where.size:
            return
        self._fitted = where.size
        self._canvas = self._lines = None
        self._picture_due = True
        if self._picture is None:
            self._painter.show(self._pixels())
            if self._direct and self._painter.shows(*where.size) and where == self._where:
                # Textual would ask every widget for its lines, thirty times a second, for the sake of this one.
                self.app._display(self.screen, PictureUpdate(self._changed))  # noqa: SLF001 - no public way paints a part of a screen
                return
        self.refresh()

    def _changed(self) -> str:
        """Return the text that draws what changed, wherever the cursor is."""
        return self._painter.text() + self._ending()

    def _ending(self) -> str:
        """Return what the terminal is sent after the picture's last line."""
        return ""

    def _drawn(self, size_px: tuple[int, int]) -> Rgb:
        """Return the picture in a canvas of that (width, height)."""
        raise NotImplementedError

    @property
    def _margin(self) -> tuple[int, int, int]:
        """The (R, G, B) of what is round the picture; it is mixed of all that lies under it, which is not asked for each frame."""
        if self._margin_rgb is None:
            self._margin_rgb = self.background_colors[1].rgb
        return self._margin_rgb

    def _pixels(self) -> Rgb:
        """Return the picture with two pixels for each cell, in the terminal's colours."""
        if self._canvas is None:
            width, height = self._fitted or self.size
            self._canvas = in_few(self._drawn((width, 2 * height)), self._depth)
        return self._canvas

    def _placed(self, picture: PlacedPicture, crop: Region) -> list[Strip]:
        """Return lines that draw the picture over blank cells, or blank ones where only a part is asked for: the picture stays over them."""
        if crop.size != self.size:
            return [Strip([Segment(" " * crop.width, self.rich_style)], crop.width)] * crop.height
        if self._picture_due or self.content_region != self._where:
            self._picture_due = False
            self._where = self.content_region
            canvas = self._drawn(picture.size_px(*self.size))
            picture.show(canvas, self.content_region, self._margin)
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

    def _filtered(self) -> list[Strip]:
        """Return all lines as segments, as the app's filters (NO_COLOR, say) let them through."""
        cells = cells_of(self._pixels())
        strips = [Strip(line, cells.shape[1]) for line in segments(cells)]
        for line_filter in self.app.get_line_filters():
            strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
        return strips

    def _waiting(self, crop: Region) -> list[Strip]:
        """Return the lines to show while there is no picture."""
        width, height = self.size
        words = self._words.center(width)[:width]
        lines = [Strip([Segment(words if y == height // 2 else " " * width, self.rich_style)], width) for y in range(height)]
        return [strip.crop(crop.x, crop.right) for strip in lines[crop.y : crop.bottom]]
