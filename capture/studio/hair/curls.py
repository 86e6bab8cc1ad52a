"""Curls: each a bundle of hairs in a spring's shape, seen from outside as loops whose near halves lie bright over their dark far halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.hair import strands
from capture.studio.hair.bulk import steepness
from capture.studio.hair.chart import SCALP

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.script.persona import Hair
    from capture.studio.hair.cuts import Cut
    from capture.studio.hair.ground import Ground
    from capture.types import Floats

STEPS_A_TURN = 8
HAIRS = 3
"""Lines drawn for a curl."""
PITCH = 3.4
"""Length along the curl of one turn, over its radius: a loose spring's turns nearly touch."""
TILT = 0.55
"""A spring seen not quite from the side: its loops' length along the curl over their breadth."""
LOCK_SPREAD, CURL_SPREAD = 0.26, 0.24
"""Deviation of a clump's and of a single curl's logarithmic brightness."""
NEAR_LEVEL, FAR_LEVEL = 0.35, -0.75
"""Logarithmic brightness of a spring's near and far half."""


def draw_curls(canvas: strands.Canvas, hair: Hair, cut: Cut, soil: Ground, rng: Generator) -> None:
    """Draw a cut's curls on a canvas of the chart `SCALP`, lower ones first; those at the edge are shorter, so that they end within their overhang."""
    stretch, uphill = steepness(cut, soil.outer_deg)
    root = strands.roots(soil.density(cut.edge_deg) * stretch, SCALP, cut.strands, rng)
    root = root[np.argsort(-root[:, 1] + 0.4 * root[:, 2], kind="stable")]
    count, lock = len(root), SCALP.sample(soil.locks, root)
    room_mm = (SCALP.sample(soil.outer_deg, root) + cut.overhang_deg) * strands.MM_PER_DEG
    length = np.clip(cut.top_length_mm * rng.uniform(0.6, 1.0, count), 3 * cut.curl_mm, np.maximum(room_mm, 5 * cut.curl_mm)).astype(np.float32)
    turns = max(1, round(cut.top_length_mm / (PITCH * cut.curl_mm)))
    bend = np.radians(cut.wander_deg) * rng.standard_normal(count) + np.radians(40) * lock
    spine_px = SCALP.place_px(strands.trace(root, length, cut.flow, bend, turns * STEPS_A_TURN + 1))
    radius_px = SCALP.px_per_deg / strands.MM_PER_DEG * cut.curl_mm * rng.uniform(0.7, 1.25, count).astype(np.float32)
    level = (LOCK_SPREAD * lock + CURL_SPREAD * rng.standard_normal(count)).astype(np.float32)
    steep, way = SCALP.sample(stretch, root), np.stack([SCALP.sample(np.ascontiguousarray(uphill[..., axis]), root) for axis in range(2)], 1)
    loops = [_flattened(_loops(spine_px, radius_px * (1 - 0.24 * number), 0.3 * number), steep, way) for number in range(HAIRS)]
    far, near = strands.colours(hair, level + FAR_LEVEL, rng), strands.colours(hair, level + NEAR_LEVEL, rng)
    _draw(canvas, np.stack(loops, 1), strands.tints(far), strands.tints(near))


def _loops(spine_px: Floats, radius_px: Floats, phase_rad: float) -> Floats:
    """Return (N, K, 2) springs about their spines."""
    forwards = np.gradient(spine_px, axis=1)
    forwards /= np.linalg.norm(forwards, axis=2, keepdims=True) + 1e-6
    sideways = forwards[..., ::-1] * np.array([1, -1], np.float32)
    run = np.arange(spine_px.shape[1], dtype=np.float32) * (2 * np.pi / STEPS_A_TURN) + phase_rad
    swing = np.cos(run)[:, None] * sideways + TILT * np.sin(run)[:, None] * forwards
    return np.asarray(spine_px + radius_px[:, None, None] * swing, np.float32)


def _flattened(loops_px: Floats, stretch: Floats, uphill: Floats) -> Floats:
    """Return springs (N, K, 2) made shorter uphill by the surface's stretch (N,), which will draw them out again."""
    offset = loops_px - loops_px[:, :1]
    climb = np.einsum("nkc,nc->nk", offset, uphill) * (1 - 1 / stretch)[:, None]
    return np.asarray(loops_px - climb[..., None] * uphill[:, None], np.float32)


def _draw(canvas: strands.Canvas, loops_px: Floats, far: list[list[float]], near: list[list[float]]) -> None:
    """Draw (N, `HAIRS`, K, 2) springs, curl by curl: the far halves, then the near ones, which are the first halves of all turns."""
    whole = np.round(loops_px * 2**strands.SHIFT).astype(np.int32)
    half = STEPS_A_TURN // 2
    count, hairs, steps, _ = whole.shape
    turns = (steps - 1) // STEPS_A_TURN
    starts = np.arange(turns) * STEPS_A_TURN
    arcs = whole[:, :, starts[:, None] + np.arange(half + 1)].reshape(count, hairs * turns, half + 1, 2)
    for curl, arc, dark, bright in zip(whole, arcs, far, near, strict=True):
        cv2.polylines(canvas.pixels, list(curl), False, dark, 1, cv2.LINE_AA, strands.SHIFT)
        cv2.polylines(canvas.pixels, list(arc), False, bright, 1, cv2.LINE_AA, strands.SHIFT)
