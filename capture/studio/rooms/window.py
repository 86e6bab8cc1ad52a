"""A large window behind the sitter: sky, trees and houses far brighter than the wall round them, bars, curtains and a sill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio.canvas import Rect, mirrored, moved, oval, toned
from capture.studio.noise import smooth_step
from capture.studio.rooms.walls import wall

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.canvas import Canvas, Colour
    from capture.types import Floats


LEFT, TOP, RIGHT, SILL = -980.0, -1500.0, 1080.0, 430.0
HORIZON = 150.0
SKY_TOP, SKY_LOW = (5.4, 6.4, 7.6), (8.2, 8.6, 8.8)
"""A bright overcast sky, in units of the room's light on a white wall: three stops over it, as outside is to inside at noon."""
GROUND_FAR, GROUND_NEAR = (1.25, 1.40, 0.85), (0.85, 1.05, 0.50)
LEAVES = (0.62, 0.80, 0.36)
WALL_LIGHT = 0.34
"""The wall that holds the window gets the light that comes back from the room only."""
BAR = (0.62, 0.62, 0.60)
SHEER = (1.45, 1.45, 1.38)
"""A sheer curtain, shone through."""


def window(canvas: Canvas, rng: Generator) -> None:
    """Paint the wall with its window."""
    wall(canvas, rng)
    canvas.surface[:] *= np.float32(WALL_LIGHT)
    _outside(canvas, rng)
    _frame(canvas)
    for side in (-1, 1):
        _curtain(canvas, side, rng)
    canvas.box(Rect(LEFT - 90, SILL, RIGHT + 90, SILL + 48), BAR)
    canvas.box(Rect(LEFT - 60, SILL, RIGHT + 60, SILL + 16), (2.2, 2.3, 2.4), glows=True)
    canvas.shade(Rect(LEFT - 90, SILL + 48, RIGHT + 90, SILL + 95).outline, 0.55, 25)


def _outside(canvas: Canvas, rng: Generator) -> None:
    """Fill the opening with sky, a row of houses, a lawn and trees before them; the lens is not focused on them, nor are they quite still."""
    _fade(canvas, TOP, HORIZON, SKY_TOP, SKY_LOW)
    x = LEFT
    while x < RIGHT:
        width, height = float(rng.uniform(140, 260)), float(rng.uniform(120, 330))
        _house(canvas, Rect(x, HORIZON - height, min(x + width, RIGHT), HORIZON + 60), float(rng.uniform(1.0, 1.9)))
        x += width + float(rng.choice([0, 0, 40, 120]))
    _fade(canvas, HORIZON, SILL, GROUND_FAR, GROUND_NEAR)
    for share in np.sort(rng.uniform(0, 1, 7)):
        _tree(canvas, float(rng.uniform(LEFT, RIGHT)), HORIZON + 20 + 60 * float(share), float(rng.uniform(240, 420)) * (0.8 + 0.6 * float(share)), rng)


def _fade(canvas: Canvas, top: float, bottom: float, upper: Colour, lower: Colour) -> None:
    """Fill the opening between two heights with a glow that changes downwards."""
    x, y = canvas.places_mm()
    share = np.clip((y - top) / (bottom - top), 0, 1)[..., None]
    colour = np.float32(1 - share) * np.array(upper, np.float32) + np.float32(share) * np.array(lower, np.float32)
    inside = np.ix_((y[:, 0] >= top) & (y[:, 0] < bottom), (x[0] > LEFT) & (x[0] < RIGHT))
    canvas.glow[inside] = colour[inside[0][:, 0]]
    canvas.surface[inside] = 0


def _house(canvas: Canvas, front: Rect, tone: float) -> None:
    canvas.box(front, toned((1.0, 0.94, 0.86), tone), soft_mm=4, glows=True)
    half = front.width / 2
    roof = mirrored([(-half - 8, 0.0), (26 - half, -55.0)])
    canvas.polygon(moved(roof, front.left + half, front.top), toned((0.62, 0.42, 0.35), tone), soft_mm=4, glows=True)
    for storey in np.arange(front.top + 30, front.bottom - 80, 62).tolist():
        for pane in np.arange(front.left + 22, front.right - 34, 46).tolist():
            canvas.box(Rect(pane, storey, pane + 20, storey + 34), (0.45, 0.50, 0.55), soft_mm=4, glows=True)


