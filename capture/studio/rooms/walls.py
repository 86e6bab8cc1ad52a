"""Two plain backgrounds: a painted wall, and the dark cloth of a studio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.canvas import Canvas
    from capture.types import Floats

PAINTS = ((0.52, 0.50, 0.47), (0.47, 0.475, 0.48), (0.44, 0.47, 0.42), (0.42, 0.46, 0.49), (0.56, 0.53, 0.47), (0.50, 0.46, 0.43))
"""Linear R, G, B of quiet wall paints, light reflectance 42 to 53 %."""
ROLLER_MM, UNEVEN_MM = 9.0, 420.0
"""The roller's orange-peel, and the plaster's own waves under it."""
CLOTH = (0.030, 0.031, 0.034)
FOLD_MM = 240.0


def wall(canvas: Canvas, rng: Generator) -> None:
    """Cover the canvas with painted plaster; its relief takes the light a little unevenly."""
    paint = np.array(PAINTS[int(rng.integers(len(PAINTS)))], np.float32)
    canvas.surface[:] = paint
    canvas.surface[:] *= (1 + 0.012 * canvas.flecks(rng, ROLLER_MM, octaves=2) + 0.008 * canvas.flecks(rng, UNEVEN_MM))[..., None]


def dark(canvas: Canvas, rng: Generator) -> None:
    """Hang a dark cloth across the canvas, in long soft folds."""
    canvas.surface[:] = np.array(CLOTH, np.float32)
    x, y = canvas.places_mm()
    canvas.surface[:] *= (_folds(x, y, rng) * (1 + 0.05 * canvas.flecks(rng, 4.0, octaves=1)))[..., None]


def _folds(x: Floats, y: Floats, rng: Generator) -> Floats:
    """Return (H, W) factors about 1: cloth that turns to the light and away from it, across x, a little askew."""
    total = np.zeros(np.broadcast_shapes(x.shape, y.shape), np.float32)
    for times in (1.0, 1.7, 3.1):
        phase, lean = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.06)
        total += np.sin(2 * np.pi * times * (x + lean * y) / FOLD_MM + phase).astype(np.float32) / np.float32(times)
    return np.asarray(np.exp(0.22 * total), np.float32)
