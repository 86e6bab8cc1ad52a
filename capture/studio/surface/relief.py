"""The skin's fine relief: pores, lips' lines, and the folds and lines that come with age.

Relief does two things to a picture: it breaks up highlights, for which its slopes are handed on, and it hides light from its own bottom, which is painted as
darkness. Depth is 0 on smooth skin and 1 in the deepest fold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import features
from capture.studio import grid
from capture.studio.noise import smooth_step
from capture.studio.surface.plan import away_from_poles, softened, strokes

if TYPE_CHECKING:
    from capture.studio.surface.plan import Plan
    from capture.types import Floats

PORE_SLOPE = 0.11
"""Slope that a pore's rim of one standard deviation has: breaks a highlight up as on faces seen from a metre."""
FOLD_SLOPE = 1.1
SMILE_FOLDS = ([129, 203, 206, 216, 212], [358, 423, 426, 436, 432])
"""From the wings of the nose down beside the mouth, the subject's (right, left)."""
MOUTH_LINE_MM = ((2.0, 2.0, 0.0), (5.0, 8.0, 0.5), (7.5, 16.0, 0.0), (8.5, 25.0, 0.0))
"""From the mouth's corner down to the jaw: outwards, down and deeper."""
_PORES, _LINES = 10, 11


def pores(plan: Plan) -> Floats:
    """Return (`grid.TEXTURE`) pores: noise of one size, deviation 1, with pits deeper than its hills are high."""
    rough = plan.rng(_PORES).standard_normal(grid.TEXTURE, np.float32)
    band = softened(rough, 0.3) - softened(rough, 0.8)
    band *= np.float32(1 / 0.26) * away_from_poles()[:, None]
    return np.asarray(np.minimum(band, 0.9), np.float32)


def folds(plan: Plan) -> Floats:
    """Return (`grid.TEXTURE`) depth 0..1 of the folds that age draws; a young face has a trace of those beside the nose."""
    age = plan.persona.skin.age
    deep = _drawn(plan, _smile_folds(plan, age), breadth_px=3)
    fine = _drawn(plan, [*_crows_feet(plan, age), *_forehead_lines(plan, age), *_frown(plan, age), *_under_eyes(plan, age)], breadth_px=1)
    hollow = softened(deep, 2.2) * np.float32(2.1) + softened(deep, 0.7) * np.float32(0.45)
    crease = softened(fine, 0.28) * np.float32(0.9) + softened(fine, 1.1) * np.float32(1.5)
    return np.asarray(np.minimum(hollow + crease, 1), np.float32)


def slopes(height: Floats) -> tuple[Floats, Floats]:
    """Return how a height (`grid.TEXTURE`) rises along u and v, per texel."""
    return tuple(np.asarray(cv2.Sobel(height, cv2.CV_32F, along, 1 - along, ksize=3, scale=1 / 8), np.float32) for along in (1, 0))  # type: ignore[return-value]


class _Line:
    """A line to draw: its path (K, 3) in mm, how deep it is 0..1, and whether both ends run out rather than begin at once."""

    def __init__(self, path_mm: Floats, depth: float, *, both_ends: bool = True) -> None:
        self.path_mm = path_mm
        self.depth = depth
        self.both_ends = both_ends


_SEGMENTS = 26


def _drawn(plan: Plan, lines: list[_Line], *, breadth_px: int) -> Floats:
    """Return (`grid.TEXTURE`) lines with tapering strength."""
    if not lines:
        return np.zeros(grid.TEXTURE, np.float32)
    pieces, strengths = [], []
    share = np.linspace(0, 1, _SEGMENTS + 1)
    for line in lines:
        knots = np.linspace(0, 1, len(line.path_mm))
        smooth = np.stack([np.interp(share, knots, line.path_mm[:, axis]) for axis in range(3)], -1)
        smooth = cv2.GaussianBlur(smooth.astype(np.float32), (1, 7), 0, sigmaY=2.0, borderType=cv2.BORDER_REPLICATE)
        path = plan.texels(smooth)
        pieces.append(np.stack([path[:-1], path[1:]], 1))
        middle = (share[1:] + share[:-1]) / 2
        taper = np.sin(np.pi * middle) ** 0.7 if line.both_ends else smooth_step(0, 0.12, middle) * (1 - middle) ** 0.8
        strengths.append(line.depth * taper)
    return strokes(np.concatenate(pieces), np.concatenate(strengths), breadth_px=breadth_px) / np.float32(255)


