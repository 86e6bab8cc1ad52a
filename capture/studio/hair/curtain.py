"""Long hair: on each side of the head a curtain that leaves the cap above the ear, falls past cheek and neck and comes to rest on the shoulders."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from capture.script.persona import HairStyle
from capture.studio import grid
from capture.studio.hair.curtain_paint import painted
from capture.studio.hair.hairdo import Hanging, Place
from capture.studio.noise import smooth_step, value_noise
from capture.studio.sheet import Sheet, normals_of, unit

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.script.persona import Hair
    from capture.studio.shape import HeadShape
    from capture.types import Floats

LATTICE = (22, 25)
START_DEG, START_BACK_DEG = 48.0, 33.0
"""Latitude on the cap from which the curtain hangs: at its front edge, and behind."""
FRONT_EDGE_DEG = ([0, 0.3, 0.55, 1], [54, 64, 68, 60])
"""Longitude of its front edge, from top to tips: past the cheeks, then forwards over the collarbone."""
BACK_DEG = 188.0
"""Longitude of its rear edge: the two sides overlap behind."""
LIFT_MM = 2.0
"""How far it lies over the cap."""
HEAD_MM, BODY_MM = 64.0, 152.0
"""Down from mid-head: hair above the first turns with the head, below the second it lies on the shoulders."""
RESTING = 0.55
"""How much of the head's turn the tips do not follow: they slide on the shoulders."""
_LATITUDE_RAD = np.radians(np.linspace(-50, 75, 60))
WAVE_MM = 75.0
"""From wave to wave of waved hair."""


class Fall(NamedTuple):
    """How a curtain falls."""

    tip_mm: float
    """How far below mid-head it ends."""
    wave_deg: float
    """How far it swings forwards and back, as longitude."""
    flare_mm: float
    """How far it stands off at the cheeks."""
    curled_mm: float
    """How far its tips turn in."""


def curtains(shape: HeadShape, hair: Hair, radius_mm: Floats, rng: Generator) -> tuple[Hanging, ...]:
    """Return the subject's left and right curtain over a head with its cap, of `radius_mm` (`grid.GEOMETRY`)."""
    fall = _fall(shape, hair, rng)
    return tuple(_curtain(side, hair, radius_mm, fall._replace(tip_mm=fall.tip_mm * rng.uniform(0.97, 1.03)), rng) for side in (1, -1))


def _fall(shape: HeadShape, hair: Hair, rng: Generator) -> Fall:
    """Return a style's fall: a bob ends between lips and throat, its tips turned in; long hair on the chest."""
    chin_mm, flare_mm = float(shape.landmarks_mm[:, 1].max()), 8 + 22 * hair.volume
    if hair.style is HairStyle.BOB:
        return Fall(chin_mm + rng.uniform(-22, 18), rng.uniform(0.4, 1.2), flare_mm, 14.0)
    return Fall(chin_mm + rng.uniform(55, 120), rng.uniform(0, 2.5), flare_mm, 6.0)


def _curtain(side: int, hair: Hair, radius_mm: Floats, fall: Fall, rng: Generator) -> Hanging:
    points = _points_mm(side, radius_mm, fall, rng)
    down = unit(np.gradient(points, axis=0).astype(np.float32))
    head_frac = 1 - RESTING * smooth_step(HEAD_MM, BODY_MM, points[..., 1])
    return Hanging(Sheet(points, normals_of(points), down), painted(hair, side, rng), Place.AROUND, head_frac)


def _points_mm(side: int, radius_mm: Floats, fall: Fall, rng: Generator) -> Floats:
    """Return (*`LATTICE`, 3): each column hangs at one longitude; it follows the head while that widens, then falls, drawing in a little."""
    rows, columns = LATTICE
    back = np.linspace(0, 1, columns, dtype=np.float32)[::side]
    down = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    phase = 2.5 * value_noise((1, columns), columns / 3, rng, octaves=1)
    waves = fall.wave_deg * np.sin(2 * np.pi * down * fall.tip_mm / WAVE_MM + phase) * smooth_step(0.25, 0.7, down)
    front_deg = np.interp(down, *FRONT_EDGE_DEG)
    longitude = side * np.radians(front_deg + (BACK_DEG - front_deg) * back + waves).astype(np.float32)
    head_out, head_down = _profile(radius_mm, longitude[rows // 3])
    start_rad = np.radians(START_DEG + (START_BACK_DEG - START_DEG) * back)
    top = np.array([np.interp(start_rad[column], _LATITUDE_RAD, head_down[:, column]) for column in range(columns)])
    y = np.asarray(top + (fall.tip_mm - top) * down, np.float32)
    out = np.stack([_hung(y[:, column], head_out[:, column], head_down[:, column]) for column in range(columns)], 1)
    out += fall.flare_mm * smooth_step(0.0, 0.3, back) * smooth_step(-76, 34, y)
    out += 3.5 * value_noise(LATTICE, columns / 4, rng, octaves=2, stretch=(2.5, 1)) * smooth_step(0.1, 0.5, down)
    out -= fall.curled_mm * smooth_step(0.75, 1.0, down) ** 2
    return np.asarray(np.stack([np.sin(longitude) * out, y, -np.cos(longitude) * out], -1), np.float32)


def _profile(radius_mm: Floats, longitude: Floats) -> tuple[Floats, Floats]:
    """Return (distance from the upright axis, height down), each (60, columns), of the head along meridians."""
    across, up = np.meshgrid((longitude + np.pi) % (2 * np.pi) - np.pi, _LATITUDE_RAD)
    u, v = np.moveaxis(grid.place_of(across, up), -1, 0)
    rows, columns = grid.GEOMETRY
    radius = cv2.remap(radius_mm, u * (columns - 1), v * (rows - 1), cv2.INTER_LINEAR)
    return np.asarray(radius * np.cos(up), np.float32), np.asarray(-radius * np.sin(up), np.float32)


def _hung(y: Floats, head_out: Floats, head_down: Floats) -> Floats:
    """Return (rows,) how far out a column hangs at heights y: on the head down to its widest, from there on it falls and draws in."""
    order = np.argsort(head_down)
    on_head = np.interp(y, head_down[order], head_out[order]) + LIFT_MM * smooth_step(0, 50, y - y[0])
    widest = int(np.argmax(on_head))
    below_mm = np.maximum(y - y[widest], 0)
    falling = on_head[widest] - 0.10 * below_mm
    return np.asarray(np.where(below_mm > 0, falling, on_head), np.float32)
