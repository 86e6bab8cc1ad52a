"""How hard the key works: one cheek against the other, and how soft its edge is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture import ratio
from capture.light import mirrored
from capture.mean_face import TRIANGLES
from capture.mean_face.skin import LEFT_CHEEK, RIGHT_CHEEK
from capture.pixels import LUMA_WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.light.irises import Iris
    from capture.light.surface import Skin
    from capture.types import Floats

    Exact = NDArray[np.float64]

GLOSS_RIDGE = 0.02
"""Keeps noise and a slightly bluer key from passing for gloss where skin is nearly as white as it."""
_CHEEKS = np.stack([LEFT_CHEEK, RIGHT_CHEEK])
LIT_PERCENT = 90
"""Of the skin's triangles: as bright is what faces the key."""
QUARTER_TURN_DEG = 90.0


def cheeks_ev(skin: Skin) -> float | None:
    """Return log2 of linear light on the brighter over the darker cheek, 0 or more; None when too little of either is seen.

    The light is that on matt skin: the lamp's own gloss is taken off, or deep skin, which returns little else, would read up to half a stop more than pale.
    """
    place = np.full(len(TRIANGLES), -1)
    place[skin.triangles] = np.arange(len(skin.triangles))
    left, right = place.take(_CHEEKS)
    both = (left >= 0) & (right >= 0)
    count = np.count_nonzero(both)
    if count < ratio.FEWEST_PLACES:
        return None
    one, other = (skin.rgb.take(side.compress(both), axis=0).sum(axis=0, dtype=np.float64) / count for side in (left, right))
    lit, shaded = (one, other) if _luminance(one) > _luminance(other) else (other, one)
    return max(0.0, math.log2(max(_matt_share(lit, shaded), ratio.DARKEST)))


def _luminance(rgb: Exact) -> float:
    return float(rgb @ LUMA_WEIGHTS[0])


def _matt_share(lit: Exact, shaded: Exact) -> float:
    """Return how many times the light of the shaded cheek (3,) is in that of the lit one (3,) beside white gloss.

    lit = share · shaded + gloss · white with the least squares, gloss of 0 or more and, by a ridge, no larger than the colours ask for.
    """
    light = _luminance(lit)
    a, b = shaded / light, lit / light
    aa, ab, a_sum, b_sum = float(a @ a), float(a @ b), float(a.sum()), float(b.sum())
    white = 3 + GLOSS_RIDGE
    gloss = aa * b_sum - a_sum * ab
    return (white * ab - a_sum * b_sum) / (aa * white - a_sum * a_sum) if gloss > 0 else ab / aa


def softness_frac(irises: tuple[Iris, Iris] | None, skin: Skin, towards: Floats) -> float | None:
    """Return the lamp's angular radius over a quarter turn, 0..1, by its mirror images; None where the eyes don't tell. `towards` (3,) is in the camera's axes.

    The skin tells nothing of it through a mesh: discs of 2 to 35 degrees fitted to its shading rank like chance (0.09), its triangles are wider than penumbras.
    """
    radius_deg = mirrored.radius_deg(irises, towards, _lit(skin) * skin.mean_light)
    return None if radius_deg is None else radius_deg / QUARTER_TURN_DEG


def _lit(skin: Skin) -> float:
    """Return the light of the skin that faces the key, in that of the mean."""
    place = len(skin.light) * LIT_PERCENT // 100
    return float(np.partition(skin.light, place)[place])
