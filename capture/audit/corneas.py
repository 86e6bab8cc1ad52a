"""The lamps that both eyes mirror, held against each other.

One lamp stands in the same place of both irises: the eyes are 63 mm apart, so a lamp at 1.5 m is seen 2.4 degrees apart, which moves its mirror image by 0.03
iris radii; a tracker's iris is found to about 0.1. So for each eye its spots (`capture.light.catchlights`) are told, and how far apart, in iris radii, the
left eye's and the right eye's are that agree best. `echo_frac` says how much of the brightest of all spots is there in the other eye, found as a spot or not:
the brightest cell near its place over the iris, as a share of the spot's. A glint on a lid, found in one eye or in both, is told by it from a lamp that moved:
lamps outshine what is wet.
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
SMALLEST_FRAC = 0.006
"""Of the iris disc, four cells: smaller than is asked of a lamp elsewhere, since one that just fits is else seen in one eye and missed in the other. Where all
spots of both eyes are so small, as of a ring of little lamps, one is too easily taken for another, and none is told.
"""
NEAR, ON_IRIS = 0.25, 0.95
"""In iris radii: round the other eye's spot, and from the middle; the white of the eye outshines any echo."""


@dataclass(frozen=True, slots=True)
class Corneas:
    """The spots of the subject's (left, right) eye, the largest first."""

    left: tuple[Catchlight, ...]
    right: tuple[Catchlight, ...]
    apart_radii: float | None
    """Between the two spots, one of each eye, that agree best, each from its own iris's middle; None where an eye has none."""
    echo_frac: float | None
    """See the module; None where no eye has a spot, or a lid covers the place in the other."""


def measure(rgb: Rgb, face: Face) -> Corneas | None:
    """Return both eyes' spots in an (H, W, 3) picture; None where the eyes are too small."""
    both = irises.read(rgb, face, FEWEST_PX)
    spots = catchlights.find(both, SMALLEST_FRAC)
    if both is None or spots is None:
        return None
    if max((spot.area_frac for spot in spots), default=0.0) < catchlights.AREAS_FRAC[0]:
        spots = ()
    left, right = (tuple(spot for spot in spots if spot.eye == side) for side in ("left", "right"))
    apart = min((math.dist(place(one), place(other)) for one in left for other in right), default=None)
    ways = [(both[0], both[1], spot) for spot in left] + [(both[1], both[0], spot) for spot in right]
    brightest = max(ways, key=lambda way: _over(way[0].light, _near(way[2]) & way[0].opened, way[0]), default=None)
    return Corneas(left, right, apart, None if brightest is None else _echo(*brightest))


def place(spot: Catchlight) -> tuple[float, float]:
    """Return how far right of the iris's middle a spot is, and how far below it, in iris radii."""
    turn = math.radians(spot.clock_deg)
    return spot.radius_frac * math.sin(turn), -spot.radius_frac * math.cos(turn)


def _echo(seen: Iris, other: Iris, spot: Catchlight) -> float | None:
    near = _near(spot)
    if (near & other.opened).sum() < near.sum() / 2:
        return None
    over = _over(seen.light, near & seen.opened, seen)
    return None if over <= 0 else max(_over(other.light, near & other.opened, other), 0.0) / over


def _near(spot: Catchlight) -> NDArray[np.bool_]:
    right, down = place(spot)
    return np.asarray((np.hypot(RIGHT - right, DOWN - down) < NEAR) & (AWAY < ON_IRIS))


def _over(light: Floats, near: NDArray[np.bool_], iris: Iris) -> float:
    """Return by how much the brightest cell near by exceeds the iris's median."""
    inside = (AWAY < 1) & iris.opened
    return float(light[near].max() - np.median(light[inside])) if near.any() and inside.any() else 0.0
