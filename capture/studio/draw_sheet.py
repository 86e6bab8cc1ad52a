"""Any sheet in one picture: torso, hanging hair, cloth, a hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

from capture.studio import gloss, lighting, raster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.studio.lighting import Lamps
    from capture.studio.raster import Coverage
    from capture.studio.sheet import Paint, Sheet
    from capture.studio.stage import Light, Stage
    from capture.types import Floats

    Codes = NDArray[np.uint8]
    Kept = tuple[NDArray[np.int64], NDArray[np.int64]]
    Wrap = tuple[float, float, float]

SINK_MM = 3.0
"""How deep a sheet may lie under a surface and still be seen: what lies on it does, within the lattices' coarseness."""
BENT_MM = 1.0
"""How far a surface may miss its lattice's points for fewer triangles: a pixel at arm's length, and mostly towards the lens, where it is not seen."""
LONGEST_RUN = 4
"""How many of a lattice's steps one triangle may take: what turns with the neck is bent more than at rest."""
_CODES = np.arange(256, dtype=np.float32)
_LINEAR: Floats = (_CODES / 255) ** 2
"""What the codes of a coded albedo stand for, but for its top: even steps to the eye."""


@dataclass(frozen=True, slots=True, eq=False)
class Depth:
    """How far what is already painted is, in a part of the picture."""

    box: tuple[int, int, int, int]
    """x0, y0, x1, y1"""
    depth_mm: Floats
    """(h, w); beyond everything where nothing is."""


@dataclass(frozen=True, slots=True, eq=False)
class Exposed:
    """How much light reaches a sheet, and how it takes it."""

    visible: tuple[Floats, ...]
    """For each lamp (V, U) the share of it that is seen past everything else."""
    open_frac: Floats
    """(V, U) the open share of the sky."""
    wrap: Wrap
    """How far past 90 degrees it is still lit, in red, green and blue."""


@dataclass(frozen=True, slots=True, eq=False)
class LitSheet:
    """A sheet in camera axes with its paint and the light on it."""

    sheet: Sheet
    paint: Paint
    irradiance: Floats
    """(V, U, 3)"""
    highlights: Floats | None
    """(V, U, 3) for a gloss of 1; None for what is matt all over."""
    kept: Kept | None = None
    """Rows and columns of the lattice that are drawn as triangles; None is all. Paint and light keep to the whole lattice."""


@dataclass(frozen=True, slots=True, eq=False)
class _Coded:
    """A paint in bytes, which are several times faster to stretch over a sheet than numbers are."""

    albedo: Codes
    """(TV, TU, 3)"""
    linear: Floats
    """(256,) what an albedo's codes stand for."""
    cover: Codes | None
    weight: Codes | None
    """(TV, TU) of the highlights, as a share of `weight_top`."""
    weight_top: float


@lru_cache(maxsize=128)
def kept_points(sheet: Sheet) -> Kept:
    """Return the rows and columns of a sheet at rest between which it is flat enough to be drawn as one."""
    return _straight_runs(sheet.points_mm), _straight_runs(sheet.points_mm.transpose(1, 0, 2))


def _straight_runs(points_mm: Floats) -> NDArray[np.int64]:
    """Return which rows of a lattice (V, U, 3) to keep so that those left out lie within `BENT_MM` of straight lines between them."""
    kept, last = [0], len(points_mm) - 1
    while kept[-1] < last:
        start = kept[-1]
        end = start + 1
        while end < min(last, start + LONGEST_RUN) and _bent_mm(points_mm[start : end + 2]) <= BENT_MM:
            end += 1
        kept.append(end)
    return np.array(kept, np.int64)


def _bent_mm(points_mm: Floats) -> float:
    """Return how far the rows of a lattice (V, U, 3) are at most from the straight lines between its first row and its last."""
    share = np.linspace(0, 1, len(points_mm), dtype=np.float32)[:, None, None]
    off = points_mm - (points_mm[:1] + share * (points_mm[-1:] - points_mm[:1]))
    return float(np.sqrt((off * off).sum(axis=-1).max()))


@lru_cache(maxsize=32)
def _coded(paint: Paint, *, hair: bool) -> _Coded:
    """Return a paint in bytes; `hair` takes the highlights' weight from its strands."""
    top = max(float(paint.albedo.max()), 1e-6)
    weight = paint.strand_frac if hair else paint.gloss
    weight_top = 1.0 if weight is None else max(float(weight.max()), 1e-6)
    return _Coded(
        albedo=_bytes(np.sqrt(np.maximum(paint.albedo, 0) / np.float32(top))),
        linear=np.asarray(_LINEAR * np.float32(top), np.float32),
        cover=None if paint.cover is None else _bytes(paint.cover),
        weight=None if weight is None else _bytes(weight / np.float32(weight_top)),
        weight_top=weight_top,
    )


def _bytes(share: Floats) -> Codes:
    return np.asarray(np.round(np.clip(share, 0, 1) * 255), np.uint8)


