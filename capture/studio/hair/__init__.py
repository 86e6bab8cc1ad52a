"""Hair and head coverings: what lies on the head map, what hangs from it, and single hairs round the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture.script.persona import HairStyle
from capture.studio import grid
from capture.studio.hair import bun, cloth, cuts, drape, loose
from capture.studio.hair.beard import beard_bulge
from capture.studio.hair.cap import Cap, cap
from capture.studio.hair.curtain import curtains
from capture.studio.hair.hairdo import Hairdo, Hanging, LooseHairs, Place
from capture.studio.sheet import in_rgb

if TYPE_CHECKING:
    from capture.script.persona import Hair, Persona
    from capture.studio.shape import HeadShape
    from capture.types import Floats

__all__ = ["Hairdo", "Hanging", "LooseHairs", "Place", "beard_bulge", "dress"]

UNDER_CLOTH = (0.022, 0.016, 0.013)
"""Linear RGB of the hair that shows below a turban, where the persona says nothing of the brows: `hair.colour` is then the cloth's."""


def dress(shape: HeadShape, persona: Persona) -> Hairdo:
    """Return what a persona wears on the head: hair by `persona.hair`, its cloth, and the bulk of `persona.beard`. The same persona, the same hairs."""
    hair, rng = persona.hair, np.random.default_rng((persona.seed, 31))
    bulk = beard_bulge(shape, persona)
    if hair.style is HairStyle.HEADSCARF:
        return _wrapped(_nothing(bulk), cloth.headscarf(shape, hair.colour, rng), (drape.drape(shape, hair.colour, rng),))
    if hair.style is HairStyle.TURBAN:
        under = msgspec.structs.replace(hair, colour=hair.brows or UNDER_CLOTH)
        return _wrapped(_grown(cap(shape, under, cuts.cut(shape, under, rng), rng), bulk), cloth.turban(shape, hair.colour, rng), ())
    cut = cuts.cut(shape, hair, rng)
    grown = cap(shape, hair, cut, rng)
    radius_mm = shape.radius_mm + grown.bulge_mm
    hangings = _hangings(shape, hair, cut, radius_mm, rng)
    return _grown(grown, bulk, hangings, loose.loose_hairs(hair, cut, grown.ground, radius_mm, rng))


def _hangings(shape: HeadShape, hair: Hair, cut: cuts.Cut, radius_mm: Floats, rng: np.random.Generator) -> tuple[Hanging, ...]:
    if hair.style in (HairStyle.BOB, HairStyle.LONG):
        return curtains(shape, hair, radius_mm, rng)
    if hair.style is HairStyle.TIED:
        return (bun.bun(hair, cut, radius_mm, rng),)
    return ()


def _nothing(bulk_mm: Floats) -> Hairdo:
    """Return the hairdo of a head that shows no hair."""
    outward = grid.directions(grid.GEOMETRY)
    none = np.zeros(grid.TEXTURE, np.float32)
    return Hairdo(bulk_mm, none, np.zeros((*grid.TEXTURE, 3), np.float32), none, cuts.straight_down(outward))


def _grown(worn: Cap, bulk_mm: Floats, hangings: tuple[Hanging, ...] = (), hairs: LooseHairs | None = None) -> Hairdo:
    bulge = worn.bulge_mm + bulk_mm * (1 - np.clip(worn.bulge_mm / 3, 0, 1))
    return Hairdo(bulge, worn.cover_frac, worn.albedo, worn.strand_frac, worn.tangents, hangings, hairs)


def _wrapped(under: Hairdo, worn: cloth.Cloth, hangings: tuple[Hanging, ...]) -> Hairdo:
    """Return a hairdo with cloth over it."""
    over = cv2.resize(worn.cover_frac, grid.GEOMETRY[::-1], interpolation=cv2.INTER_AREA)
    cover = np.asarray(1 - (1 - under.cover_frac) * (1 - worn.cover_frac), np.float32)
    share = worn.cover_frac / np.maximum(cover, 1e-3)
    of_cloth = in_rgb(share)
    albedo = under.albedo * (1 - of_cloth) + worn.albedo * of_cloth
    bulge = under.bulge_mm * (1 - over) + worn.bulge_mm
    return Hairdo(bulge, cover, albedo, under.strand_frac * (1 - share), under.tangents, hangings)
