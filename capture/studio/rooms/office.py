"""A room to work in: a bookcase, a picture on the wall, a sideboard with a plant and a lamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.studio.canvas import Rect
from capture.studio.rooms.books import bookcase
from capture.studio.rooms.furniture import framed_picture, plant, sideboard, table_lamp
from capture.studio.rooms.walls import wall

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.canvas import Canvas

TABLE_TOP = 470.0


def office(canvas: Canvas, rng: Generator) -> None:
    """Furnish the canvas: bookcases to the sitter's left, the image's right, the sideboard to the other side."""
    wall(canvas, rng)
    bookcase(canvas, 560, -860, 1480, rng)
    bookcase(canvas, 1506, -860, 2420, rng)
    framed_picture(canvas, Rect(-960, -700, -480, -100), rng)
    framed_picture(canvas, Rect(-1980, -560, -1560, -140), rng)
    sideboard(canvas, Rect(-2300, TABLE_TOP, -330, TABLE_TOP + 700))
    table_lamp(canvas, (-1270, TABLE_TOP))
    plant(canvas, (-560, TABLE_TOP + 2), 560, rng)
