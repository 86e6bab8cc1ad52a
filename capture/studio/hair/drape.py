"""A headscarf's fall: the cloth from under the chin round the neck, over the shoulders and on to the chest, in folds that climb to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.hair.hairdo import Hanging, Place
from capture.studio.noise import smooth_step, value_noise
from capture.studio.sheet import Paint, Sheet, normals_of, tinted

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.shape import HeadShape
    from capture.types import Floats

LATTICE = (40, 72)
TEXTURE = (320, 576)
HEIGHTS_MM = np.array([14, 44, 74, 99, 119, 139, 164, 194, 274], np.float32)
"""Down from mid-head. The following are the cloth's half breadth and its depth before and behind the neck's middle at these heights: first as the head's own
scarf falls from the cheeks, then a shoulder's and some 12 mm."""
HALF_WIDTHS_MM = np.array([76, 82, 87, 97, 120, 146, 168, 184, 194], np.float32)
FRONTS_MM = np.array([45, 56, 68, 78, 88, 99, 111, 121, 128], np.float32)
BACKS_MM = np.array([92, 94, 92, 91, 93, 97, 102, 109, 115], np.float32)
NECK_MIDDLE_MM = 26.0
"""How far the neck's middle lies behind mid-head."""
HEAD_MM, BODY_MM = 59.0, 134.0
"""Heights between which the cloth passes from the head's motion to the body's."""
FOLD_MM = 34.0
"""From fold to fold."""


def drape(shape: HeadShape, colour: tuple[float, float, float], rng: Generator) -> Hanging:
    """Return the fall of a headscarf of a colour (linear RGB), one end thrown over a shoulder."""
    rows, columns = LATTICE
    side = float(rng.choice([-1.0, 1.0]))
    around = np.linspace(-np.pi, np.pi, columns, dtype=np.float32)
    off_seam = smooth_step(np.pi, 2.6, np.abs(around))
    hem_mm = 200 + 34 * np.cos(around) + 20 * side * np.sin(around) + 7 * value_noise((1, columns), columns / 7, rng)[0] * off_seam
    share = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    y = HEIGHTS_MM[0] + (hem_mm - HEIGHTS_MM[0]) * share
    breadth = float(np.ptp(shape.landmarks_mm[:, 0])) / 150
    half, front, back = (np.interp(y, HEIGHTS_MM, table).astype(np.float32) for table in (HALF_WIDTHS_MM, FRONTS_MM, BACKS_MM))
    half = half * (1 + (breadth - 1) * smooth_step(124, 64, y))
    x, forwards = half * np.sin(around), np.cos(around)
    z = NECK_MIDDLE_MM - np.where(forwards > 0, front, back) * forwards
    folds = _folds(y + 0.0016 * x**2 + 0.34 * side * x, off_seam, rng)
    lift = (3.4 * folds + 1.5) * smooth_step(0.02, 0.2, share)
    points = np.stack([x + lift * np.sin(around), y, z - lift * forwards], -1).astype(np.float32)
    edge = smooth_step(1.0, 0.985, share) * np.ones_like(x)
    paint = Paint(_painted(colour, folds, edge, rng))
    return Hanging(Sheet(points, normals_of(points)), paint, Place.NECK, smooth_step(BODY_MM, HEAD_MM, y))


def _folds(along_mm: Floats, off_seam: Floats, rng: Generator) -> Floats:
    """Return `LATTICE` about −1..1: soft folds, uneven in width and depth but equal on both sides of the seam behind; `along_mm` runs across them."""
    wave = np.sin(2 * np.pi * (along_mm / FOLD_MM + 0.3 * value_noise(LATTICE, 36, rng, octaves=2) * off_seam))
    depth = 0.75 + 0.35 * value_noise(LATTICE, 18, rng, octaves=1) * off_seam
    return np.asarray((wave + 0.25 * (1 - wave * wave)) * depth, np.float32)


def _painted(colour: tuple[float, float, float], folds: Floats, edge: Floats, rng: Generator) -> Floats:
    shade = 1 - 0.22 * smooth_step(0.3, -1.1, cv2.resize(folds, TEXTURE[::-1], interpolation=cv2.INTER_CUBIC))
    shade *= 0.8 + 0.2 * cv2.resize(edge.astype(np.float32), TEXTURE[::-1], interpolation=cv2.INTER_LINEAR)
    threads = cv2.GaussianBlur(rng.standard_normal(TEXTURE).astype(np.float32), (0, 0), 0.7)
    return tinted(np.clip(shade * (1 + 0.08 * threads), 0, 2), np.array(colour, np.float32))
