"""Lips: thin skin through which blood is seen, with lines across, a lighter rim, lipstick; and the dark line where they meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import features
from capture.studio import grid
from capture.studio.noise import smooth_step, value_noise
from capture.studio.surface import pigment
from capture.studio.surface.plan import filled, softened, strokes

if TYPE_CHECKING:
    from capture.studio.surface.plan import Plan
    from capture.types import Floats

BLOOD = 0.50
"""Haemoglobin of lips beyond the cheek's."""
BLOOD_UNDER_MELANIN = 0.85
"""The same in the deepest tones, whose melanin hides it: the inner lip has little melanin, so that it stays rosier than the skin around."""
BROWNER = (0.14, 0.10)
"""Melanin of lips beyond the cheek's: what all have, which keeps them from being pink as chalk, and a share of the skin's own in deep tones."""
_LINES, _ALONG = 20, 21
_RING = np.array([*features.OUTER_LIPS])


@dataclass(frozen=True, slots=True, eq=False)
class Lips:
    """Textures of `grid.TEXTURE`."""

    share: Floats
    """0..1 where they are."""
    lines: Floats
    """Their vertical lines as a height, deviation 1, 0 beside the lips."""
    melanin: Floats
    haemoglobin: Floats
    """Pigments beyond the cheek's."""
    rim: Floats
    """0..1, the pale roll around them."""
    seam: Floats
    """0..1, the dark where they meet."""


def draw(plan: Plan) -> Lips:
    """Return a persona's lips."""
    ring = _smooth_ring(plan.texels(plan.mesh_mm[_RING]))
    share, wide = filled([ring], 0.55), filled([ring], 1.3)
    lines = value_noise(grid.TEXTURE, 3.2, plan.rng(_LINES), octaves=2, stretch=(7, 1)) * share
    own = pigment.melanin(plan.persona.skin.monk)
    uneven = 1 + np.float32(0.10) * value_noise(grid.TEXTURE, 16, plan.rng(_ALONG), octaves=2)
    below = _below(plan)
    blood = BLOOD + (BLOOD_UNDER_MELANIN - BLOOD) * min(own / 3, 1) * 1.5
    browner = (BROWNER[0] + BROWNER[1] * own * smooth_step(0.3, 1.2, own)) * (1 - 0.4 * below)
    return Lips(
        share=share,
        lines=lines,
        melanin=share * browner * uneven,
        haemoglobin=share * np.float32(blood) * uneven * (1 + np.float32(0.05) * lines),
        rim=np.clip(wide - share, 0, 1),
        seam=_seam(plan),
    )


def lipstick(albedo: Floats, plan: Plan, lips: Lips) -> None:
    """Paint lipstick over albedo (…, 3): more of its colour with its strength, with the lips' light and dark under it, and a crisper edge."""
    skin = plan.persona.skin
    if skin.lipstick == 0:
        return
    cover = np.float32(0.88 * skin.lipstick) * smooth_step(0.25, 0.8, lips.share) * (1 + np.float32(0.06) * np.clip(lips.lines, -2, 1))
    rows, columns = _box(lips.share)
    part, cover = albedo[rows, columns], np.clip(cover[rows, columns, None], 0, 1)
    # Pigment is laid over what is there: half opaque colour, half a filter.
    base = part / np.maximum(part.max(axis=(0, 1)), 1e-3)
    colour = np.array(skin.lip_colour, np.float32)
    part += (colour * (0.72 + 0.28 * base) - part) * cover


def darken(albedo: Floats, lips: Lips) -> None:
    """Darken albedo (…, 3) where the lips meet, and at their corners: blood's colour stays in the shadow."""
    rows, columns = _box(lips.seam)
    dark = lips.seam[rows, columns, None]
    albedo[rows, columns] *= 1 - dark * np.array([0.70, 0.82, 0.80], np.float32)


def _box(field: Floats) -> tuple[slice, slice]:
    """Return where a texture is not nought."""
    x, y, width, height = cv2.boundingRect((field > 1e-3).astype(np.uint8))
    return slice(y, y + height), slice(x, x + width)


def _smooth_ring(ring: Floats) -> Floats:
    """Return a ring (N, 2) with rounded corners, (4 N, 2), which still goes through the mouth's corners and the bow."""
    closed = np.concatenate([ring, ring[:1]])
    knots = np.arange(len(closed))
    fine = np.arange(0, len(ring), 0.25)
    dense = np.stack([np.interp(fine, knots, closed[:, axis]) for axis in (0, 1)], 1)
    around = np.concatenate([dense[-4:], dense, dense[:4]]).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(around, (1, 7), 0, sigmaY=1.3)[4:-4], np.float32)


def _middle_line(plan: Plan) -> Floats:
    mesh = plan.mesh_mm
    between = (mesh[features.INNER_UPPER_LIP] + mesh[features.INNER_LOWER_LIP]) / 2
    return np.concatenate([mesh[[features.RIGHT_MOUTH_CORNER]], between, mesh[[features.LEFT_MOUTH_CORNER]]])


def _below(plan: Plan) -> Floats:
    """Return (`grid.TEXTURE`) 1 on the lower lip, 0 on the upper."""
    line = plan.texels(_middle_line(plan))
    rows = np.arange(grid.TEXTURE[0], dtype=np.float32)[:, None]
    return smooth_step(-4, 4, rows - np.interp(np.arange(grid.TEXTURE[1]), line[:, 0], line[:, 1])[None])


def _seam(plan: Plan) -> Floats:
    """Return the seam: a line that is finest in the middle of each half, a soft shadow about it, and the dimples of the corners."""
    line = _middle_line(plan)
    share = np.linspace(0, 1, 41)
    knots = np.linspace(0, 1, len(line))
    path = plan.texels(np.stack([np.interp(share, knots, line[:, axis]) for axis in range(3)], -1))
    path = np.asarray(cv2.GaussianBlur(path, (1, 5), 0, sigmaY=1.2, borderType=cv2.BORDER_REPLICATE), np.float32)
    pieces = np.stack([path[:-1], path[1:]], 1)
    off_middle = np.abs(np.linspace(-1, 1, 40))
    strength = 0.72 + 0.28 * off_middle**3
    sharp = softened(strokes(pieces, strength, breadth_px=2), 0.3) / np.float32(255)
    corners = np.zeros(grid.TEXTURE, np.uint8)
    for end in (path[0], path[-1]):
        cv2.circle(corners, (round(float(end[0]) * 16), round(float(end[1]) * 16)), 3 * 16, (255,), -1, cv2.LINE_AA, 4)
    dimples = softened(corners, 0.9) / np.float32(255)
    return np.asarray(np.clip(0.80 * sharp + 1.0 * softened(sharp, 1.2) + 0.55 * dimples, 0, 0.92), np.float32)
