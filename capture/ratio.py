"""How much more light one cheek gets than the other: the number that portrait lighting calls the ratio.

A low module, since both who measures it in pictures and who knows it from the lamps must mean the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.types import Floats

DARKEST = 1e-6
"""Stands in for no light at all, so that a logarithm of it stays a number."""
FEWEST_PLACES = 8
"""Places seen on both cheeks under which one mole decides."""


def cheeks_ev(left: Floats, right: Floats) -> float | None:
    """Return log2 of the linear light (N,) on the brighter over that on the darker cheek: 0 or more; None from too few places.

    Both hold the same places of the face in the same order, of any common scale and skin, so the skin's colour cancels. What a camera sees
    is (key + fill) : fill.
    """
    if len(left) < FEWEST_PLACES:
        return None
    ratio = float(left.sum()) / max(float(right.sum()), DARKEST)
    return abs(math.log2(max(ratio, DARKEST)))
