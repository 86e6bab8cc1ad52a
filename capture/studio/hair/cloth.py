"""Cloth on the head: a headscarf that frames the face, and a turban wound above the ears, with folds in relief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import grid
from capture.studio.hair import cuts, hairline
from capture.studio.hair.bulk import LATTICE_DEG, without_ears_mm
from capture.studio.hair.chart import FACE, FIELD_PX, SCALP
from capture.studio.hair.flow import away_deg
from capture.studio.noise import smooth_step, value_noise
from capture.studio.sheet import tinted

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.shape import HeadShape
    from capture.types import Floats

OPENING_DEG = np.array(
    [(0, 51), (18, 50), (34, 47), (48, 40), (58, 30), (67, 15), (74, -1), (76, -20), (72, -37), (61, -50), (43, -58), (22, -62), (0, -64)], np.float32
)
"""Left half of a headscarf's opening: just outside the face mesh's outline, (longitude, latitude) on the head map."""
ROOMY_DEG = 42.0
"""Latitude, behind, of the tied hair under a headscarf."""
HEM_DEG = 1.0
"""Width of a hem's stitched edge."""
FOLD_DEG = 21.0
"""From fold to fold of a headscarf."""
PLEAT_DEG = 12.0
"""From layer to layer of a turban."""
CREASE = 0.25
"""How much light a fold's valley loses, beyond what the relief itself shades."""


@dataclass(frozen=True, slots=True, eq=False)
class Cloth:
    """Cloth on the head map; `bulge_mm` over the bare head already has the ears pressed flat."""

    bulge_mm: Floats
    cover_frac: Floats
    albedo: Floats


def headscarf(shape: HeadShape, colour: tuple[float, float, float], rng: Generator) -> Cloth:
    """Return a scarf over hair, ears and throat: thin at the face's rim, roomy behind where the hair is tied up, folds round the face."""
    ring = np.asarray(OPENING_DEG * (1 + 0.02 * rng.standard_normal(2)) + [0, 1.5 * rng.standard_normal()], np.float32)
    outside = -hairline.inside_deg(FACE, ring, None)
    drift = value_noise((FIELD_PX, FIELD_PX), 130, rng, octaves=2)
    side = np.linspace(-1, 1, FIELD_PX, dtype=np.float32)[None] * rng.choice([-1.0, 1.0])
    depth = 0.7 + 0.4 * value_noise((FIELD_PX, FIELD_PX), 60, rng, octaves=1)
    phase = (outside + 5 * drift + 14 * side * smooth_step(0, 40, outside)) / FOLD_DEG
    folds = depth * _folds(phase) * smooth_step(2, 10, outside) * smooth_step(85, 40, outside)
    outward = grid.directions(grid.GEOMETRY)
    away = FACE.to_map(outside, grid.GEOMETRY, beyond=90)
    behind = smooth_step(78, 26, away_deg(outward, cuts.behind(ROOMY_DEG)))
    thick = 4 + 6 * smooth_step(2, 30, away) + 17 * behind + 1.9 * FACE.to_map(folds, grid.GEOMETRY)
    bulge = (without_ears_mm(shape) - shape.radius_mm + thick) * smooth_step(LATTICE_DEG, LATTICE_DEG + 3, away)
    edge = FACE.to_map(outside, grid.TEXTURE, beyond=90)
    shade = (1 - CREASE * _valleys(FACE.to_map(folds, grid.TEXTURE))) * _hem(edge)
    return Cloth(np.asarray(bulge, np.float32), smooth_step(-0.4, 0.4, edge), _woven(colour, shade, rng))


def turban(shape: HeadShape, colour: tuple[float, float, float], rng: Generator) -> Cloth:
    """Return a turban: long cloth wound in overlapping pleats that run from each ear up across the forehead, one side's over the other's."""
    ear = hairline.ear(shape)
    middle = (ear.front_deg + ear.back_deg) / 2
    ring = np.array(
        [(0, 53), (18, 51), (38, 46), (58, 39), (78, 27), (middle - 6, ear.top_deg + 7), (middle + 10, ear.top_deg + 2), (135, -9), (180, -14)],
        np.float32,
    )
    inside = hairline.inside_deg(SCALP, ring, None)
    directions = SCALP.directions(FIELD_PX)
    over = rng.choice([-1.0, 1.0])
    drift = value_noise((FIELD_PX, FIELD_PX), 110, rng, octaves=2)
    folds = _pleats(directions, over, 0.25 * drift) * smooth_step(1, 8, inside)
    outward = grid.directions(grid.GEOMETRY)
    within = SCALP.to_map(inside, grid.GEOMETRY, beyond=-20)
    in_front, above = smooth_step(0.25, 0.7, -outward[..., 2]), smooth_step(0.55, 0.97, -outward[..., 1])
    thick = 25 - 7 * in_front * (1 - above) + 15 * above + 2.0 * SCALP.to_map(folds, grid.GEOMETRY)
    bulge = thick * smooth_step(LATTICE_DEG, LATTICE_DEG + 4.5, within)
    edge = SCALP.to_map(inside, grid.TEXTURE, beyond=-20)
    shade = (1 - CREASE * _valleys(SCALP.to_map(folds, grid.TEXTURE))) * _hem(edge)
    return Cloth(np.asarray(bulge, np.float32), smooth_step(-0.4, 0.4, edge), _woven(colour, shade, rng))


def _folds(phase: Floats) -> Floats:
    """Return −1..1: one soft ridge each unit of `phase`, broader than the valley."""
    wave = np.sin(2 * np.pi * phase)
    return np.asarray(wave + 0.25 * (1 - wave * wave), np.float32)


def _pleats(directions: Floats, over: float, drift: Floats) -> Floats:
    """Return −1..1 over a field of directions: layers like shingles, each rising to its edge and falling to the next.

    Both halves' layers climb from the ear to the middle; those of the side `over` reach across it.
    """
    longitude, latitude = grid.longitude_latitude(directions)
    away = np.degrees(longitude) * over
    side = np.tanh((away + 9) / 2.5)
    climb = np.degrees(latitude) + 0.62 * np.degrees(np.sin(np.radians(np.minimum(np.abs(away + 9), 120))))
    phase = climb / PLEAT_DEG + drift + 0.5 * (side > 0)
    share = phase - np.floor(phase)
    return np.asarray(smooth_step(0, 0.75, share) * smooth_step(1, 0.75, share) * 2 - 1, np.float32)


def _valleys(folds: Floats) -> Floats:
    """Return 0..1: where folds are lowest, little light gets in."""
    return smooth_step(0.4, -1.1, folds)


def _hem(edge_deg: Floats) -> Floats:
    """Return a factor: darker along the stitches and at the very edge, where the cloth turns in."""
    stitches = np.exp(-(((edge_deg - 2.4 * HEM_DEG) / (0.25 * HEM_DEG)) ** 2))
    return np.asarray(1 - 0.16 * stitches - 0.3 * np.exp(-((edge_deg / (0.5 * HEM_DEG)) ** 2)), np.float32)


def _woven(colour: tuple[float, float, float], shade: Floats, rng: Generator) -> Floats:
    """Return (*`grid.TEXTURE`, 3) the albedo of plain cloth: threads, and blotches of a dye."""
    threads = cv2.GaussianBlur(rng.standard_normal(grid.TEXTURE).astype(np.float32), (0, 0), 0.7)
    factor = shade * (1 + 0.05 * threads) * (1 + 0.03 * value_noise(grid.TEXTURE, 60, rng))
    return tinted(np.clip(factor, 0, 2), np.array(colour, np.float32))
