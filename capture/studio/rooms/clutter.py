"""The busiest wall that a sitter could choose: posters edge to edge in black, white and loud colours, and shelves of things under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio.canvas import Rect, mirrored, moved, oval
from capture.studio.rooms.books import board

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.canvas import Canvas, Colour


INKS: tuple[Colour, ...] = (
    (0.78, 0.77, 0.73),
    (0.015, 0.015, 0.018),
    (0.55, 0.045, 0.035),
    (0.03, 0.10, 0.38),
    (0.70, 0.48, 0.05),
    (0.04, 0.26, 0.16),
    (0.75, 0.30, 0.28),
    (0.10, 0.36, 0.42),
)
HALF_WIDTH, TOP, SHELF = 2600.0, -1600.0, 560.0
"""Posters hang this far to both sides and up, and down to the shelf."""
BOTTLE = [(-0.3, 0.0), (-0.3, -0.6), (-0.09, -0.75), (-0.09, -1.0)]
"""Left half of a bottle, in shares of its place's width and of its height."""


def clutter(canvas: Canvas, rng: Generator) -> None:
    """Cover the canvas with posters, then set the shelves before them."""
    canvas.surface[:] = np.array((0.30, 0.28, 0.25), np.float32)
    x = -HALF_WIDTH
    while x < HALF_WIDTH:
        width = float(rng.uniform(260, 460))
        y = TOP - float(rng.uniform(0, 300))
        while y < SHELF - 60:
            height = width * float(rng.uniform(0.8, 1.5))
            _poster(canvas, Rect(x + 10, y + 10, x + width, min(y + height, SHELF - 40)), rng)
            y += height + 12
        x += width + 12
    for shelf in (SHELF, SHELF + 380):
        _things(canvas, shelf, rng)
        board(canvas, Rect(-HALF_WIDTH, shelf, HALF_WIDTH, shelf + 28), (0.50, 0.47, 0.42))


def _poster(canvas: Canvas, sheet: Rect, rng: Generator) -> None:
    """Pin up one poster in two inks."""
    canvas.shade(Rect(sheet.left + 4, sheet.top + 6, sheet.right + 8, sheet.bottom + 10).outline, 0.6, 6)
    paper, ink = (INKS[int(place)] for place in rng.choice(len(INKS), 2, replace=False))
    canvas.box(sheet, paper)
    (_stripes, _rings, _checks, _lettering, _slants)[int(rng.integers(5))](canvas, sheet.inset(14), ink, rng)


def _stripes(canvas: Canvas, area: Rect, ink: Colour, rng: Generator) -> None:
    pitch = float(rng.uniform(26, 60))
    for x in np.arange(area.left, area.right - pitch / 2, pitch).tolist():
        canvas.box(area._replace(left=x, right=x + pitch / 2), ink)


def _slants(canvas: Canvas, area: Rect, ink: Colour, rng: Generator) -> None:
    pitch = float(rng.uniform(50, 90))
    for y in np.arange(area.top, area.bottom - 0.75 * pitch, pitch).tolist():
        canvas.polygon([(area.left, y), (area.right, y + 0.3 * pitch), (area.right, y + 0.75 * pitch), (area.left, y + 0.45 * pitch)], ink)


def _rings(canvas: Canvas, area: Rect, ink: Colour, rng: Generator) -> None:
    middle, reach = ((area.left + area.right) / 2, (area.top + area.bottom) / 2), min(area.width, area.height) / 2
    other = _ink(rng)
    for index in range(5):
        radius = reach * (1 - index / 5)
        canvas.polygon(oval(middle, (radius, radius)), ink if index % 2 == 0 else other)


def _checks(canvas: Canvas, area: Rect, ink: Colour, rng: Generator) -> None:
    count = int(rng.integers(3, 7))
    wide, tall = area.width / count, area.height / count
    for row in range(count):
        for column in range(row % 2, count, 2):
            left, top = area.left + column * wide, area.top + row * tall
            canvas.box(Rect(left, top, left + wide, top + tall), ink)


def _lettering(canvas: Canvas, area: Rect, ink: Colour, rng: Generator) -> None:
    """Set lines of blocks, large above and small below, as print looks from across a room."""
    y, size = area.top + 10, 0.2 * area.height
    while y + size < area.bottom and size > 4:
        x = area.left + 8
        while x < area.right - size:
            width = size * float(rng.uniform(0.35, 0.7))
            canvas.box(Rect(x, y, min(x + width, area.right), y + size), ink)
            x += width + size * float(rng.choice([0.18, 0.18, 0.18, 0.6]))
        y += 1.45 * size
        size *= 0.78


def _things(canvas: Canvas, shelf: float, rng: Generator) -> None:
    """Stand boxes and bottles side by side on a shelf."""
    x = -HALF_WIDTH
    while x < HALF_WIDTH:
        place = Rect(x, shelf - float(rng.uniform(120, 300)), x + float(rng.uniform(45, 150)), shelf)
        if rng.uniform() < 0.5:
            canvas.box(place, _ink(rng))
            label = Rect(x + 0.2 * place.width, shelf - 0.7 * place.height, x + 0.8 * place.width, shelf - 0.4 * place.height)
            canvas.box(label, _ink(rng))
        else:
            middle = x + place.width / 2
            shape = [(across * place.width, up * place.height) for across, up in BOTTLE]
            canvas.polygon(moved(mirrored(shape), middle, shelf), _ink(rng))
            canvas.shade(Rect(middle + 0.09 * place.width, shelf - 0.6 * place.height, middle + 0.3 * place.width, shelf).outline, 0.5, 4)
        x = place.right + float(rng.uniform(4, 40))


def _ink(rng: Generator) -> Colour:
    return INKS[int(rng.integers(len(INKS)))]
