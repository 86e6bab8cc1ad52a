"""A light meter on the sitter's skin: how much light each place of the face gets from each lamp and from all round, by the studio's own lamps and shadows.

The places are triangles of the face mesh that `capture.mean_face.skin` calls skin: all of the cheeks, a third of the others. They are metered on the head at
rest: an expression moves them by some millimetres, which changes their light by little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import TRIANGLES
from capture.mean_face.skin import CENTRES_MM, LEFT_CHEEK, RIGHT_CHEEK, SKIN
from capture.studio import grid, lighting
from capture.studio.shadow import visible_frac
from capture.studio.sheet import unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.scene import Scene
    from capture.studio.head import Head
    from capture.studio.stage import Light, Stage
    from capture.types import Floats

    Numbers = NDArray[np.int64]

EVERY = 3
"""Of the skin that is not cheek, one triangle in so many is metered."""
STEEP_COSINE = 0.25
"""Triangles turned further than 75 degrees from the camera are not seen: `capture.light` does not read them either."""
FOREHEAD_ABOVE_MM = -31.0

PLACES: Numbers = np.unique(np.concatenate([LEFT_CHEEK, RIGHT_CHEEK, SKIN[::EVERY]]))
"""Numbers of the metered triangles; what follows are places among them."""
_LEFT, _RIGHT = np.searchsorted(PLACES, LEFT_CHEEK), np.searchsorted(PLACES, RIGHT_CHEEK)
_FOREHEAD = np.flatnonzero(CENTRES_MM[PLACES, 1] < FOREHEAD_ABOVE_MM)
_STANDS_FOR = np.where(np.isin(PLACES, np.concatenate([LEFT_CHEEK, RIGHT_CHEEK])), 1.0, float(EVERY))


@dataclass(frozen=True, slots=True, eq=False)
class Meter:
    """The metered places (N) of one head, in its own frame."""

    points_mm: Floats
    normals: Floats
    open_frac: Floats
    """(N,) share of the sky that the head leaves open."""
    albedo: Floats
    """(N, 3) linear RGB."""
    area_mm2: Floats
    """(N,) skin that each place stands for."""


@dataclass(frozen=True, slots=True, eq=False)
class Metered:
    """What a meter reads: linear light (N, 3) on white skin before exposure."""

    lamps: tuple[Light, ...]
    by_lamp: tuple[Floats, ...]
    total: Floats
    """From all lamps and from all round."""
    albedo: Floats
    weights: Floats
    """(N,) each place's share, of 1, of the skin as the camera sees it."""
    cheeks: tuple[Numbers, Numbers]
    """Places of the subject's (left, right) cheek, in the same order, that are seen on both."""
    forehead: Numbers


def meter(head: Head) -> Meter:
    """Return the meter of a head."""
    corners = head.shape.landmarks_mm[TRIANGLES[PLACES]]
    place = grid.place(corners.mean(axis=1))
    rows, columns = grid.GEOMETRY
    u, v = place[None, :, 0] * np.float32(columns - 1), place[None, :, 1] * np.float32(rows - 1)

    def at(lattice: Floats) -> Floats:
        return np.asarray(cv2.remap(lattice, u, v, cv2.INTER_LINEAR)[0], np.float32)

    codes = cv2.resize(head.colours, (columns, rows), interpolation=cv2.INTER_AREA)[..., :3].astype(np.float32) / 255
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2
    return Meter(at(head.points_mm), unit(at(head.normals)), at(head.open_frac), at(codes**2), np.asarray(area * _STANDS_FOR, np.float32))


def read(meter: Meter, head: Head, scene: Scene, stage: Stage) -> Metered:
    """Return the light on the face in a scene."""
    placed = stage.head
    up, front = (placed.turned_in(stage.upright @ axis) for axis in (np.array([0.0, -1, 0]), np.array([0.0, 0, -1])))
    ambient = lighting.ambient_colour(scene.ambient)
    total = lighting.from_all_round(meter.normals, up, front, meter.open_frac)[:, None] * ambient
    lamps = lighting.lights(scene, stage)
    by_lamp = []
    for lamp in lamps:
        seen = visible_frac(head.occluder, meter.points_mm, meter.normals, lamp)
        light = np.zeros_like(total)
        cosine, strength = lighting.reach(lamp, meter.points_mm, meter.normals)
        lighting.add_lamp(light, cosine, seen * strength, lamp.colour, lighting.SKIN_WRAP)
        by_lamp.append(light)
        total = total + light
    facing = (unit(placed.lens_mm - meter.points_mm) * meter.normals).sum(axis=1)
    weights = np.where(facing > STEEP_COSINE, facing * meter.area_mm2, 0)
    both = (facing[_LEFT] > STEEP_COSINE) & (facing[_RIGHT] > STEEP_COSINE)
    return Metered(
        lamps=lamps,
        by_lamp=tuple(by_lamp),
        total=total,
        albedo=meter.albedo,
        weights=np.asarray(weights / max(float(weights.sum()), 1e-9), np.float32),
        cheeks=(_LEFT[both], _RIGHT[both]),
        forehead=_FOREHEAD,
    )
