"""The cuts: how long and how thick hair is, which way it is combed, and how far over forehead, ears and nape it reaches."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from capture.script.persona import HairStyle
from capture.studio import grid
from capture.studio.hair import flow, hairline

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator

    from capture.script.persona import Hair
    from capture.studio.hair.flow import Flow
    from capture.studio.shape import HeadShape
    from capture.types import Floats


class Thickness(NamedTuple):
    """How far hair stands off the skull, in mm."""

    top: float
    front: float
    """Above the forehead."""
    side: float
    back: float


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """One way of wearing hair. Angles are measured on the head map, about mid-head."""

    flow: Flow
    thick_mm: Thickness
    top_length_mm: float
    side_length_mm: float
    strands: int = 8000
    edge_deg: float = 6.0
    """Over this distance inside the hairline hair grows from few strands to all."""
    rise_deg: float = 9.0
    """Over this distance inside its outer ring hair rises to its thickness."""
    round_edge: bool = False
    """Whether it rises steeply at first, as a ball of curls does."""
    overhang_deg: float = 2.5
    """How far beyond the outer ring the longest tips reach."""
    wander_deg: float = 7.0
    """Deviation of single strands from the flow."""
    swing_mm: float = 0.0
    wave_mm: float = 40.0
    relief_mm: float = 1.6
    """Height of locks over the gaps between them, ±."""
    fill_frac: float = 0.95
    """How much of the scalp is hidden between the strands."""
    fill_deg: tuple[float, float] = (0.0, 8.0)
    """Between these distances inside the outer ring that begins and is complete."""
    opacity_frac: float = 1.0
    """Below 1 skin shines through everywhere: hair that was shaved."""
    over_ears: bool = False
    curl_mm: float = 0.0
    """Radius of curls; 0 is straight or waved hair."""
    parting_x: float | None = None
    """Where it is parted: the line's distance to the left of the middle, over the head's radius."""
    tied_deg: float | None = None
    """Latitude, behind, of the knot that it is tied into."""
    hairline_deg: Floats = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    """(K, 2) left half of the ring that it roots within, longitude and latitude."""
    outer_deg: Floats | None = None
    """(K, 2) left half of the ring that the tips reach, longitude and latitude; None is the hairline."""


def straight_down(directions: Floats) -> Floats:
    """Return unit vectors (…, 3) that touch the sphere and point down: the way of what is not combed."""
    return flow.along(np.broadcast_to(flow.DOWN, directions.shape), directions)


TIED_LOW_DEG, TIED_HIGH_DEG = 25.0, 57.0
"""Latitude of a bun behind: at the nape's top, or nearly on the crown."""
BOBS_WITH_FRINGE = 0.35
FRINGE_DEG = 37.0
"""Latitude at which a fringe ends: above the brows, which are at 22 degrees."""


def behind(latitude_deg: float) -> Floats:
    """Return the unit vector (3,) to a latitude in the middle behind."""
    return grid.towards(np.array(np.pi), np.radians(np.array(latitude_deg)))


def _bulky(hair: Hair, least: float) -> float:
    """Return the factor by which a cut is thicker or thinner than usual: `least` at volume 0, 1 at 0.5, and so on."""
    return least + 2 * (1 - least) * hair.volume


def _bald(hair: Hair, _: Floats, rng: Generator) -> Cut:
    shaved = Thickness(0, 0, 0, 0)
    return Cut(flow.from_whorl(_side(rng), 0.0), shaved, 0.8, 0.8, strands=12000, edge_deg=9, overhang_deg=0, wander_deg=30, relief_mm=0, fill_frac=0.5,
               opacity_frac=0.12 + 0.16 * hair.volume)


def _buzz(hair: Hair, _: Floats, rng: Generator) -> Cut:
    return Cut(flow.from_whorl(_side(rng), 0.0), Thickness(2.2, 1.8, 1.2, 1.6), 3.5, 2.5, strands=11000, edge_deg=4.5, overhang_deg=0.3, wander_deg=22,
               relief_mm=0.3, fill_frac=0.62 + 0.2 * hair.volume)


def _short(hair: Hair, _: Floats, rng: Generator) -> Cut:
    bulk = _bulky(hair, 0.6)
    combed = flow.from_whorl(_side(rng), rng.uniform(0.75, 1.0))
    return Cut(combed, Thickness(19 * bulk, 20 * bulk, 6 + 3 * hair.volume, 10), 30, 12, strands=9000, wander_deg=12, overhang_deg=1.5, relief_mm=2.0)


def _fringe(hair: Hair, ring: Floats, rng: Generator) -> Cut:
    bulk = _bulky(hair, 0.6)
    combed = flow.from_whorl(_side(rng), rng.uniform(0.0, 0.25))
    return Cut(combed, Thickness(18 * bulk, 9 * bulk, 10 * bulk, 13), 110, 30, strands=9000, edge_deg=3, rise_deg=8, overhang_deg=5, fill_deg=(4, 13),
               relief_mm=1.8, outer_deg=_with_fringe(ring, FRINGE_DEG))


def _parted(hair: Hair, _: Floats, rng: Generator) -> Cut:
    bulk, parting = _bulky(hair, 0.6), 0.31 * _side(rng)
    return Cut(flow.from_parting(parting, 0.35, 0.8), Thickness(18 * bulk, 17 * bulk, 7, 10), 75, 18, edge_deg=4, wander_deg=5, relief_mm=1.8,
               parting_x=parting)


