"""The head in one picture: where it falls, what light it returns at each pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import expression, gloss, grid, lighting, raster
from capture.studio.head import GLOSS_TOP, RELIEF_TOP, closed_normals
from capture.studio.shadow import visible_frac
from capture.studio.sheet import unit
from capture.studio.stage import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.scene import Subject
    from capture.studio.head import Head
    from capture.studio.lighting import Lamps
    from capture.studio.raster import Coverage, Maps
    from capture.studio.stage import Light, Stage
    from capture.types import Floats

DRAWN_STEP_DEG = 3.6
"""The triangles' size, as seen from mid-head: 5 to 7 mm. A round of 80 mm radius is missed by 0.04 mm; what is painted on the triangles is finer."""
SHADOW_LATTICE = (80, 96)
_CODES = np.arange(256, dtype=np.float32)
_ALBEDO: Floats = (_CODES / 255) ** 2
_SLOPES = (_CODES - 128) * np.float32(RELIEF_TOP / 127)
_FINISH: Floats = np.stack([_CODES * np.float32(GLOSS_TOP / 255), _SLOPES, _SLOPES, _CODES / 255], -1)[:, None]
"""What the codes of `Head.colours` and `Head.finish` stand for."""


def _spaced(angles_rad: Floats) -> NDArray[np.int64]:
    """Return the numbers of a row's or column's points to keep: the first, the last, and between them about every `DRAWN_STEP_DEG`."""
    turned = np.degrees(np.abs(angles_rad - angles_rad[0]))
    steps = max(1, round(float(turned[-1]) / DRAWN_STEP_DEG))
    return np.asarray(np.unique(np.abs(turned[:, None] - np.linspace(0, turned[-1], steps + 1)).argmin(axis=0)), np.int64)


_LONGITUDE_RAD, _LATITUDE_RAD = grid.angles_rad(grid.GEOMETRY)
_DRAWN = _spaced(_LATITUDE_RAD[:, 0]), _spaced(_LONGITUDE_RAD[0])
"""Rows and columns of the head map that are drawn as triangles."""


@dataclass(frozen=True, slots=True, eq=False)
class _Lit:
    """Light on the head map (`grid.GEOMETRY`)."""

    irradiance: Floats
    """(V, U, 3) as it leaves white skin."""
    highlights: Floats
    """(V, U, 3) of skin and hair, but for the key's sharp lobe."""
    key_colour: Floats
    key_lobe: Floats
    """(V, U, 2) the normal's cosine to the key's half vector, and what the sharp lobe is multiplied by."""
    half: Floats
    """(3,) the key's half vector."""
    visible: tuple[Floats, ...]


def see(head: Head, stage: Stage, lamps: Lamps, subject: Subject) -> tuple[View, Floats] | None:
    """Return the head's view and its colours (h, w, 3) in the view's box, or None where it is out of the picture."""
    points = expression.move(head.points_mm, head.fields, subject)
    rows, columns = _DRAWN
    coarse = stage.head.to_camera(points[rows[:, None], columns])
    knots = (rows / np.float32(points.shape[0] - 1), columns / np.float32(points.shape[1] - 1))
    coverage = raster.cover(stage.lens.project(coarse), coarse[..., 2], stage.lens.size_px, knots=knots)
    if coverage is None:
        return None
    normals = head.normals if points is head.points_mm else closed_normals(points)
    lit = _light(head, points, normals, stage, lamps)
    maps = coverage.maps(grid.GEOMETRY)
    alpha = np.asarray(coverage.alpha * cv2.remap(head.drawn_frac, *maps, cv2.INTER_LINEAR), np.float32)
    view = View(
        box=coverage.box,
        alpha=alpha,
        u=coverage.u,
        v=coverage.v,
        points_mm=points,
        head=stage.head,
        lens=stage.lens,
        lights=lamps.lights,
        visible_frac=lit.visible,
        irradiance=lit.irradiance,
        ambient=lamps.ambient,
        subject=subject,
    )
    return view, _colours(head, coverage, maps, lit)


