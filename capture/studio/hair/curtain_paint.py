"""What a curtain of hair is painted with: strands from its upper edge to uneven tips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.hair import strands
from capture.studio.noise import smooth_step, value_noise
from capture.studio.sheet import Paint

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.script.persona import Hair
    from capture.types import Floats

TEXTURE = (448, 352)
STRANDS = 1500
STEPS = 16
LOCK_SPREAD, STRAND_SPREAD = 0.26, 0.34
"""Deviation of a lock's and of a single strand's logarithmic brightness."""
GAP_SHARE = 0.45
"""Brightness between the strands over theirs."""


def painted(hair: Hair, side: int, rng: Generator) -> Paint:
    """Return the paint of the subject's left (1) or right (−1) curtain: its upper edge melts into the cap, strands gather into locks with uneven tips."""
    rows, columns = TEXTURE
    down = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    locks = value_noise((1, columns), columns / 26, rng, octaves=3)[0]
    ends = 0.93 + 0.045 * value_noise((1, columns), columns / 14, rng, octaves=3)[0]
    from_front = np.linspace(0, 1, columns, dtype=np.float32)[::side]
    edge = from_front + 0.012 * value_noise(TEXTURE, 40, rng, stretch=(3, 1))
    canvas = strands.Canvas.blank(TEXTURE)
    filled = 0.97 * smooth_step(0.015, 0.07, edge) * smooth_step(ends, ends - 0.10, down) * smooth_step(0.02, 0.16, down)
    canvas.fill(GAP_SHARE * strands.mean_colour(hair), filled)
    _draw(canvas, hair, locks, ends, rng)
    albedo, cover = canvas.read()
    shown = smooth_step(0.0, 0.13, down + 0.03 * locks) * smooth_step(-0.01, 0.035, edge)
    return Paint(albedo, np.asarray(cover * shown, np.float32), None, strands.glint_frac(albedo))


def _draw(canvas: strands.Canvas, hair: Hair, locks: Floats, ends: Floats, rng: Generator) -> None:
    """Draw strands that drift towards their lock's middle and end by `ends` (columns,), shares of the height."""
    rows, columns = TEXTURE
    run = np.linspace(0, 1, STEPS, dtype=np.float32)
    start, place = rng.uniform(-0.12, 0.3, STRANDS), rng.uniform(-0.01, 1.01, STRANDS) * (columns - 1)
    nearest = np.clip(place.astype(int), 0, columns - 1)
    end = np.minimum(ends[nearest] * (1 + 0.05 * rng.standard_normal(STRANDS)), 1.02)
    wander = 2.5 * rng.standard_normal(STRANDS)[:, None] * np.sin(np.pi * run * rng.uniform(0.5, 1.5, STRANDS)[:, None])
    pull = cv2.GaussianBlur(np.gradient(locks)[None].astype(np.float32), (0, 0), 3)[0]
    gathered = 160 * pull[nearest][:, None] * run**2
    path = np.stack([place[:, None] + wander + gathered, (start[:, None] + (end - start)[:, None] * run) * (rows - 1)], -1)
    level = LOCK_SPREAD * locks[nearest] + STRAND_SPREAD * rng.standard_normal(STRANDS)
    canvas.draw(path, strands.colours(hair, level.astype(np.float32), rng))