def _swept(hair: Hair, _: Floats, rng: Generator) -> Cut:
    bulk = _bulky(hair, 0.6)
    return Cut(flow.swept_back(rng.uniform(0.1, 0.5)), Thickness(18 * bulk, 23 * bulk, 7, 11), 80, 38, edge_deg=4, rise_deg=7, overhang_deg=1.0, wander_deg=5,
               swing_mm=0.8, wave_mm=55, relief_mm=2.0)


def _curly(hair: Hair, ring: Floats, rng: Generator) -> Cut:
    bulk = _bulky(hair, 0.6)
    combed = flow.from_whorl(1.0, rng.uniform(0.0, 0.6))
    return Cut(combed, Thickness(28 * bulk, 19 * bulk, 16 * bulk, 17), 46, 30, strands=1900, edge_deg=3, rise_deg=14, round_edge=True, overhang_deg=1.5,
               wander_deg=24, relief_mm=4.5, curl_mm=rng.uniform(4.0, 5.5), outer_deg=_with_fringe(ring, 48.0))


def _afro(hair: Hair, _: Floats, rng: Generator) -> Cut:
    bulk = _bulky(hair, 0.5)
    return Cut(flow.from_whorl(1.0, 0.0), Thickness(46 * bulk, 36 * bulk, 38 * bulk, 36 * bulk), 14, 12, strands=9000, edge_deg=3, rise_deg=24, round_edge=True,
               overhang_deg=1.5, wander_deg=60, relief_mm=3.6, fill_frac=1.0, curl_mm=rng.uniform(1.3, 1.8))


def _bob(hair: Hair, ring: Floats, rng: Generator) -> Cut:
    bulk, parting = _bulky(hair, 0.7), float(rng.choice([-0.26, 0.0, 0.26]))
    bobbed = Cut(flow.from_parting(parting, 0.10, 1.0), Thickness(17 * bulk, 11 * bulk, 19 * bulk, 18), 190, 150, edge_deg=2.5, rise_deg=6, overhang_deg=1.0,
                 fill_deg=(0, 4), wander_deg=2.5, relief_mm=1.5, over_ears=True, parting_x=parting, outer_deg=_hanging(ring))
    if rng.uniform() < BOBS_WITH_FRINGE:
        outer = _hanging(_with_fringe(ring, FRINGE_DEG))
        return replace(bobbed, flow=flow.with_fringe(bobbed.flow), parting_x=None, outer_deg=outer, overhang_deg=4.0, fill_deg=(3, 10), wander_deg=4)
    return bobbed


def _long(hair: Hair, ring: Floats, rng: Generator) -> Cut:
    bulk, parting = _bulky(hair, 0.7), float(rng.choice([-0.24, 0.0, 0.0, 0.24]))
    return Cut(flow.from_parting(parting, 0.16, 1.0), Thickness(16 * bulk, 10 * bulk, 18 * bulk, 17), 190, 150, edge_deg=2.5, rise_deg=6, wander_deg=2.5,
               overhang_deg=1.0, fill_deg=(0, 4), relief_mm=1.5, over_ears=True, parting_x=parting, outer_deg=_hanging(ring))


def _tied(hair: Hair, _: Floats, rng: Generator) -> Cut:
    tied_deg = TIED_HIGH_DEG if rng.uniform() < 0.5 else TIED_LOW_DEG
    return Cut(flow.towards_point(behind(tied_deg)), Thickness(8 + 5 * hair.volume, 7 + 4 * hair.volume, 5, 8), 150, 110, edge_deg=4, rise_deg=7,
               overhang_deg=1.5, wander_deg=2.0, relief_mm=1.0, tied_deg=tied_deg)


def _side(rng: Generator) -> float:
    return float(rng.choice([-1.0, 1.0]))


def _with_fringe(ring: Floats, latitude_deg: float) -> Floats:
    """Return a ring with its front brought down to a latitude."""
    lowered = np.interp(ring[:, 0], [0, 36, 58], [latitude_deg, latitude_deg - 1, 31]).astype(np.float32)
    return np.stack([ring[:, 0], np.where(ring[:, 0] < 60, np.minimum(ring[:, 1], lowered), ring[:, 1])], 1)


def _hanging(ring: Floats) -> Floats:
    """Return a ring whose sides fall from the temples past the cheeks' edge, over the ears, to below the nape."""
    falling = [(57, 35), (63, 25), (70, 13), (76, 1), (81, -14), (86, -30), (110, -44), (150, -50), (180, -50)]
    return np.concatenate([ring[ring[:, 0] < 52], np.array(falling, np.float32)])


_CUTS: dict[HairStyle, Callable[[Hair, Floats, Generator], Cut]] = {
    HairStyle.BALD: _bald,
    HairStyle.BUZZ: _buzz,
    HairStyle.SHORT: _short,
    HairStyle.FRINGE: _fringe,
    HairStyle.PARTED: _parted,
    HairStyle.SWEPT: _swept,
    HairStyle.CURLY: _curly,
    HairStyle.AFRO: _afro,
    HairStyle.BOB: _bob,
    HairStyle.LONG: _long,
    HairStyle.TIED: _tied,
}


def cut(shape: HeadShape, hair: Hair, rng: Generator) -> Cut:
    """Return the cut of a style, on this head's own hairline; styles that show no hair of their own (a turban) have a buzz cut's."""
    ring = hairline.natural_ring_deg(shape, hair, rng)
    chosen = _CUTS.get(hair.style, _buzz)(hair, ring, rng)
    return replace(chosen, hairline_deg=ring)
