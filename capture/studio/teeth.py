"""Rows of teeth: two arches in the head, met by the pixels' rays; each place on an arch belongs to a tooth, its gum, or the gap below its edge.

Sizes are adults' means (Wheeler's Dental Anatomy): crowns' breadths from the midline, their heights, and an arch 54 mm wide and 38 mm deep.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.persona import Persona
    from capture.types import Floats


class RowKind(NamedTuple):
    """What upper and lower rows differ by; lists run from the midline outwards, in mm."""

    breadths_mm: tuple[float, ...]
    heights_mm: tuple[float, ...]
    shorter_mm: tuple[float, ...]
    """How much each tooth's edge falls short of the front ones'."""
    arch_mm: tuple[float, float]
    """Half the arch's width, and its depth."""
    down: int
    """1 where the teeth point downwards, −1 upwards."""


UPPER = RowKind((8.6, 6.6, 7.6, 7.0, 6.8, 10.0, 9.5), (10.5, 9.2, 10.2, 8.5, 8.0, 7.5, 7.0), (0.0, 0.7, 0.1, 0.9, 1.2, 1.3, 1.4), (27.0, 38.0), 1)
LOWER = RowKind((5.4, 6.0, 6.9, 7.1, 7.2, 11.0, 10.5), (8.8, 9.0, 9.8, 8.5, 8.0, 7.5, 7.0), (0.0, 0.1, 0.0, 0.5, 0.9, 1.2, 1.4), (25.0, 36.0), -1)
ENAMEL = np.array([0.72, 0.66, 0.55], np.float32)
"""Reflectance of teeth of shade A2, the commonest; age and seed make it darker and yellower."""
GUM = np.array([0.50, 0.22, 0.20], np.float32)
TOOTH_TURN = 0.55
"""Each crown bulges: its face turns by this many radians from the middle to the side."""
CREVICE_MM = 0.35
_ANGLES = np.linspace(-np.pi / 2, np.pi / 2, 181)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row in its frame: `front_mm` (3,) is the middle of the front teeth's edges; teeth stand on an ellipse that goes back from there."""

    kind: RowKind
    front_mm: Floats
    enamel: Floats
    lengths_mm: NDArray[np.float64]
    """Way along the arch from the midline at `_ANGLES`."""
    curve: float
    """How much the row's edges rise (in the upper row) towards the sides: mm per mm² of x."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What rays meet of a row, (h, w, …) each."""

    share: Floats
    """0..1 of tooth or gum."""
    albedo: Floats
    normals: Floats
    depth_mm: Floats
    """How far back from the row's front."""
    wet: Floats
    """0..1: enamel mirrors light."""


def build(kind: RowKind, front_mm: Floats, persona: Persona) -> Row:
    """Return a persona's row of teeth."""
    half, deep = kind.arch_mm
    x, z = half * np.sin(_ANGLES), -deep * np.cos(_ANGLES)
    steps = np.hypot(np.diff(x), np.diff(z))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    rng = np.random.default_rng((persona.seed, 23))
    yellow = np.clip(0.25 + 0.5 * persona.skin.age + rng.normal(0, 0.12), 0, 1)
    enamel = ENAMEL * (1 - yellow * np.array([0.10, 0.16, 0.34], np.float32))
    return Row(kind, np.asarray(front_mm, np.float32), np.asarray(enamel, np.float32), along - along[len(along) // 2], 0.0045 * kind.down)


def meet(row: Row, rays: Floats, start_mm: Floats, soft_mm: float) -> Seen:
    """Return what rays (h, w, 3) from a point (3,) in the row's frame meet of it; edges are soft by `soft_mm`."""
    half, deep = row.kind.arch_mm
    x, y, z, angle, met = _on_arch(row, rays, start_mm)
    number, aside = _tooth(row.kind, np.interp(angle, _ANGLES, row.lengths_mm))
    heights, shorter = (np.array(values, np.float32)[number] for values in (row.kind.heights_mm, row.kind.shorter_mm))
    # Corners are rounded, gums scalloped: `aside` is −1..1 across each tooth.
    edge_mm = row.front_mm[1] - row.kind.down * (shorter + 0.9 * aside**4) - row.curve * x * x
    above_edge = (edge_mm - y) * row.kind.down
    gum_from = heights - 1.1 * aside**2 - shorter
    soft = max(soft_mm, 0.15)
    gum = smooth_step(-0.3, 0.5, above_edge - gum_from)
    share = smooth_step(-soft, soft, above_edge) * met
    crevice = 1 - 0.75 * smooth_step(CREVICE_MM + soft, 0, (1 - np.abs(aside)) * 3.5) * (1 - 0.5 * gum)
    # The edge is translucent and takes the mouth's dark; towards the gum enamel thins over yellower dentine.
    clear = 1 - 0.22 * smooth_step(2.2, 0.2, above_edge)
    warm = 1 - smooth_step(2, 9, above_edge)[..., None] * np.array([0.04, 0.09, 0.17], np.float32)
    albedo = row.enamel * warm * (crevice * clear)[..., None]
    albedo = albedo * (1 - gum[..., None]) + GUM * gum[..., None]
    turned = angle + TOOTH_TURN * aside * (1 - gum)
    normals = np.stack([np.sin(turned) * deep, np.full_like(x, -0.10 * half), -np.cos(turned) * half], -1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    return Seen(share, albedo.astype(np.float32), normals.astype(np.float32), (z - row.front_mm[2]).astype(np.float32), (1 - gum).astype(np.float32))


def _on_arch(row: Row, rays: Floats, start_mm: Floats) -> tuple[Floats, Floats, Floats, Floats, NDArray[np.bool_]]:
    """Return (x, y, z, angle on the ellipse) where rays meet the arch's front, and whether they do; x counts from the row's middle."""
    half, deep = row.kind.arch_mm
    from_x = float(start_mm[0] - row.front_mm[0])
    from_z = float(start_mm[2] - row.front_mm[2]) - deep
    right, back = rays[..., 0] / half, rays[..., 2] / deep
    squares = right * right + back * back
    mixed = right * (from_x / half) + back * (from_z / deep)
    rest = (from_x / half) ** 2 + (from_z / deep) ** 2 - 1
    inner = mixed * mixed - squares * rest
    reach = (-mixed - np.sqrt(np.maximum(inner, 0))) / np.maximum(squares, 1e-9)
    x = from_x + reach * rays[..., 0]
    behind = from_z + reach * rays[..., 2]
    y, z = start_mm[1] + reach * rays[..., 1], behind + row.front_mm[2] + deep
    return x, y, z, np.arctan2(x / half, -behind / deep), (inner > 0) & (behind < 0)


def _tooth(kind: RowKind, along_mm: NDArray[np.float64]) -> tuple[NDArray[np.int64], Floats]:
    """Return (number from the midline, place −1..1 across it) of places along the arch."""
    borders = np.concatenate([[0.0], np.cumsum(kind.breadths_mm)])
    away = np.abs(along_mm)
    number = np.clip(np.searchsorted(borders, away, side="right") - 1, 0, len(kind.breadths_mm) - 1)
    middle, half = (borders[:-1] + borders[1:]) / 2, np.diff(borders) / 2
    aside = np.clip((away - middle[number]) / half[number], -1, 1) * np.sign(along_mm)
    return number, np.asarray(aside, np.float32)