def _smile_folds(plan: Plan, age: float) -> list[_Line]:
    mesh, full = plan.mesh_mm, plan.persona.shape.fullness
    depth = 0.15 + 0.10 * full + 0.95 * float(smooth_step(0.1, 1.0, age))
    lines = [_Line(mesh[fold], max(depth, 0.06), both_ends=False) for fold in SMILE_FOLDS]
    below = 0.55 * float(smooth_step(0.45, 1.0, age))
    for side, corner in ((1, features.LEFT_MOUTH_CORNER), (-1, features.RIGHT_MOUTH_CORNER)):
        lines.append(_Line((mesh[corner] + np.array(MOUTH_LINE_MM) * (side, 1, 1)).astype(np.float32), below))
    return lines


def _crows_feet(plan: Plan, age: float) -> list[_Line]:
    rng = plan.rng(_LINES)
    depth, lines = float(smooth_step(0.25, 0.9, age)), []
    for side, socket in ((1, plan.shape.left_eye), (-1, plan.shape.right_eye)):
        for turn_deg in np.array([-38, -20, -4, 12, 27]) + rng.normal(0, 5, 5):
            share = np.linspace(0, 1, 6)[:, None]
            length_mm, start_mm = rng.uniform(7, 15), rng.uniform(3, 5)
            turn = np.radians(turn_deg + 14 * (share - 0.3) * np.sign(turn_deg))
            away = np.concatenate([side * np.cos(turn), np.sin(turn), 0.7 * np.ones_like(turn)], 1) * (start_mm + length_mm * share)
            lines.append(_Line((socket.outer_mm + away).astype(np.float32), depth * rng.uniform(0.35, 0.8)))
    return lines if depth > 0 else []


def _forehead_lines(plan: Plan, age: float) -> list[_Line]:
    rng = plan.rng(_LINES + 1)
    depth, lines = float(smooth_step(0.3, 1.0, age)), []
    brow_mm, top_mm = plan.mesh_mm[9], plan.mesh_mm[features.FOREHEAD]
    for share in np.array([0.42, 0.66, 0.88, 1.1]) + rng.normal(0, 0.03, 4):
        x_mm = np.linspace(-1, 1, 15) * rng.uniform(24, 38) + rng.normal(0, 3)
        wave = 1.1 * np.cumsum(rng.normal(0, 0.45, 15)) - 2.5 * np.cos(x_mm / 15)
        y_mm = brow_mm[1] + (top_mm[1] - brow_mm[1]) * share + wave
        z_mm = brow_mm[2] + (top_mm[2] - brow_mm[2]) * share + x_mm**2 / 130
        lines.append(_Line(np.stack([x_mm, y_mm, z_mm], -1).astype(np.float32), depth * rng.uniform(0.45, 0.85)))
    return lines if depth > 0 else []


def _frown(plan: Plan, age: float) -> list[_Line]:
    rng = plan.rng(_LINES + 2)
    depth, lines = float(smooth_step(0.3, 1.0, age)), []
    middle = plan.mesh_mm[9]
    for side in (1, -1):
        down = np.linspace(0, 1, 5)[:, None]
        begin = middle + np.array([side * rng.uniform(4, 6.5), rng.uniform(-1, 3), 1])
        lines.append(_Line((begin + down * np.array([-side * 1.2, rng.uniform(9, 14), -1])).astype(np.float32), depth * rng.uniform(0.4, 0.8)))
    return lines if depth > 0 else []


def _under_eyes(plan: Plan, age: float) -> list[_Line]:
    """Return the bags' lower edges and a finer line over each."""
    rng = plan.rng(_LINES + 3)
    depth, lines = 0.10 + 0.75 * float(smooth_step(0.2, 1.0, age)), []
    for side, socket in ((1, plan.shape.left_eye), (-1, plan.shape.right_eye)):
        for drop_mm, share in ((4.2, 0.55), (9.0, 1.0)):
            along = np.linspace(-0.05, 0.85 + 0.1 * rng.uniform(), 9)[:, None]
            path = socket.inner_mm + (socket.outer_mm - socket.inner_mm) * along
            hang = np.concatenate([np.full_like(along, -side * 0.5), 2.5 + drop_mm * np.sin(np.pi * np.clip(along * 0.95 + 0.12, 0, 1)) ** 0.8, 0 * along], 1)
            lines.append(_Line((path + hang).astype(np.float32), depth * share * 0.8))
    return lines
