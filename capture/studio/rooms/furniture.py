"""What else stands and hangs in a room: framed pictures, plants, lamps, a sideboard. Lengths in millimetres, y down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio.canvas import Rect, mirrored, moved, oval, toned
from capture.studio.rooms.books import board

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.canvas import Canvas, Colour

LEAF: Colour = (0.045, 0.105, 0.030)
CLAY: Colour = (0.50, 0.47, 0.43)
OAK: Colour = (0.30, 0.20, 0.115)
TURNED_FOOT = [(-14.0, -14.0), (-34.0, -90.0), (-12.0, -330.0)]
SHADE_GLOW: Colour = (2.3, 1.75, 1.05)
"""A lamp's paper shade, lit from inside, beside a white wall in the room's light."""
HALO = 0.42
"""What such a lamp lends the wall behind it, of its own brightness."""


def framed_picture(canvas: Canvas, frame: Rect, rng: Generator) -> None:
    """Hang a painted landscape: hills under a pale sky, in a mount and a narrow frame that throws a shadow on the wall."""
    canvas.shade(Rect(frame.left + 8, frame.top + 14, frame.right + 20, frame.bottom + 26).outline, 0.68, 14)
    canvas.box(frame, (0.045, 0.032, 0.022))
    canvas.box(frame.inset(18), (0.68, 0.66, 0.61))
    view = frame.inset(78)
    canvas.box(view, (0.50, 0.53, 0.52))
    canvas.polygon(oval((view.left + 0.68 * view.width, view.top + 0.3 * view.height), (26, 26)), (0.62, 0.50, 0.33))
    x = np.linspace(view.left, view.right, 40)
    for level, colour in ((0.45, (0.27, 0.33, 0.36)), (0.62, (0.16, 0.21, 0.20)), (0.80, (0.11, 0.12, 0.075))):
        wave = sum(np.sin((x - frame.left) / float(rng.uniform(40, 120)) + float(rng.uniform(0, 6))) for _ in range(3))
        ridge = np.stack([x, view.top + view.height * (level + 0.045 * wave)], -1)
        canvas.polygon(np.concatenate([ridge, [[view.right, view.bottom], [view.left, view.bottom]]]), colour)


def plant(canvas: Canvas, foot: tuple[float, float], height: float, rng: Generator) -> None:
    """Stand a pot with a leafy plant: dark leaves behind, lighter ones before, each with a rib."""
    x, base = foot
    pot = 0.26 * height
    crown = base - pot
    for share in np.linspace(0, 1, 46):
        angle = float(rng.uniform(-1.35, 1.35))
        reach = float(rng.uniform(0.35, 1.0)) * (height - pot)
        tip = (x + 0.62 * reach * np.sin(angle), crown - reach * np.cos(angle) * float(rng.uniform(0.75, 1.0)))
        green = toned(LEAF, (0.45 + 0.75 * share) * float(rng.uniform(0.8, 1.25)))
        canvas.polygon([(x - 3, crown), (x + 3, crown), (tip[0] + 1, tip[1]), (tip[0] - 1, tip[1])], toned(green, 0.6), opacity=0.8)
        _leaf(canvas, tip, float(rng.uniform(0.13, 0.2)) * height, float(np.degrees(angle)) + float(rng.normal(0, 28)), green)
    canvas.polygon(moved(mirrored([(-0.38 * pot, 0.0), (-0.5 * pot, -pot)]), x, base), CLAY)
    canvas.shade(moved([(0.1 * pot, -pot), (0.6 * pot, -pot), (0.5 * pot, 0.0), (0.1 * pot, 0.0)], x, base), 0.55, 0.15 * pot)


def _leaf(canvas: Canvas, middle: tuple[float, float], length: float, turn_deg: float, green: Colour) -> None:
    """Draw a pointed leaf about its middle, its tip up before it is turned: one half in the light, one in shade."""
    along = np.linspace(-1, 1, 13)
    half = 0.30 * (1 - along**2) ** 0.8 * (1 - 0.25 * along)
    turn = np.radians(turn_deg)
    for side, factor in ((-1, 1.25), (1, 0.8)):
        x, y = np.concatenate([side * half, np.zeros(13)]) * length / 2, np.concatenate([-along, along]) * length / 2
        points = np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], -1)
        canvas.polygon(np.asarray(points + np.array(middle), np.float32), toned(green, factor))


def table_lamp(canvas: Canvas, foot: tuple[float, float]) -> None:
    """Stand a lamp, lit: a glowing shade on a turned foot, and its light on the wall about it."""
    x, base = foot
    top = base - 560
    across, down = canvas.places_mm()
    halo = np.exp(-(((across - x) / 430) ** 2 + ((down - top - 120) / 400) ** 2)).astype(np.float32)
    canvas.glow[:] += (HALO * halo)[..., None] * canvas.surface * np.array(SHADE_GLOW, np.float32)
    canvas.polygon(oval((x, base - 12), (85, 14)), (0.10, 0.08, 0.06))
    canvas.polygon(moved(mirrored(TURNED_FOOT), x, base), (0.30, 0.22, 0.14))
    canvas.polygon(moved(mirrored([(-155.0, 240.0), (-95.0, 0.0)]), x, top), SHADE_GLOW, glows=True)
    canvas.shade(moved(mirrored([(-90.0, 240.0), (-60.0, 0.0)]), x, top), 1.25, 40)


def sideboard(canvas: Canvas, front: Rect) -> None:
    """Stand a low cupboard with five doors; it throws a soft shadow on the wall."""
    canvas.shade(Rect(front.left, front.top - 25, front.right + 40, front.bottom).outline, 0.7, 40)
    body = Rect(front.left + 20, front.top + 34, front.right - 20, front.bottom)
    canvas.box(body, OAK)
    for seam in np.linspace(body.left, body.right, 6)[1:-1].tolist():
        canvas.box(body._replace(left=seam - 3, right=seam + 3), (0.04, 0.028, 0.018))
        canvas.polygon(oval((seam - 60, front.top + 110), (11, 11)), (0.06, 0.05, 0.04))
    canvas.shade(body._replace(bottom=front.top + 70).outline, 0.6, 14)
    board(canvas, front._replace(bottom=front.top + 36), OAK)
