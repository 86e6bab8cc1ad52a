"""The skin of neck and upper chest, down to where the garment covers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio.noise import smooth_step, value_noise
from capture.studio.parts import Part
from capture.studio.physique import surface_mm
from capture.studio.sheet import Paint, Sheet, normals_of
from capture.studio.surface import pigment

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.studio.physique import Physique
    from capture.types import Floats

ROWS = 22
TEXTURE = (169, 337)
TOP_MM = 58.0
"""The first row's level: inside the head, above the jaw's edge."""
TUCKED_MM = 10.0
"""How far the skin goes on under the garment's edge."""
JAW_MM, THROAT_MM = 46.0, 150.0
"""Heights: above the first the skin moves with the head, below the second, or below a higher garment's edge, with the body."""
CONTACT_MM = 9.0
"""Reach of the shade where cloth meets skin."""


def skin(body: Physique, around_rad: Floats, edge_level_mm: Floats, persona: Persona) -> Part:
    """Return the bare skin above a garment's edge, whose level (U,) is given at angles (U,)."""
    share = np.linspace(0, 1, ROWS, dtype=np.float32)[:, None]
    level = TOP_MM + (edge_level_mm + TUCKED_MM - TOP_MM) * share
    points = surface_mm(body.distance_mm, around_rad, level)
    contact = 1 - 0.55 * np.exp(-np.maximum(edge_level_mm - level, 0) / CONTACT_MM)
    still_mm = np.minimum(surface_mm(body.distance_mm, around_rad, edge_level_mm)[..., 1], THROAT_MM)
    head_frac = smooth_step(still_mm, JAW_MM, points[..., 1])
    return Part(Sheet(points, normals_of(points)), paint(persona), contact.astype(np.float32), head_frac, skin=True)


def paint(persona: Persona) -> Paint:
    """Return the paint of that skin: the cheek's tone, uneven by a little, redder towards the chest, as sun and collars leave it."""
    traits, rng = persona.skin, np.random.default_rng((persona.seed, 42))
    down = np.linspace(0, 1, TEXTURE[0], dtype=np.float32)[:, None]
    melanin = 0.03 * value_noise(TEXTURE, 40, rng) * (0.5 + traits.blotches)
    flush = 0.03 * traits.redness - 0.03 + (0.02 + 0.09 * traits.redness) * smooth_step(0.5, 1.0, down)
    haemoglobin = flush + 0.02 * value_noise(TEXTURE, 24, rng) * (0.4 + traits.blotches + traits.redness)
    gloss = 0.4 + 0.5 * traits.shine + 0.08 * value_noise(TEXTURE, 9, rng, octaves=2)
    return Paint(pigment.skin(traits.monk, melanin, haemoglobin), gloss=gloss.astype(np.float32))
