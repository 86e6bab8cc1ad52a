"""How hard the key works: one cheek against the other, and how soft its edge is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture import ratio
from capture.light.search import COST_FLOOR, fit
from capture.mean_face.shadows import DIRECTIONS
from capture.mean_face.skin import LEFT_CHEEK, RIGHT_CHEEK

if TYPE_CHECKING:
    from capture.light.search import Key
    from capture.light.surface import Skin
    from capture.types import Floats

LAMP_RADII_DEG: Floats = np.arange(0, 91, 10, dtype=np.float32)
TELLING_FRAC = 0.02
"""Where the best and the worst size of lamp differ by less than this share of the cost, size can't be told."""
SHARPNESS = 0.02


def cheeks_ev(skin: Skin) -> float | None:
    """Return log2 of linear light on the brighter over the darker cheek, 0 or more; None when too little of either is seen."""
    place = {int(triangle): at for at, triangle in enumerate(skin.triangles)}
    pairs = [(place[int(a)], place[int(b)]) for a, b in zip(LEFT_CHEEK, RIGHT_CHEEK, strict=True) if int(a) in place and int(b) in place]
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return ratio.cheeks_ev(skin.light[left], skin.light[right])


def softness_frac(skin: Skin, key: Key, shading: Floats) -> float | None:
    """Return the lamp's size 0..1, of a hemisphere round its direction; None when the shading looks alike for all sizes.

    Formula: a disc of light is the mean of points of light over its directions, shadows included; discs of each radius are fitted as keys are,
    made of the points' `shading` (N, D).
    """
    apart_deg = np.degrees(np.arccos(np.clip(DIRECTIONS @ key.towards, -1, 1)))
    # A tenth of the sphere's spacing softens each disc's rim, so that a size between two grid rings is a size between two shadings.
    share = 1 / (1 + np.exp((apart_deg[None] - np.maximum(LAMP_RADII_DEG, 6)[:, None]) / 2))
    discs = shading @ (share / share.sum(axis=1, keepdims=True)).T.astype(np.float32)
    cost = fit(skin, discs).cost + COST_FLOOR
    if cost.max() - cost.min() < TELLING_FRAC * cost.min():
        return None
    votes = np.exp(-(cost / cost.min() - 1) / SHARPNESS)
    return float(votes @ LAMP_RADII_DEG / votes.sum() / LAMP_RADII_DEG[-1])
