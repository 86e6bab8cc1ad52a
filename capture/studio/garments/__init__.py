"""Garments on a body: jerseys, turtlenecks, shirts, blazers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.script.persona import Garment
from capture.studio.garments import blazer, knit, shirt, turtleneck
from capture.studio.garments.cloth import Fabric
from capture.studio.garments.outfit import Outfit

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.studio.physique import Physique

__all__ = ["Outfit", "wear"]

THREADS = {Garment.CREW: 0.06, Garment.V_NECK: 0.06, Garment.TURTLENECK: 0.06, Garment.SHIRT: 0.035, Garment.BLAZER: 0.07}
"""How much the threads show: poplin is smoother than a jersey, a jersey than a jacket's wool."""


def wear(body: Physique, persona: Persona) -> Outfit:
    """Return a persona's clothes on their body; the same persona, the same folds."""
    clothes, rng = persona.clothes, np.random.default_rng((persona.seed, 43))
    fabric = Fabric(clothes.colour, rng, THREADS[clothes.garment], clothes.print, clothes.ink)
    match clothes.garment:
        case Garment.V_NECK:
            return knit.v_neck(body, fabric)
        case Garment.TURTLENECK:
            return turtleneck.turtleneck(body, fabric)
        case Garment.SHIRT:
            return shirt.shirt(body, fabric)
        case Garment.BLAZER:
            return blazer.blazer(body, fabric, Fabric(clothes.under, rng, THREADS[Garment.SHIRT]))
        case _:
            return knit.crew(body, fabric)
