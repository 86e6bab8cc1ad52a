"""How hard the key works: one cheek against the other, and how soft its edge is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture import ratio
from capture.light.search import COST_FLOOR, fit, shadings
from capture.mean_face import TRIANGLES
from capture.mean_face.shadows import DIRECTIONS
from capture.mean_face.skin import LEFT_CHEEK, RIGHT_CHEEK
from capture.pixels import LUMA_WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.light.surface import Skin
    from capture.types import Floats

    Exact = NDArray[np.float64]

GLOSS_RIDGE = 0.02
"""Keeps noise and a slightly bluer key from passing for gloss where skin is nearly as white as it."""
_PLACE_OF = np.full((len(TRIANGLES), 2), -1)
_PLACE_OF[LEFT_CHEEK, 0] = _PLACE_OF[RIGHT_CHEEK, 1] = np.arange(len(LEFT_CHEEK))
LAMP_RADII_DEG: Floats = np.arange(0, 91, 10, dtype=np.float32)
TELLING_FRAC = 0.02
"""Where the best and the worst size of lamp differ by less than this share of the cost, size can't be told."""
SHARPNESS = 0.02


def cheeks_ev(skin: Skin) -> float | None:
    """Return log2 of linear light on the brighter over the darker cheek, 0 or more; None when too little of either is seen.

    The light is that on matt skin: the lamp's own gloss is taken off, or deep skin, which returns little else, would read up to half a stop more than pale.
    """
    both = _PLACE_OF[skin.triangles]
    left, right = (np.full(len(LEFT_CHEEK), -1) for _ in range(2))
    for side, cheek in ((left, 0), (right, 1)):
        at = np.flatnonzero(both[:, cheek] >= 0)
        side[both[at, cheek]] = at
    seen = (left >= 0) & (right >= 0)
    if np.count_nonzero(seen) < ratio.FEWEST_PLACES:
        return None
    colours = [skin.rgb[side[seen]].mean(axis=0).astype(np.float64) for side in (left, right)]
    shaded, lit = sorted(colours, key=lambda rgb: float(rgb @ LUMA_WEIGHTS[0]))
    return max(0.0, math.log2(max(_matt_share(lit, shaded), ratio.DARKEST)))


def _matt_share(lit: Exact, shaded: Exact) -> float:
    """Return how many times the light of the shaded cheek (3,) is in that of the lit one (3,) beside white gloss.

    lit = share · shaded + gloss · white with the least squares, gloss of 0 or more and, by a ridge, no larger than the colours ask for.
    """
    light = float(lit @ LUMA_WEIGHTS[0])
    a, b = shaded / light, lit / light
    sides = np.array([[a @ a, a.sum()], [a.sum(), 3 + GLOSS_RIDGE]])
    share, gloss = np.linalg.solve(sides, np.array([a @ b, b.sum()]))
    return float(share) if gloss > 0 else float(a @ b / (a @ a))


def softness_frac(skin: Skin, towards: Floats) -> float | None:
    """Return the lamp's size 0..1, of a hemisphere round its direction; None when the shading looks alike for all sizes.

    Formula: a disc of light is the mean of points of light over its directions, shadows included; discs of each radius are fitted as keys are,
    made of the points'.
    """
    shading = shadings(skin, np.arange(len(DIRECTIONS)))
    apart_deg = np.degrees(np.arccos(np.clip(DIRECTIONS @ towards, -1, 1)))
    # A tenth of the sphere's spacing softens each disc's rim, so that a size between two grid rings is a size between two shadings.
    share = 1 / (1 + np.exp((apart_deg[None] - np.maximum(LAMP_RADII_DEG, 6)[:, None]) / 2))
    discs = shading @ (share / share.sum(axis=1, keepdims=True)).T.astype(np.float32)
    cost = fit(skin, discs).cost + COST_FLOOR
    if cost.max() - cost.min() < TELLING_FRAC * cost.min():
        return None
    votes = np.exp(-(cost / cost.min() - 1) / SHARPNESS)
    return float(votes @ LAMP_RADII_DEG / votes.sum() / LAMP_RADII_DEG[-1])
