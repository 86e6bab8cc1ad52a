"""Any sheet in one picture: torso, hanging hair, cloth, a hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

from capture.studio import gloss, lighting, raster

if TYPE_CHECKING:
    from capture.studio.lighting import Lamps
    from capture.studio.raster import Coverage
    from capture.studio.sheet import Paint, Sheet
    from capture.studio.stage import Light, Stage
    from capture.types import Floats

    Wrap = tuple[float, float, float]

SINK_MM = 3.0
"""How deep a sheet may lie under a surface and still be seen: what lies on it does, within the lattices' coarseness."""


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


def light_on(sheet: Sheet, paint: Paint, stage: Stage, lamps: Lamps, exposed: Exposed) -> LitSheet:
    """Return a sheet in camera axes with the light that reaches it."""
    up = np.asarray(stage.upright @ np.array([0.0, -1, 0]), np.float32)
    front = np.array([0, 0, -1], np.float32)
    irradiance = np.asarray(lighting.from_all_round(sheet.normals, up, front, exposed.open_frac)[..., None] * lamps.ambient, np.float32)
    shiny = (paint.gloss if sheet.tangents is None else paint.strand_frac) is not None
    highlights = np.zeros_like(irradiance) if shiny else None
    for light, seen in zip(lamps.lights, exposed.visible, strict=True):
        cosine = np.asarray(sheet.normals @ light.towards, np.float32)
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
    coverage = raster.cover(stage.lens.project(points), points[..., 2], stage.lens.size_px, facing=facing)
    if coverage is None:
        return
    colour, alpha = _colour(coverage, lit)
    if behind is not None:
        _hide(alpha, coverage, points[..., 2], behind)
    lay(picture[coverage.window], colour, alpha)


def _colour(coverage: Coverage, lit: LitSheet) -> tuple[Floats, Floats]:
    """Return (h, w, 3) linear light and (h, w) opacity of the covered pixels."""
    paint = lit.paint
    fine, coarse = coverage.maps(paint.albedo.shape), coverage.maps(lit.irradiance.shape)
    colour = cv2.remap(paint.albedo, *fine, cv2.INTER_LINEAR)
    cv2.multiply(colour, cv2.remap(lit.irradiance, *coarse, cv2.INTER_LINEAR), colour)
    weight = paint.gloss if lit.sheet.tangents is None else paint.strand_frac
    if lit.highlights is not None and weight is not None:
        shine = cv2.remap(lit.highlights, *coarse, cv2.INTER_LINEAR)
        share = cv2.remap(weight, *fine, cv2.INTER_LINEAR)
        cv2.add(colour, cv2.multiply(shine, cv2.merge([share, share, share])), colour)
    alpha = coverage.alpha
    if paint.cover is not None:
        alpha = alpha * cv2.remap(paint.cover, *fine, cv2.INTER_LINEAR)
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
