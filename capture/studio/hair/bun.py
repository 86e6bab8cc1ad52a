"""A bun: tied hair coiled into a knot behind the head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.hair import strands
from capture.studio.hair.cuts import behind
from capture.studio.hair.hairdo import Hanging, Place
from capture.studio.noise import value_noise
from capture.studio.sheet import Paint, Sheet, cross, normals_of, unit

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.script.persona import Hair
    from capture.studio.hair.cuts import Cut
    from capture.types import Floats

LATTICE = (26, 36)
TEXTURE = (192, 320)
COILS = 2.0
"""Turns of the coil from its rim to its middle."""
STRANDS = 700
STEPS = 12


def bun(hair: Hair, cut: Cut, radius_mm: Floats, rng: Generator) -> Hanging:
    """Return the bun of a cut that is tied, on a head of `radius_mm` (`grid.GEOMETRY`) with its cap: a coil on a ball, flattened towards the head."""
    outward = behind(cut.tied_deg or 0.0)
    place = grid.place(outward) * (np.array(grid.GEOMETRY[::-1], np.float32) - 1)
    under_mm = float(radius_mm[round(float(place[1])), 0])
    size_mm = 22 + 14 * hair.volume
    right = np.array([1, 0, 0], np.float32)
    frame = np.stack([right, unit(cross(outward, right)), outward])
    longitude, latitude = np.meshgrid(np.linspace(-np.pi, np.pi, LATTICE[1]), np.linspace(np.pi / 2, -np.pi / 2, LATTICE[0]))
    round_ball = grid.towards(longitude.astype(np.float32), latitude.astype(np.float32))
    # The lattice's poles lie along the way out of the head, so that its columns' turns are the coil's.
    ball = np.stack([round_ball[..., 0], round_ball[..., 2], -round_ball[..., 1]], -1)
    uneven = 0.03 * value_noise(LATTICE, 7, rng) * (1 - (longitude / np.pi) ** 4)
    ridges = 1 + (0.07 * np.cos(4 * COILS * latitude + longitude) + uneven) * np.cos(latitude)
    local = ball * ridges[..., None] * np.array([1, 1, 0.8], np.float32) * size_mm
    points = np.asarray(local @ frame + outward * (under_mm + 0.45 * size_mm), np.float32)
    along = unit(np.gradient(points, axis=1).astype(np.float32))
    albedo = _painted(hair, rng)
    paint = Paint(albedo, None, None, strands.glint_frac(albedo))
    return Hanging(Sheet(points, normals_of(points), along), paint, Place.LUMP, np.ones(LATTICE, np.float32))


def _painted(hair: Hair, rng: Generator) -> Floats:
    """Return (*`TEXTURE`, 3) the albedo of strands that run round the coil, drawn twice so that they meet at the seam."""
    rows, columns = TEXTURE
    canvas = strands.Canvas.blank(TEXTURE)
    canvas.fill(0.5 * strands.mean_colour(hair), np.ones(TEXTURE, np.float32))
    start, level = rng.uniform(0, columns, STRANDS), rng.uniform(-0.1, 1.1, STRANDS)
    run = np.linspace(0, 1, STEPS, dtype=np.float32)
    length = rng.uniform(0.3, 0.9, STRANDS) * columns
    x = start[:, None] + length[:, None] * run
    y = (level[:, None] + 0.10 * (x / columns - 0.5) + 0.008 * rng.standard_normal((STRANDS, 1)) * np.sin(3 * run)) * (rows - 1)
    locks = value_noise((1, rows), 9, rng, octaves=2)[0]
    bright = 0.25 * locks[np.clip(level * (rows - 1), 0, rows - 1).astype(int)] + 0.3 * rng.standard_normal(STRANDS)
    colours = strands.colours(hair, bright.astype(np.float32), rng)
    for turn in (0, -columns):
        canvas.draw(np.stack([x + turn, y], -1), colours)
    return np.asarray(cv2.GaussianBlur(canvas.read()[0], (0, 0), 0.5), np.float32)
