"""The hair that lies on the head: strands drawn along the flow of a cut, the bulk they add to the skull, and the way they run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.hair import strands
from capture.studio.hair.bulk import bulge_mm
from capture.studio.hair.chart import FIELD_PX, SCALP
from capture.studio.hair.curls import draw_curls
from capture.studio.hair.flow import along
from capture.studio.hair.ground import ground, length_mm
from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.script.persona import Hair
    from capture.studio.hair.cuts import Cut
    from capture.studio.hair.ground import Ground
    from capture.studio.shape import HeadShape
    from capture.types import Floats

STEPS = 11
LOCK_SPREAD, STRAND_SPREAD = 0.30, 0.34
"""Deviation of a lock's and of a single strand's logarithmic brightness: hair of one head spans about a stop and a half."""
PARTED_FRAC, PARTING_WIDTH = 0.32, 0.010
"""How much of the scalp a parting shows, and half its width over the head's radius: 1 mm."""
FINE_EDGE = 0.4
"""How much thinner hairs are at the hairline and at their tips than within."""
GAP_SHARE = 0.52
"""Brightness between the strands over that of the strands: light that has passed several hairs."""
SIDE_SINE = (0.64, 0.48)
"""Sine of the latitudes between which hair that hangs over the ears is filled right up to the ring of its tips."""


@dataclass(frozen=True, slots=True, eq=False)
class Cap:
    """Hair on the head map, as `Hairdo` has it, and the ground that it grows on."""

    bulge_mm: Floats
    cover_frac: Floats
    albedo: Floats
    strand_frac: Floats
    tangents: Floats
    ground: Ground


def cap(shape: HeadShape, hair: Hair, cut: Cut, rng: Generator) -> Cap:
    """Return the hair of a cut."""
    soil = ground(hair, cut, rng)
    canvas = strands.Canvas.blank((SCALP.side_px, SCALP.side_px))
    canvas.fill(GAP_SHARE * strands.mean_colour(hair), cut.fill_frac * _filled_frac(cut, soil))
    if cut.curl_mm:
        draw_curls(canvas, hair, cut, soil, rng)
    else:
        _draw_strands(canvas, hair, cut, soil, rng)
    albedo, drawn = strands.read(SCALP.to_map(canvas.pixels, grid.TEXTURE))
    cover = drawn * _shown_frac(shape, cut, soil)
    outward = grid.directions(grid.GEOMETRY)
    tangents = along(cut.flow(outward.reshape(-1, 3)).reshape(outward.shape), outward)
    return Cap(bulge_mm(shape, cut, soil, cover), cover, albedo, strands.glint_frac(albedo), tangents, soil)


def _filled_frac(cut: Cut, soil: Ground) -> Floats:
    """Return on the chart how much of the scalp is filled between the strands."""
    within = smooth_step(*cut.fill_deg, soil.outer_deg)
    if not cut.over_ears:
        return within
    at_side = smooth_step(*SIDE_SINE, -SCALP.directions(FIELD_PX)[..., 1])
    return np.maximum(within, smooth_step(-1, 2, soil.outer_deg) * at_side)


def _shown_frac(shape: HeadShape, cut: Cut, soil: Ground) -> Floats:
    """Return `grid.TEXTURE` how much of the drawn hair is there: less at partings and at the edge, none on free ears."""
    shown = cut.opacity_frac * (1 - FINE_EDGE * SCALP.to_map(smooth_step(5.0, -3.0, soil.outer_deg), grid.TEXTURE))
    if cut.parting_x is not None:
        shown *= 1 - PARTED_FRAC * _parting(cut.parting_x)
    if not cut.over_ears:
        ear_frac = cv2.GaussianBlur(cv2.resize(shape.ear_frac, grid.TEXTURE[::-1], interpolation=cv2.INTER_CUBIC), (0, 0), 2.5)
        shown *= 1 - smooth_step(0.3, 0.75, ear_frac)
    return np.asarray(shown, np.float32)


def _parting(parting_x: float) -> Floats:
    """Return `grid.TEXTURE` 0..1: the line of scalp at a parting, from the forehead to the crown."""
    outward = grid.directions(grid.TEXTURE)
    line = np.exp(-(((outward[..., 0] - parting_x) / PARTING_WIDTH) ** 2))
    return np.asarray(line * smooth_step(0.58, 0.76, -outward[..., 1]) * smooth_step(0.3, 0.0, outward[..., 2]), np.float32)


def _draw_strands(canvas: strands.Canvas, hair: Hair, cut: Cut, soil: Ground, rng: Generator) -> None:
    """Draw a cut's strands; each bends with its lock, and locks share their brightness and where they end."""
    root = strands.roots(soil.density(cut.edge_deg), SCALP, cut.strands, rng)
    root = root[np.argsort(_overlap(root, cut), kind="stable")]
    count, lock = len(root), SCALP.sample(soil.locks, root)
    length = length_mm(root, cut) * rng.uniform(0.55, 1.0, count).astype(np.float32)
    path = strands.trace(root, length, cut.flow, np.radians(cut.wander_deg) * (rng.standard_normal(count) + 0.6 * lock), STEPS)
    if cut.swing_mm:
        path = strands.waved(path, cut.swing_mm, length / cut.wave_mm, 3 * lock)
    path = _ended(path, soil.outer_deg, cut.overhang_deg * (0.6 * rng.uniform(-0.6, 1, count) + 0.4 * lock))
    level = LOCK_SPREAD * SCALP.sample(soil.locks, path[:, STEPS // 2]) + STRAND_SPREAD * rng.standard_normal(count)
    canvas.draw(SCALP.place_px(path), strands.colours(hair, level.astype(np.float32), rng))


def _overlap(root: Floats, cut: Cut) -> Floats:
    """Return (N,) a rank: hair lies over the hair that roots farther along its flow, so roots with most of the scalp before them are drawn last."""
    ahead = along(cut.flow(root), root)
    return np.asarray(-ahead[:, 1] - 0.4 * np.abs(root[:, 0]) - root[:, 1], np.float32)


def _ended(path: Floats, outer_deg: Floats, overhang_deg: Floats) -> Floats:
    """Return strands (N, K, 3) whose points beyond the outer ring and their overhang (N,) are drawn back to the last point within."""
    steps = path.shape[1]
    within = SCALP.sample(outer_deg, path) > -overhang_deg[:, None]
    within[:, 0] = True
    last = np.where(within.all(axis=1), steps - 1, np.argmin(within, axis=1) - 1)
    kept = np.minimum(np.arange(steps), last[:, None])
    return np.asarray(np.take_along_axis(path, kept[..., None], axis=1), np.float32)