def _tree(canvas: Canvas, x: float, foot: float, height: float, rng: Generator) -> None:
    """Plant a tree: a crown of many small clumps of leaves, those below and inside in its own shade."""
    canvas.polygon(moved(mirrored([(-11.0, 0.0), (-4.0, -0.6 * height)]), x, foot), (0.22, 0.18, 0.14), soft_mm=3, glows=True)
    for index in range(110):
        angle, reach = float(rng.uniform(0, 2 * np.pi)), float(np.sqrt(rng.uniform(0, 1)))
        ragged = 1 + 0.22 * np.sin(3 * angle + x) + 0.12 * np.sin(7 * angle)
        clump = (x + 0.32 * height * ragged * reach * np.cos(angle), foot - 0.66 * height + 0.34 * height * ragged * reach * np.sin(angle))
        if LEFT < clump[0] < RIGHT:
            tone = (0.35 + 0.75 * index / 109) * float(rng.uniform(0.75, 1.25)) * (1 - 0.45 * np.sin(angle) * reach)
            size = height * float(rng.uniform(0.03, 0.06))
            outline = oval(clump, (1.3 * size, size), float(rng.uniform(-40, 40)))
            canvas.polygon(outline, toned(LEAVES, tone), opacity=0.9, soft_mm=3.5, glows=True)


def _frame(canvas: Canvas) -> None:
    """Set the frame and its bars in the opening: white paint, dark against the day, their inner edges catching it."""
    thirds = [LEFT + share * (RIGHT - LEFT) for share in (0, 1 / 3, 2 / 3, 1)]
    for index, x in enumerate(thirds):
        half = 44 if index in (0, 3) else 30
        canvas.box(Rect(x - half, TOP, x + half, SILL), toned(BAR, 0.55))
        canvas.box(Rect(x - half, TOP, x - half + 9, SILL), (1.5, 1.55, 1.6), glows=True)
        canvas.box(Rect(x + half - 9, TOP, x + half, SILL), (1.5, 1.55, 1.6), glows=True)
    cross = -560.0
    canvas.box(Rect(LEFT, cross - 24, RIGHT, cross + 24), toned(BAR, 0.55))
    canvas.box(Rect(LEFT, cross - 24, RIGHT, cross - 17), (1.7, 1.75, 1.8), glows=True)
    canvas.box(Rect(LEFT, SILL - 60, RIGHT, SILL), toned(BAR, 0.5))


def _curtain(canvas: Canvas, side: int, rng: Generator) -> None:
    """Hang a sheer curtain at one side (−1 left, 1 right): it glows where the window is behind it, and its folds take turns."""
    outer, inner = (LEFT - 260, LEFT + 230) if side < 0 else (RIGHT + 260, RIGHT - 230)
    x, y = canvas.places_mm()
    phase = float(rng.uniform(0, 6))
    fold = np.sin(x / 26 + phase + 0.0006 * y) + 0.6 * np.sin(x / 11 + 2 * phase - 0.0009 * y)
    on_cloth = smooth_step(0, 18, side * (x - inner) + 14 * np.sin(y / 260)) * smooth_step(0, 18, side * (outer - x)) + 0 * y
    behind = smooth_step(-40, 60, x - LEFT) * smooth_step(-40, 60, RIGHT - x) * smooth_step(60, -10, y - SILL)
    lit = (0.09 + 0.91 * behind) * np.exp(0.20 * fold)
    cover = (0.97 * on_cloth)[..., None]
    canvas.glow[:] += cover * (_tinted(lit, SHEER) - canvas.glow)
    canvas.surface[:] += cover * (np.float32(0.22) - canvas.surface)


def _tinted(light: Floats, colour: tuple[float, float, float]) -> Floats:
    return np.asarray(light[..., None] * np.array(colour, np.float32), np.float32)
