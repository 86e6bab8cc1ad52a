"""One persona's head, ready to be drawn: shape, hair and skin put together, packed so that a picture needs few look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import expression, grid
from capture.studio.noise import smooth_step
from capture.studio.shadow import NECK_CENTRE_MM, Occluder, occluder, open_sky_frac
from capture.studio.sheet import in_rgb, normals_of, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.studio.hair.hairdo import Hairdo
    from capture.studio.shape import HeadShape
    from capture.studio.surface import Surface
    from capture.types import Floats

    Codes = NDArray[np.uint8]

GLOSS_TOP = 2.5
"""The gloss that code 255 stands for."""
RELIEF_TOP = 0.32
"""The slope that codes 0 and 255 stand for, down and up from 128."""
NECK_EDGE_MM = (40.0, 52.0)
"""From the neck's axis: inside the first the head's map is not drawn, since the neck stands there; beyond the second it is whole."""

NECK_TOP_MM = (38.0, 54.0)
"""And as high: above the first the head is whole, all round."""


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A head at rest in its own frame; lattices have `grid.GEOMETRY`, textures `grid.TEXTURE`."""

    shape: HeadShape
    fields: expression.Fields
    points_mm: Floats
    """(V, U, 3) with hair, beard or cloth."""
    normals: Floats
    tangents: Floats
    """(V, U, 3) unit vectors along the strands."""
    strand_frac: Floats
    """(V, U) where it is hair."""
    open_frac: Floats
    """(V, U) share of the sky that the head itself leaves open."""
    drawn_frac: Floats
    """(V, U) 0 where the neck takes over."""
    occluder: Occluder
    colours: Codes
    """(TV, TU, 3) square roots of the albedo's R, G, B: 255 is 1."""
    finish: Codes
    """(TV, TU, 4) gloss (255 is `GLOSS_TOP`), relief's slopes along u and v (128 is flat), and the strands' share (255 is 1)."""


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """What of a head its skin does not change, as `Head` has it."""

    fields: expression.Fields
    points_mm: Floats
    normals: Floats
    open_frac: Floats
    occluder: Occluder


def assemble(shape: HeadShape, hairdo: Hairdo, surface: Surface) -> Head:
    """Return a head made of its shape, what covers it, and its skin."""
    form = _form(shape, hairdo)
    strand = hairdo.strand_frac * hairdo.cover_frac
    return Head(
        shape=shape,
        fields=form.fields,
        points_mm=form.points_mm,
        normals=form.normals,
        tangents=hairdo.tangents,
        strand_frac=np.asarray(cv2.resize(strand, grid.GEOMETRY[::-1], interpolation=cv2.INTER_AREA), np.float32),
        open_frac=form.open_frac,
        drawn_frac=_drawn_frac(form.points_mm),
        occluder=form.occluder,
        colours=_colours(surface, hairdo),
        finish=_finish(surface, hairdo, strand),
    )


@lru_cache(maxsize=1)
def _form(shape: HeadShape, hairdo: Hairdo) -> _Form:
    """Return it for the very objects given: a head in another skin has the same ones."""
    radius = shape.radius_mm + hairdo.bulge_mm
    points = grid.directions(grid.GEOMETRY) * radius[..., None]
    normals = closed_normals(points)
    blocker = occluder(radius)
    open_frac = _open_frac(blocker, points, normals) * (1 - shape.hollow_frac * (hairdo.bulge_mm < 1))
    return _Form(expression.fields(shape), points, normals, open_frac, blocker)


def closed_normals(points_mm: Floats) -> Floats:
    """Return (V, U, 3) unit normals of a star map, which is closed at the seam and comes to a point at each pole."""
    wrapped = np.concatenate([points_mm[:, -2:-1], points_mm, points_mm[:, 1:2]], 1)
    normals = normals_of(wrapped)[:, 1:-1]
    for pole in (slice(0, 2), slice(-2, None)):
        normals[pole] = unit(normals[pole].mean(axis=(0, 1)))
    return normals


def _open_frac(blocker: Occluder, points_mm: Floats, normals: Floats) -> Floats:
    """Return the open share of the sky, judged on every other point."""
    rows, columns = grid.GEOMETRY
    half = (columns // 2, rows // 2)
    coarse = open_sky_frac(blocker, np.asarray(cv2.resize(points_mm, half), np.float32), unit(cv2.resize(normals, half)))
    return np.asarray(cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_LINEAR), np.float32)


def _drawn_frac(points_mm: Floats) -> Floats:
    """Return 1 where the head is drawn, falling to 0 where its map goes through the neck below the jaw."""
    off_axis = np.hypot(points_mm[..., 0], points_mm[..., 2] - NECK_CENTRE_MM)
    below = smooth_step(*NECK_TOP_MM, points_mm[..., 1])
    return np.asarray(1 - below * smooth_step(NECK_EDGE_MM[1], NECK_EDGE_MM[0], off_axis), np.float32)


def _colours(surface: Surface, hairdo: Hairdo) -> Codes:
    cover = in_rgb(hairdo.cover_frac)
    albedo = surface.albedo * (1 - cover) + hairdo.albedo * cover
    return np.asarray(np.round(np.sqrt(np.clip(albedo, 0, 1)) * 255), np.uint8)


def _finish(surface: Surface, hairdo: Hairdo, strand: Floats) -> Codes:
    skin = 1 - hairdo.cover_frac
    slopes = (np.clip(slope * skin / RELIEF_TOP, -1, 1) * 127 + 128 for slope in (surface.relief_u, surface.relief_v))
    gloss = np.clip(surface.gloss * skin / GLOSS_TOP, 0, 1) * 255
    return np.asarray(np.round(np.dstack([gloss, *slopes, strand * 255])), np.uint8)