def _light(head: Head, points: Floats, normals: Floats, stage: Stage, lamps: Lamps) -> _Lit:
    placed = stage.head
    to_lens = unit(placed.lens_mm)
    up, front = (placed.turned_in(stage.upright @ axis) for axis in (np.array([0.0, -1, 0]), np.array([0.0, 0, -1])))
    sky = lighting.from_all_round(normals, up, front, head.open_frac)
    irradiance = sky[..., None] * lamps.ambient
    highlights = np.zeros_like(irradiance)
    key = _key(lamps.lights, to_lens)
    # What shades is the face at rest: skin that moved inwards would lie in the shadow of where it was.
    still, coarse_normals = (_resized(field, SHADOW_LATTICE) for field in (head.points_mm, normals))
    visible = []
    key_lobe, key_colour, half = np.zeros((*normals.shape[:2], 2), np.float32), np.zeros(3, np.float32), np.zeros(3, np.float32)
    for number, light in enumerate(lamps.lights):
        cosine, strength = lighting.reach(light, points, normals)
        seen = _resized(visible_frac(head.occluder, still, coarse_normals, light), grid.GEOMETRY)
        visible.append(seen)
        seen = seen * strength
        lighting.add_lamp(irradiance, cosine, seen, light.colour, lighting.SKIN_WRAP)
        lit = np.clip(cosine, 0, 1) * seen
        skin = gloss.skin_lobes(normals, lit, light, to_lens, sharp=number != key)
        skin += (gloss.hair_band(head.tangents, lit, light, to_lens) - skin) * head.strand_frac
        highlights += skin[..., None] * light.colour
        if number == key:
            key_colour, half = light.colour, gloss.half_vector(light.towards_head, to_lens)
            key_lobe = np.dstack([normals @ half, lit * np.float32(gloss.SHARP * gloss.fresnel(half, to_lens))])
    irradiance = lighting.under_skin(irradiance)
    return _Lit(irradiance, highlights, key_colour, key_lobe, half, tuple(visible))


def _resized(field: Floats, shape: tuple[int, int]) -> Floats:
    """Return a field on a lattice of (rows, columns)."""
    return np.asarray(cv2.resize(field, shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _key(lights: tuple[Light, ...], to_lens: Floats) -> int:
    """Return the number of the lamp whose highlights are seen most: a strong one on the lens's side; −1 without lamps."""
    weights = [float(light.colour.sum()) * max(0.05, float(light.towards_head @ to_lens)) for light in lights]
    return int(np.argmax(weights)) if weights else -1


def _colours(head: Head, coverage: Coverage, maps: Maps, lit: _Lit) -> Floats:
    """Return (h, w, 3) linear light from each pixel."""
    fine = coverage.maps(grid.TEXTURE)
    colour = cv2.LUT(cv2.remap(head.colours, *fine, cv2.INTER_LINEAR), _ALBEDO)
    cv2.multiply(colour, cv2.remap(lit.irradiance, *maps, cv2.INTER_LINEAR), colour)
    finish = cv2.LUT(cv2.remap(head.finish, *fine, cv2.INTER_LINEAR), _FINISH)
    lobe = np.asarray(cv2.remap(lit.key_lobe, *maps, cv2.INTER_LINEAR), np.float32)
    mirror, weight = np.ascontiguousarray(lobe[..., 0]), lobe[..., 1]
    # A slope turns the normal against u and v, which run along x and y well enough on a face.
    mirror -= cv2.transform(finish, np.array([[0, lit.half[0], lit.half[1], 0]], np.float32))
    sharp = np.asarray(cv2.pow(np.clip(mirror, 0, 1, out=mirror), gloss.SHARP_POWER), np.float32)
    sharp *= weight
    highlights = cv2.remap(lit.highlights, *maps, cv2.INTER_LINEAR)
    cv2.add(highlights, cv2.transform(sharp, lit.key_colour[:, None]), highlights)
    shine = np.maximum(finish[..., 0], finish[..., 3])
    cv2.multiply(highlights, cv2.merge([shine, shine, shine]), highlights)
    return np.asarray(cv2.add(colour, highlights, colour), np.float32)
