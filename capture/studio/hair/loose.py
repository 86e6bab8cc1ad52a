"""Single hairs that stand off the outline and catch the light: without them hair ends like a helmet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.hair import strands
from capture.studio.hair.chart import SCALP
from capture.studio.hair.flow import along, turned
from capture.studio.hair.hairdo import LooseHairs
from capture.studio.noise import smooth_step
from capture.studio.sheet import cross, unit

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.script.persona import Hair
    from capture.studio.hair.cuts import Cut
    from capture.studio.hair.ground import Ground
    from capture.studio.stage import Lens, Placed
    from capture.types import Floats

COUNT, CURLY_COUNT = 420, 3000
STEPS = 6
SUNK_MM = 0.8
"""How far below the hair's surface they start."""
EDGE_COSINE = 0.32
"""Hairs are drawn that root where the head turns out of sight, within 19 degrees of its outline; others lie before hair."""
THICK_MM = 0.12
"""What the lens makes of a hair of 0.08 mm with its glint and its neighbours."""
BRIGHTEST = 2.0
"""Linear value at the top of the drawing's 8 bits."""


def loose_hairs(hair: Hair, cut: Cut, soil: Ground, radius_mm: Floats, rng: Generator) -> LooseHairs | None:
    """Return a cut's loose hairs on a head of `radius_mm` (`grid.GEOMETRY`) with its cap; None where hair is too short for any."""
    if cut.top_length_mm < 5:
        return None
    count = CURLY_COUNT if cut.curl_mm else COUNT
    outward = strands.roots(smooth_step(0, cut.rise_deg, soil.outer_deg), SCALP, count, rng)
    root = grid.place(outward)
    rows, columns = grid.GEOMETRY
    start = outward * (cv2.remap(radius_mm, root[:, :1] * (columns - 1), root[:, 1:] * (rows - 1), cv2.INTER_LINEAR) - SUNK_MM)
    heading = turned(along(cut.flow(outward), outward), outward, np.radians(max(cut.wander_deg, 16)) * rng.standard_normal(count))
    run = np.linspace(0, 1, STEPS, dtype=np.float32)[:, None]
    if cut.curl_mm:
        points = start[:, None] + _arcs(outward, heading, 1 + cut.curl_mm * rng.uniform(0.8, 2.0, count), run, rng)
    else:
        length = np.minimum(rng.gamma(3.0, 3.0, count), 0.7 * cut.top_length_mm)[:, None, None]
        rise = 0.28 * np.abs(rng.standard_normal((count, 1, 1)))
        drop = np.array([0, 0.10, 0], np.float32) * run**2
        points = start[:, None] + length * (heading[:, None] * run + outward[:, None] * rise * np.sin(1.6 * run) + drop)
    level = 0.3 + 0.35 * rng.standard_normal(count)
    return LooseHairs(points.astype(np.float32), outward, root, strands.colours(hair, level.astype(np.float32), rng))


def _arcs(outward: Floats, heading: Floats, radius_mm: Floats, run: Floats, rng: Generator) -> Floats:
    """Return (N, STEPS, 3) arcs of curls of radii (N,), two thirds of a turn, that leave the head and come back."""
    sideways = unit(cross(outward, heading))
    start_rad, turn_rad = rng.uniform(-0.6, 0.6, (len(outward), 1, 1)), rng.uniform(2.6, 4.6, (len(outward), 1, 1))
    angle = start_rad + turn_rad * run
    across = (heading * np.cos(rng.uniform(0, np.pi, (len(outward), 1))) + sideways)[:, None]
    radius = radius_mm[:, None, None]
    return np.asarray(radius * (across * (1 - np.cos(angle)) * 0.6 + outward[:, None] * np.sin(angle) * 1.1), np.float32)


def draw(picture: Floats, hairs: LooseHairs, head: Placed, lens: Lens, light: Floats) -> None:
    """Draw on a linear picture (H, W, 3) the hairs that stand off the head's outline; `light` (N, 3) falls on a white surface at their roots."""
    to_lens = head.lens_mm - hairs.points_mm[:, 0]
    distance_mm = np.linalg.norm(to_lens, axis=1)
    at_edge = np.abs((hairs.outward * to_lens).sum(axis=1)) < EDGE_COSINE * distance_mm
    if not at_edge.any():
        return
    places_px = lens.project(head.to_camera(hairs.points_mm[at_edge]))
    height, width = picture.shape[:2]
    low = np.maximum(np.floor(places_px.min(axis=(0, 1))).astype(int) - 2, 0)
    high = np.minimum(np.ceil(places_px.max(axis=(0, 1))).astype(int) + 3, (width, height))
    if (high <= low).any():
        return
    canvas = strands.Canvas.blank((int(high[1] - low[1]), int(high[0] - low[0])))
    canvas.draw(places_px - low.astype(np.float32), np.clip(hairs.albedo[at_edge] * light[at_edge] / BRIGHTEST, 0, 1))
    window = picture[low[1] : high[1], low[0] : high[0]]
    rows, columns = np.nonzero(canvas.pixels[..., 3])
    colour, cover = strands.read(canvas.pixels[rows, columns])
    share = min(1.0, THICK_MM * lens.focal_px / float(distance_mm.mean()))
    behind = window[rows, columns]
    window[rows, columns] = behind + (share * cover)[:, None] * (colour * BRIGHTEST - behind)
