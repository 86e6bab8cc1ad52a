"""How far apart in colour the light on the two cheeks is.

A skin that is lit by two lights from two sides changes colour from cheek to cheek; its own colour cancels in the ratios of left to right. Brightness changes
skin's colour as well, whatever the light: shadows on skin are warmer (light under the skin is red, and shine takes colour from what is lit), and tone curves
stretch the ratios of dark tones. So each pixel's colour u, in mired, is fitted over cheeks, sides and forehead as

    u = constant + slope · (place from right to left) + fall · log2(light)

with equal weight for each of the places, and `slope` from cheek to cheek is the answer. Where one side is as much darker as it is warmer, place and light can't
be told apart: there `fall` is held to what it usually is (ridge regression towards `USUAL_FALL`). Hair, moles and shine are no skin in this light: pixels far
off the fit count less when it is made again (Huber's weights).

u is read from B/G alone: blood and light's way under the skin change R/G from place to place as much as lamps do. The nose is left out, since it shines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.colour.patches import Place
from capture.illuminant import LOGS_OF_MIRED
from capture.pixels import BLACKEST, LINEAR_OF_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from capture.colour.patches import Patch
    from capture.types import Floats

    Columns = NDArray[np.float64]

LOG_OF_CODE: Floats = np.log2(np.maximum(LINEAR_OF_CODE, BLACKEST)).astype(np.float32)
USUAL_FALL = -5.0
"""Mired a stop: so one light, at four tone curves, leans to neither side by more than 1 in the mean on half of the virtual studio's people."""
HELD_EV2 = 0.2
"""The variance of log2 light that weighs as much as that knowledge."""
FITS = 3
OUTLYING = 1.5
"""In medians of what the fit leaves: from there on a pixel's say falls."""
CHEEKS_APART = 1.6
"""From cheek to cheek, in half the distance of the outer eye corners."""
HIDDEN_SHARE = 0.25
"""A cheek seen under less than this share of the other's area is turned away."""


def difference_mired(patches: Mapping[Place, Patch]) -> float | None:
    """Return how far apart in mired the light on the two cheeks is, 0 or more; None when one of them is not seen."""
    left, right = patches.get(Place.LEFT_CHEEK), patches.get(Place.RIGHT_CHEEK)
    if left is None or right is None or min(left.area_px, right.area_px) < HIDDEN_SHARE * max(left.area_px, right.area_px):
        return None
    matt = [patch for place, patch in patches.items() if place is not Place.NOSE]
    logs = LOG_OF_CODE[np.concatenate([patch.codes for patch in matt])]
    known = np.stack([np.ones(len(logs)), np.concatenate([patch.aside for patch in matt]), logs[:, 1]])
    warm = (logs[:, 2] - logs[:, 1]) / LOGS_OF_MIRED[1]
    even = np.concatenate([np.full(len(patch.codes), 1 / len(patch.codes)) for patch in matt]) / len(matt)
    found, weights = np.zeros(3), even
    for _ in range(FITS):
        found = _fitted(known, warm, weights)
        off = np.abs(warm - found @ known)
        weights = even / np.maximum(off / max(OUTLYING * float(np.median(off)), 1e-6), 1)
    return abs(float(found[1])) * CHEEKS_APART


def _fitted(known: Columns, warm: Columns, weights: Columns) -> Columns:
    """Return (3,) constant, slope and fall of warmth (N,) by 1, place and light (3, N)."""
    weighed = known * weights
    sides, rest = weighed @ known.T, weighed @ (warm - USUAL_FALL * known[2])
    sides[2, 2] += HELD_EV2
    return np.asarray(np.linalg.solve(sides, rest) + np.array([0, 0, USUAL_FALL]), np.float64)
