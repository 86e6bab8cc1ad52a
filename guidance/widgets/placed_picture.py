"""A picture on a terminal that draws pictures: over a region of blank cells, as part of the text that paints the region's last row.

So it is sent in the same write as everything else on the screen, and can't race with it.
"""

from __future__ import annotations

import struct
import sys
import typing
from typing import TYPE_CHECKING

from guidance.widgets.iterm2 import Iterm2
from guidance.widgets.kitty import Kitty
from guidance.widgets.picture_protocol import Protocol, choose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.geometry import Region

    from capture.types import Rgb

_USUAL_CELL_PX = (8.0, 16.0)


class Drawing(typing.Protocol):
    """A terminal's way to draw a picture."""

    @property
    def most_px(self) -> tuple[int, int]:
        """The largest (width, height) that is fast enough."""

    def draw(self, canvas: Rgb, columns: int, rows: int) -> str:
        """Return the text that draws the canvas over so many cells from the cursor on."""

    def remove(self) -> str:
        """Return the text that takes it away."""


class PlacedPicture:
    """Knows what the terminal shows in a region, and gives for each of its rows the text that brings it up to date."""

    def __init__(self, drawing: Drawing, *, in_full: bool = False) -> None:
        self._drawing = drawing
        self._in_full = in_full
        self._canvas: Rgb | None = None
        self._region: Region | None = None
        self._margin = (0, 0, 0)
        self._used: set[int] = set()
        self._due = self._there = self._over = False

    def size_px(self, columns: int, rows: int) -> tuple[int, int]:
        """Return the (width, height) that a canvas for so many cells should have: that of the cells, unless it would be slow and not `in_full`."""
        cell_width_px, cell_height_px = cell_px()
        width_px, height_px = columns * cell_width_px, rows * cell_height_px
        scale = 1.0 if self._in_full else min(1.0, self._drawing.most_px[0] / width_px, self._drawing.most_px[1] / height_px)
        return max(1, round(scale * width_px)), max(1, round(scale * height_px))

    def show(self, canvas: Rgb, region: Region, margin: tuple[int, int, int]) -> None:
        """Take a new picture for a region of the screen; nothing is computed until its last row is asked for."""
        if region != self._region:
            self.forget()
        self._canvas, self._region, self._margin = canvas, region, margin
        self._due = True

    def forget(self) -> None:
        """Take it that the terminal shows something else altogether: the next rows are whole."""
        self._used.clear()
        self._due = True

    def row(self, y: int) -> str:
        """Return the text for row `y` of the region, which the caller sends; it ends after the row's last column."""
        if self._region is None or self._canvas is None:
            return ""
        columns, rows = self._region.size
        if y in self._used or self._over:
            text = f"\x1b[{columns}C"
        else:
            red, green, blue = self._margin
            text = f"\x1b[48;2;{red};{green};{blue}m{' ' * columns}\x1b[0m"
            self._used.add(y)
        if y == rows - 1 and self._due and not self._over:
            self._due, self._there = False, True
            # Absolute, since the cursor can't tell the last column from the one after it.
            corner = f"\x1b[{self._region.y + 1};{self._region.x + 1}H"
            text += f"\x1b7{corner}{self._drawing.draw(self._canvas, columns, rows)}\x1b8"
        return text

    def take_away(self) -> str:
        """Return the text that takes the picture off the terminal; none where it is not there."""
        text = self._drawing.remove() if self._there else ""
        self._there = False
        self.forget()
        return text

    def end(self) -> None:
        """Draw nothing any more."""
        self._over = True


def picture_for(environ: Mapping[str, str], *, in_full: bool = False) -> PlacedPicture | None:
    """Return the picture for the terminal that this environment tells of; None where it is given half-blocks. One `in_full` has every pixel of its cells."""
    protocol = choose(environ)
    if protocol is Protocol.BLOCKS:
        return None
    return PlacedPicture(Iterm2() if protocol is Protocol.ITERM2 else Kitty(shared=protocol is Protocol.KITTY_SHARED), in_full=in_full)


if sys.platform == "win32":

    def cell_px() -> tuple[float, float]:
        """Return the (width, height) of a cell; Windows does not tell."""
        return _USUAL_CELL_PX

else:
    import fcntl
    import termios

    def cell_px() -> tuple[float, float]:
        """Return the (width, height) of a cell as the terminal's device tells it, or what is usual where it does not."""
        stream = sys.__stderr__  # Textual's own choice
        if stream is None:
            return _USUAL_CELL_PX
        try:
            answer = fcntl.ioctl(stream.fileno(), termios.TIOCGWINSZ, bytes(8))
        except OSError:
            return _USUAL_CELL_PX
        rows, columns, width_px, height_px = struct.unpack("HHHH", answer)
        return (width_px / columns, height_px / rows) if rows and columns and width_px and height_px else _USUAL_CELL_PX
