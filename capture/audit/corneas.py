"""The lamps that both eyes mirror, held against each other.

One lamp stands in the same place of both irises: the eyes are 63 mm apart, so a lamp at 1.5 m is seen 2.4 degrees apart, which moves its mirror image by 0.03
iris radii; a tracker's iris is found to about 0.1. So for each eye its spots (`capture.light.catchlights`) are told, and how far apart, in iris radii, the
left eye's and the right eye's are that agree best. Where one eye has none, `echo_frac` says how much of the other's spot is there all the same: the brightest
cell near its place over the iris, as a share of the spot's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.light import catchlights, irises
from capture.light.irises import AWAY, DOWN, RIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.light.irises import Iris
    from capture.types import Catchlight, Face, Floats, Rgb

FEWEST_PX = 110.0
"""Distance of the eyes under which an iris is less than 20 pixels across: mirror images are then found to no better than half its radius."""
NEAR = 0.3
"""In iris radii, round the other eye's spot."""


@dataclass(frozen=True, slots=True)
class Corneas:
    """The spots of the subject's (left, right) eye, the largest first."""

    left: tuple[Catchlight, ...]
    right: tuple[Catchlight, ...]
    apart_radii: float | None
    """Between the two spots, one of each eye, that agree best, each from its own iris's middle; None where an eye has none."""
    echo_frac: float | None
    """See the module; None where both eyes have one, or none has, or a lid covers the place."""


def measure(rgb: Rgb, face: Face) -> Corneas | None:
    """Return both eyes' spots in an (H, W, 3) picture; None where the eyes are too small."""
    both = irises.read(rgb, face, FEWEST_PX)
    spots = catchlights.find(both)
    if both is None or spots is None:
        return None
    left, right = (tuple(spot for spot in spots if spot.eye == side) for side in ("left", "right"))
    apart = min((math.dist(place(one), place(other)) for one in left for other in right), default=None)
    echo = None
    if bool(left) != bool(right):
        seen, other = both if left else both[::-1]
        echo = _echo(seen, other, (left or right)[0])
    return Corneas(left, right, apart, echo)


def place(spot: Catchlight) -> tuple[float, float]:
    """Return how far right of the iris's middle a spot is, and how far below it, in iris radii."""
    turn = math.radians(spot.clock_deg)
    return spot.radius_frac * math.sin(turn), -spot.radius_frac * math.cos(turn)


def _echo(seen: Iris, other: Iris, spot: Catchlight) -> float | None:
    right, down = place(spot)
    near = np.hypot(RIGHT - right, DOWN - down) < NEAR
    if (near & other.opened).sum() < near.sum() / 2:
        return None
    over = _over(seen.light, near & seen.opened, seen)
    return None if over <= 0 else max(_over(other.light, near & other.opened, other), 0.0) / over


def _over(light: Floats, near: NDArray[np.bool_], iris: Iris) -> float:
    """Return by how much the brightest cell near by exceeds the iris's median."""
    inside = (AWAY < 1) & iris.opened
    return float(light[near].max() - np.median(light[inside])) if near.any() and inside.any() else 0.0
