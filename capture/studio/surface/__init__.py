"""A persona's bare skin, painted on the head map: colour, gloss and fine relief. No hair on the skull and no eyes; brows and beard belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.studio.sheet import in_rgb, tinted
from capture.studio.surface import beard, brows, lips, makeup, nostrils, pigment, regions, relief
from capture.studio.surface.plan import Plan, stretched

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.studio.shape import HeadShape
    from capture.studio.surface.lips import Lips
    from capture.types import Floats

PORE_DARKNESS = 0.026
"""How much darker a pore of one standard deviation is."""
FOLD_DARKNESS = np.array([0.34, 0.46, 0.48], np.float32)
"""Share of light that the deepest fold keeps; red comes back through its walls."""


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A painted skin; all textures have `grid.TEXTURE`."""

    albedo: Floats
    """(TV, TU, 3) linear RGB, 0..1."""
    gloss: Floats
    """Weight of the skin's highlights: 1 is usual, 0 matt."""
    relief_u: Floats
    """Slope of the fine relief along u, for the sharp highlight; `relief_v` along v."""
    relief_v: Floats
    beard_frac: Floats
    """0..1 where beard or brows hide the skin: hair's highlights belong there."""


def paint(shape: HeadShape, persona: Persona) -> Surface:
    """Return a persona's skin. About 0.3 s."""
    plan = Plan(shape, persona)
    mouth, pores, folds = lips.draw(plan), relief.pores(plan), relief.folds(plan)
    holes, creases = nostrils.draw(plan)
    albedo = _skin(plan, mouth, pores, folds)
    makeup.apply(albedo, plan)
    lips.lipstick(albedo, plan, mouth)
    lips.darken(albedo, mouth)
    nostrils.darken(albedo, holes, creases)
    brow_cover = brows.draw(albedo, plan)
    beard_cover = beard.draw(albedo, plan, mouth.share)
    hair = np.maximum(brow_cover, beard_cover)
    height = pores * np.float32(relief.PORE_SLOPE) * (1 - np.float32(0.6) * mouth.share) - folds * np.float32(relief.FOLD_SLOPE)
    height += mouth.lines * np.float32(0.16)
    slope_u, slope_v = relief.slopes(height * (1 - hair))
    gloss = _gloss(plan, mouth) * (1 - np.float32(0.9) * holes) * (1 - np.float32(0.5) * folds) * (1 - np.float32(0.75) * hair)
    return Surface(np.clip(albedo, 0.004, 0.96), gloss, slope_u, slope_v, hair)


def _skin(plan: Plan, mouth: Lips, pores: Floats, folds: Floats) -> Floats:
    """Return (…, 3) the bare skin with its lips, before make-up and hair."""
    melanin = regions.melanin(plan) * (1 - mouth.share) + mouth.melanin
    melanin -= mouth.rim * np.float32(0.05)
    haemoglobin = regions.haemoglobin(plan) * (1 - np.float32(0.7) * mouth.share) + mouth.haemoglobin
    albedo = pigment.skin(plan.persona.skin.monk, melanin, haemoglobin)
    albedo *= in_rgb(regions.returned_frac(plan))
    # Pores are pits: their share of dark is more than their share of light, and light skin shows them less than it shines.
    albedo *= in_rgb(1 + np.float32(PORE_DARKNESS) * pores * (1 - mouth.share))
    albedo *= 1 - tinted(folds, FOLD_DARKNESS)
    return albedo


def _gloss(plan: Plan, mouth: Lips) -> Floats:
    """Return (`grid.TEXTURE`) the highlights' weight: oil on forehead, nose and chin, moist lips, dull lids."""
    skin, mesh = plan.persona.skin, plan.mesh_mm
    oily = plan.near(mesh[1] - np.array([0, 14, 0], np.float32), (8, 16)) + 0.75 * plan.near(mesh[9] - np.array([0, 12, 0], np.float32), (24, 13))
    oily += 0.45 * plan.both(50, 280, (13, 10), (0, -3)) + 0.5 * plan.near(mesh[199], (10, 8))
    lids = plan.both(159, 386, (13, 6))
    gloss = stretched(np.asarray((0.72 + 0.65 * oily - 0.35 * lids) * (0.45 + 1.1 * skin.shine) * (1 - 0.25 * skin.age), np.float32))
    # On dark lips the same gloss looks whiter than it is: trackers take streaks of it for teeth.
    moist = np.float32((0.55 + 0.5 * skin.lipstick + 0.3 * skin.shine) * (1 - 0.4 * min(pigment.melanin(skin.monk), 1.8)))
    return np.asarray(gloss * (1 - mouth.share) + mouth.share * (0.3 * gloss + moist), np.float32)
