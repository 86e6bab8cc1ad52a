"""The body below the head, as a solid: neck, trapezius, shoulders, chest and arms, melted together from ellipsoids and tapering limbs.

Lengths are millimetres in the body's frame: the head's frame of a head at rest, origin at mid-head, so the eyes are at y −4 and the chin at 110. Sizes are an
adult's: 400 mm from acromion to acromion, 450 across the deltoids, a neck of 370 round; acromia 190 mm below the eyes (ANSUR II, Gordon et al. 2014, midway
between women's and men's means). Sides are mirror images.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.studio.solids import ball, limb, soft_union, walk

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.studio.solids import Solid
    from capture.types import Floats

AXIS_Z_MM = 32.0
"""The upright axis about which the body is laid out, behind mid-head: inside neck and chest at every height."""
RISE = 0.45
"""How far rays rise for each millimetre outwards: square to neither necks nor shoulders, aslant to no part of either."""
OUTSIDE_MM = 330.0
"""From the axis: outside every body."""
ACROMION_MM = (192.0, 178.0, 40.0)
"""The subject's left shoulder's tip on the skin."""
BRIDGED_MM = 24.0
"""Cloth spans grooves that are narrower than about this."""


@dataclass(frozen=True, slots=True, eq=False)
class Physique:
    """One persona's body. `breadth` scales the shoulders, `girth` the neck; `relief` is how much tendons and bones show."""

    breadth: float
    girth: float
    relief: float

    def distance_mm(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the signed distance (…) to the skin at points (…)."""
        return self._fine(self._mass(x, y, z, 0.0), x, y, z)

    def under_cloth_mm(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the signed distance (…) to what cloth drapes over: the body without its hollows, which cloth bridges."""
        return self._mass(x, y, z, BRIDGED_MM)

    def _mass(self, x: Floats, y: Floats, z: Floats, bridging_mm: float) -> Floats:
        """Return the distance to the large forms, grooves filled over `bridging_mm` more than flesh does."""
        side = np.abs(x)
        wide, thick = self.breadth, self.girth
        neck = limb(side, y, z, ((0, 30, 30), (0, 175, 46)), (54.0 * thick, 60.0 * thick))
        chest = ball(side, y, z, (0, 380, 30), (168 * wide, 205, 106))
        belly = limb(side, y, z, ((0, 420, 26), (0, 1100, 26)), (118 * wide, 132 * wide))
        slope = limb(side, y, z, ((30, 146, 66), (158 * wide, 196, 44)), (40.0 * thick, 23.0))
        yoke = limb(side, y, z, ((0, 246, 24), (148 * wide, 232, 32)), (64.0, 52.0))
        shoulder = ball(side, y, z, (172 * wide, 226, 38), (48, 51, 53))
        arm = limb(side, y, z, ((174 * wide, 236, 38), (208 * wide, 560, 42)), (46.0, 41.0))
        breast = ball(side, y, z, (74 * wide, 332, -42), (80, 82, 44))
        trunk = soft_union(soft_union(soft_union(chest, belly, 60), yoke, 50), breast, 40)
        girdle = soft_union(slope, soft_union(shoulder, arm, 10), 42 + bridging_mm)
        trunk = soft_union(trunk, girdle, 30 + bridging_mm)
        return soft_union(neck, trunk, 34 + bridging_mm)

    def _fine(self, mass: Floats, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the distance with what lies just under the skin: collarbones, the neck's tendons, the larynx, the pit of the throat."""
        side, show = np.abs(x), self.relief
        inner = limb(side, y, z, ((13, 194, -13), (70, 188, -19)), (7.0, 6.0))
        outer = limb(side, y, z, ((70, 188, -19), (168 * self.breadth, 182, 20)), (6.0, 7.0))
        tendon = limb(side, y, z, ((50, 62, 34), (15, 186, -15)), (9.5, 6.0))
        larynx = limb(side, y, z, ((0, 124, -14), (0, 144, -10)), (6.0 + 4 * show, 5.0))
        body = soft_union(mass, np.minimum(inner, outer) + np.float32(5 - 4.5 * show), 9)
        body = soft_union(body, tendon + np.float32(4 - 3 * show), 12)
        body = soft_union(body, larynx, 9)
        pit = np.exp(-((side / 11) ** 2 + ((y - 188) / 13) ** 2 + ((z + 18) / 30) ** 2))
        return np.asarray(body + np.float32(5 * show) * pit, np.float32)


def build(persona: Persona) -> Physique:
    """Return a persona's body: sturdy jaws go with sturdy necks and shoulders, flesh hides what is under the skin; the seed settles the rest."""
    shape = persona.shape
    rng = np.random.default_rng((persona.seed, 41))
    breadth = 0.965 + 0.055 * shape.jaw_width + 0.02 * shape.brow_ridge + 0.02 * shape.fullness + rng.normal(0, 0.015)
    girth = shape.width * (0.975 + 0.05 * shape.jaw_width + 0.05 * shape.fullness + 0.02 * shape.brow_ridge)
    relief = 0.6 - 0.35 * shape.fullness + 0.2 * shape.brow_ridge
    return Physique(*(float(np.clip(value, low, high)) for value, low, high in ((breadth, 0.86, 1.1), (girth, 0.88, 1.08), (relief, 0.15, 1.0))))


def surface_mm(solid: Solid, around_rad: Floats, level_mm: Floats, ease_mm: Floats | float = 0.0) -> Floats:
    """Return (…, 3) points of a surface `ease_mm` (…) over a solid, at angles (…) about the body's axis, 0 in front, + to the subject's left.

    Points are looked for along rays that rise by `RISE` on their way out from the axis at `level_mm` (…), so that they meet shoulders and chest alike.
    """
    return _met(solid, around_rad, level_mm, ease_mm, RISE)


def level_mm(solid: Solid, around_rad: Floats, y_mm: Floats) -> Floats:
    """Return the levels (…) whose rays find the surface at heights `y_mm` (…): the inverse of `surface_mm`."""
    return level_of(_met(solid, around_rad, y_mm, 0.0, 0.0))


def level_of(points_mm: Floats) -> Floats:
    """Return the levels (…) of the rays through points (…, 3)."""
    return np.asarray(points_mm[..., 1] + RISE * np.hypot(points_mm[..., 0], points_mm[..., 2] - AXIS_Z_MM), np.float32)


def _met(solid: Solid, around_rad: Floats, start_y_mm: Floats, ease_mm: Floats | float, rise: float) -> Floats:
    """Return (…, 3) the outermost points of a surface on rays from the axis that rise by a share of their way outwards."""
    around, start_y, ease = np.broadcast_arrays(around_rad, start_y_mm, ease_mm)
    sine, cosine = np.sin(around), -np.cos(around)
    length = float(np.hypot(1, rise))
    inwards = np.stack([-sine, np.full_like(sine, rise), -cosine], -1) / np.float32(length)
    outside = np.stack([sine * OUTSIDE_MM, start_y - rise * OUTSIDE_MM, AXIS_Z_MM + cosine * OUTSIDE_MM], -1)
    radius = OUTSIDE_MM - walk(solid, outside, inwards, (OUTSIDE_MM - 8) * length, ease) / length
    return np.asarray(np.stack([sine * radius, start_y - rise * radius, AXIS_Z_MM + cosine * radius], -1), np.float32)