def light_on(sheet: Sheet, paint: Paint, stage: Stage, lamps: Lamps, exposed: Exposed) -> LitSheet:
    """Return a sheet in camera axes with the light that reaches it."""
    up = np.asarray(stage.upright @ np.array([0.0, -1, 0]), np.float32)
    front = np.array([0, 0, -1], np.float32)
    irradiance = np.asarray(lighting.from_all_round(sheet.normals, up, front, exposed.open_frac)[..., None] * lamps.ambient, np.float32)
    middle_mm = stage.head.to_camera(lighting.FACE_MM)
    shiny = (paint.gloss if sheet.tangents is None else paint.strand_frac) is not None
    highlights = np.zeros_like(irradiance) if shiny else None
    for light, visible in zip(lamps.lights, exposed.visible, strict=True):
        cosine, strength = lighting.reach(light.in_camera(), sheet.points_mm, sheet.normals, middle_mm)
        seen = visible * strength
        lighting.add_lamp(irradiance, cosine, seen, light.colour, exposed.wrap)
        if highlights is not None:
            highlights += _highlight(sheet, np.clip(cosine, 0, 1) * seen, light, front)[..., None] * light.colour
    return LitSheet(sheet, paint, irradiance, highlights)


def _highlight(sheet: Sheet, lit: Floats, light: Light, to_lens: Floats) -> Floats:
    in_camera = light.in_camera()
    if sheet.tangents is not None:
        return gloss.hair_band(sheet.tangents, lit, in_camera, to_lens)
    return gloss.skin_lobes(sheet.normals, lit, in_camera, to_lens, sharp=False)


def draw(picture: Floats, lit: LitSheet, stage: Stage, *, facing: Literal[1, -1] = 1, behind: Depth | None = None) -> None:
    """Paint a sheet's front (1) or back (−1) over linear light (H, W, 3), except where it lies `behind` what is there already."""
    points = lit.sheet.points_mm
    coverage = _cover(lit, stage, facing)
    if coverage is None:
        return
    colour, alpha = _colour(coverage, lit, shiny=facing == 1)
    if behind is not None:
        _hide(alpha, coverage, points[..., 2], behind)
    lay(picture[coverage.window], colour, alpha)


def _cover(lit: LitSheet, stage: Stage, facing: Literal[1, -1]) -> Coverage | None:
    points = lit.sheet.points_mm
    if lit.kept is None:
        return raster.cover(stage.lens.project(points), points[..., 2], stage.lens.size_px, facing=facing)
    rows, columns = lit.kept
    knots = (rows / np.float32(points.shape[0] - 1), columns / np.float32(points.shape[1] - 1))
    points = points[rows[:, None], columns]
    return raster.cover(stage.lens.project(points), points[..., 2], stage.lens.size_px, facing=facing, knots=knots)


def _colour(coverage: Coverage, lit: LitSheet, *, shiny: bool) -> tuple[Floats, Floats]:
    """Return (h, w, 3) linear light and (h, w) opacity of the covered pixels."""
    paint = _coded(lit.paint, hair=lit.sheet.tangents is not None)
    fine, coarse = coverage.maps(paint.albedo.shape), coverage.maps(lit.irradiance.shape)
    colour = cv2.LUT(cv2.remap(paint.albedo, *fine, cv2.INTER_LINEAR), paint.linear)
    cv2.multiply(colour, cv2.remap(lit.irradiance, *coarse, cv2.INTER_LINEAR), colour)
    if shiny and lit.highlights is not None and paint.weight is not None:
        shine = cv2.remap(lit.highlights, *coarse, cv2.INTER_LINEAR)
        share = cv2.remap(paint.weight, *fine, cv2.INTER_LINEAR)
        cv2.add(colour, cv2.multiply(shine, cv2.merge([share, share, share]), scale=paint.weight_top / 255, dtype=cv2.CV_32F), colour)
    alpha = coverage.alpha
    if paint.cover is not None:
        alpha = np.asarray(cv2.multiply(alpha, cv2.remap(paint.cover, *fine, cv2.INTER_LINEAR), scale=1 / 255, dtype=cv2.CV_32F), np.float32)
    return np.asarray(colour, np.float32), np.asarray(alpha, np.float32)


def _hide(alpha: Floats, coverage: Coverage, depth_mm: Floats, behind: Depth) -> None:
    """Take the opacity (h, w) of a sheet of depths (V, U) away where it is farther than what is there."""
    x0, y0, x1, y1 = (pick(own, other) for pick, own, other in zip((max, max, min, min), coverage.box, behind.box, strict=True))
    if x0 >= x1 or y0 >= y1:
        return
    left, top = coverage.box[:2]
    window = slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)
    rows, columns = depth_mm.shape
    own = cv2.remap(depth_mm, coverage.u[window] * np.float32(columns - 1), coverage.v[window] * np.float32(rows - 1), cv2.INTER_LINEAR)
    left, top = behind.box[:2]
    nearer = behind.depth_mm[y0 - top : y1 - top, x0 - left : x1 - left] - own
    alpha[window] *= np.clip(nearer / np.float32(2 * SINK_MM) + np.float32(1), 0, 1)


def lay(behind: Floats, colour: Floats, alpha: Floats) -> None:
    """Lay colour (h, w, 3) of opacity (h, w) over pixels (h, w, 3) of the picture."""
    behind[:] = cv2.blendLinear(colour, np.ascontiguousarray(behind), alpha, 1 - alpha)
