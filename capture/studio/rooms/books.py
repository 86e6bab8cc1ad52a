"""A bookcase with its books: runs of spines, piles, jars between them, all in the shade of the boards. Lengths in millimetres, y down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.studio.canvas import Rect, mirrored, moved, oval, toned

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.canvas import Canvas, Colour

CASE_HEIGHT, SIDE, SHELF = 2160.0, 26.0, 24.0
SPINES: tuple[Colour, ...] = (
    (0.46, 0.40, 0.30),
    (0.55, 0.52, 0.46),
    (0.30, 0.24, 0.16),
    (0.16, 0.035, 0.03),
    (0.24, 0.07, 0.03),
    (0.03, 0.05, 0.11),
    (0.06, 0.12, 0.18),
    (0.045, 0.09, 0.06),
    (0.10, 0.10, 0.06),
    (0.025, 0.025, 0.028),
    (0.15, 0.15, 0.15),
    (0.33, 0.21, 0.05),
)
"""Cloth and paper of book spines: creams, browns, reds, blues, greens, greys, ochre."""
GILT: Colour = (0.48, 0.42, 0.26)
PRINT: Colour = (0.05, 0.05, 0.06)
GLAZES: tuple[Colour, ...] = ((0.55, 0.50, 0.42), (0.08, 0.14, 0.17), (0.35, 0.16, 0.08), (0.28, 0.30, 0.26))
JAR = [(-0.6, 0.0), (-0.98, -0.35), (-0.95, -0.55), (-0.45, -0.8), (-0.5, -0.9), (-0.45, -1.0)]
"""Left half of a jar, in shares of its radius and height."""
BLACK: Colour = (0.0, 0.0, 0.0)


def board(canvas: Canvas, rect: Rect, wood: Colour) -> None:
    """Lay a plank: a lit upper edge, a dark lower one."""
    canvas.box(rect, wood)
    canvas.box(rect._replace(bottom=rect.top + 5), toned(wood, 1.5), opacity=0.7)
    canvas.box(rect._replace(top=rect.bottom - 4), toned(wood, 0.5), opacity=0.8)


def bookcase(canvas: Canvas, left: float, top: float, right: float, rng: Generator) -> None:
    """Set up a bookcase whose foot is below the picture, its shelves filled."""
    wood = (0.085, 0.050, 0.030)
    case = Rect(left, top, right, top + CASE_HEIGHT)
    canvas.shade(Rect(left - 60, top + 30, right + 25, case.bottom).outline, 0.62, 45)
    canvas.box(case, toned(wood, 0.42))
    ceiling = top + SIDE
    while ceiling < case.bottom - 200:
        bay = Rect(left + SIDE, ceiling, right - SIDE, ceiling + float(rng.uniform(300, 350)))
        canvas.shade(bay._replace(bottom=bay.top + 110).outline, 0.45, 45)
        _fill(canvas, bay, rng)
        # The boards keep light from what stands below and beside them.
        canvas.shade(bay._replace(bottom=bay.top + 45).outline, 0.55, 26)
        canvas.shade(bay._replace(left=bay.left - 20, right=bay.left + 24).outline, 0.62, 18)
        canvas.shade(bay._replace(left=bay.right - 24, right=bay.right + 20).outline, 0.62, 18)
        board(canvas, Rect(left, bay.bottom, right, bay.bottom + SHELF), wood)
        ceiling = bay.bottom + SHELF
    board(canvas, case._replace(bottom=top + SIDE), wood)
    canvas.box(case._replace(right=left + SIDE), wood)
    canvas.box(case._replace(left=right - SIDE), toned(wood, 0.85))


def _fill(canvas: Canvas, bay: Rect, rng: Generator) -> None:
    """Fill one shelf: runs of books with gaps, now and then a pile or a jar."""
    x = bay.left + float(rng.uniform(4, 60))
    while x < bay.right - 70:
        kind = rng.uniform()
        if kind < 0.13:
            end = min(x + float(rng.uniform(190, 250)), bay.right - 5)
            _pile(canvas, bay._replace(left=x, right=end), rng)
            x = end + 12
        elif kind < 0.24:
            x = _jar(canvas, (x + 15, bay.bottom), float(rng.uniform(0.4, 0.75)) * bay.height, rng) + 18
        else:
            end = min(x + float(rng.uniform(160, 420)), bay.right - 4)
            x = _run(canvas, bay._replace(left=x, right=end), rng) + float(rng.uniform(2, 40))


def _run(canvas: Canvas, bay: Rect, rng: Generator) -> float:
    """Stand books side by side, perhaps one that leans on them, and return where they end."""
    typical = float(rng.uniform(0.62, 0.82)) * bay.height
    x = bay.left
    while x < bay.right:
        width = float(rng.uniform(15, 46))
        if x + width > bay.right:
            break
        height = min(typical * float(rng.normal(1, 0.09)), bay.height - 12)
        _spine(canvas, Rect(x, bay.bottom - height, x + width, bay.bottom), _cloth(rng), rng)
        x += width + float(rng.uniform(0, 1.5))
    if rng.uniform() < 0.4 and x + 15 < bay.right:
        lean, thick = float(rng.uniform(35, 60)), float(rng.uniform(18, 32))
        book = [(lean, 0.0), (lean + thick, -3.0), (thick, -0.9 * typical), (0.0, 4 - 0.9 * typical)]
        canvas.polygon(moved(book, x, bay.bottom), _cloth(rng))
        x += lean + thick
    return x


def _spine(canvas: Canvas, book: Rect, cloth: Colour, rng: Generator) -> None:
    """Stand one book: a round spine, a title or bands printed across it."""
    canvas.box(book, cloth)
    canvas.box(book._replace(right=book.left + 0.22 * book.width), BLACK, opacity=0.35)
    canvas.box(book._replace(left=book.right - 0.25 * book.width), BLACK, opacity=0.45)
    ink = GILT if sum(cloth) < 0.6 else PRINT
    if rng.uniform() < 0.5:
        for share in (0.12, 0.82):
            start = book.top + share * book.height
            canvas.box(book._replace(top=start, bottom=start + 0.02 * book.height), ink, opacity=0.7)
    if rng.uniform() < 0.7 and book.width > 20:
        start, long = float(rng.uniform(0.2, 0.35)), float(rng.uniform(0.2, 0.4))
        title = Rect(book.left + 0.34 * book.width, book.top + start * book.height, book.right - 0.34 * book.width, book.top + (start + long) * book.height)
        canvas.box(title, ink, opacity=0.55)


def _pile(canvas: Canvas, bay: Rect, rng: Generator) -> None:
    foot = bay.bottom
    for _ in range(int(rng.integers(2, 5))):
        thick = float(rng.uniform(18, 38))
        book = Rect(bay.left + float(rng.uniform(0, 30)), foot - thick, bay.right - float(rng.uniform(0, 30)), foot)
        canvas.box(book, _cloth(rng))
        canvas.box(book._replace(top=foot - 0.3 * thick), BLACK, opacity=0.4)
        foot -= thick


def _jar(canvas: Canvas, foot: tuple[float, float], height: float, rng: Generator) -> float:
    """Stand a ceramic jar by the left of its foot and return where it ends; it is lit from the upper left."""
    radius = float(rng.uniform(0.2, 0.33)) * height
    middle, base = foot[0] + radius, foot[1]
    shape = [(x * radius, y * height) for x, y in JAR]
    canvas.polygon(moved(mirrored(shape), middle, base), GLAZES[int(rng.integers(len(GLAZES)))])
    canvas.shade(oval((middle + 0.5 * radius, base - 0.4 * height), (0.4 * radius, 0.42 * height)), 0.55, 0.22 * radius)
    canvas.shade(oval((middle - 0.4 * radius, base - 0.52 * height), (0.18 * radius, 0.2 * height)), 1.6, 0.12 * radius)
    return middle + radius


def _cloth(rng: Generator) -> Colour:
    return SPINES[int(rng.integers(len(SPINES)))]
