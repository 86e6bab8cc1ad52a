"""Brows: some hundred hairs each, upright by the nose, lying outwards along the ridge, drooping at the tail; upper ones lean down, lower ones up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face import features
from capture.studio.noise import smooth_step
from capture.studio.surface import hairs
from capture.studio.surface.plan import softened

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.surface.plan import Plan
    from capture.types import Floats

HAIRS = 520
"""Of a brow of usual density (people have 250 to 500 that are seen)."""
LENGTH_PX = (13.0, 24.0)
"""4 to 8 mm."""
_PURPOSE = 30
_GREYING_LATER = 0.4
"""Share of the hair's white that brows have."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A persona's brows; 1 is usual."""

    thickness: float
    density: float
    arch_mm: float
    tail: float
    """Where along the mesh's brow the tail ends, 1 at its end."""
    unruly_rad: float


def draw(albedo: Floats, plan: Plan) -> Floats:
    """Paint brows over albedo (…, 3) and return their cover, `grid.TEXTURE`."""
    rng = plan.rng(_PURPOSE)
    form = _form(plan, rng)
    both = [_one(plan, form, brow, side, rng) for side, brow in ((-1, features.RIGHT_BROW), (1, features.LEFT_BROW))]
    paths, strength = (np.concatenate(parts) for parts in zip(*both, strict=True))
    hair = plan.persona.hair
    tint = np.array(hair.brows, np.float32) if hair.brows else hairs.colour(plan.persona)
    dark, white = hairs.split_white(paths, strength, _GREYING_LATER * hair.grey if hair.brows is None else 0.25 * hair.grey, rng)
    cover = hairs.opacity(*dark, soft_mm=0.2)
    shadow = softened(cover, 1.3)
    hairs.lay_over(albedo, tint * np.float32(0.9), np.clip(shadow * np.float32(0.55), 0, 0.5))
    hairs.lay_over(albedo, tint * np.float32(0.7), cover)
    if len(white[0]):
        hairs.lay_over(albedo, hairs.WHITE, hairs.opacity(*white) * np.float32(0.25 + 0.45 * hair.grey))
    return np.asarray(np.clip(cover + 0.5 * shadow, 0, 1), np.float32)


def _form(plan: Plan, rng: Generator) -> _Form:
    """Return the form that the seed and the persona's traits settle: heavy ridges have heavy brows, make-up tidies them, age thins the tails."""
    skin, shape = plan.persona.skin, plan.persona.shape
    tidy = float(np.clip(skin.eyeliner + 0.5 * skin.lipstick, 0, 1))
    heavy = 1 + 0.28 * float(np.clip(shape.brow_ridge, -1, 1))
    return _Form(
        thickness=float(np.clip(heavy * rng.normal(0.92, 0.12) * (1 - 0.2 * tidy), 0.5, 1.35)),
        density=float(np.clip(heavy * rng.normal(0.95, 0.15) * (1 - 0.25 * skin.age), 0.45, 1.4)),
        arch_mm=float(rng.normal(0.4, 0.9) + 0.8 * tidy),
        tail=float(np.clip(rng.normal(0.97, 0.05) - 0.12 * skin.age, 0.75, 1.05)),
        unruly_rad=float(np.radians(7 + 6 * heavy * (1 - tidy) + 8 * skin.age)),
    )


def _one(plan: Plan, form: _Form, brow: list[int], side: int, rng: Generator) -> tuple[Floats, Floats]:
    """Return one brow's hairs: paths (N, 5, 2) in texels and opacities (N,)."""
    count = round(HAIRS * form.density)
    along = rng.beta(1.15, 1.25, count) * form.tail
    height = np.clip(rng.normal(0.5, 0.24 * form.thickness, count), 0.5 - 0.5 * form.thickness, 0.5 + 0.5 * form.thickness)
    # Both ends are narrower than the middle of the inner half.
    waist = smooth_step(-0.12, 0.2, along) * (1 - 0.62 * smooth_step(0.4, 1.0, along))
    height = 0.5 + (height - 0.5) * waist + 0.12 * smooth_step(0.5, 1, along)
    roots = _places(plan, brow, along, height)
    roots[:, 1] -= form.arch_mm * 3 * np.exp(-(((along - 0.62) / 0.25) ** 2))
    lie = np.interp(along, [0, 0.12, 0.35, 0.7, 1.0], np.radians([-82, -62, -34, -6, 22]))
    lean = (0.5 - height) * np.radians(75) * smooth_step(0.05, 0.3, along)
    angle = lie + lean + rng.normal(0, form.unruly_rad, count)
    angle = angle if side > 0 else np.pi - angle
    length = rng.uniform(*LENGTH_PX, count) * (1 - 0.3 * smooth_step(0.6, 1, along)) * (0.75 + 0.25 * smooth_step(0, 0.2, along))
    paths = hairs.bent(roots, angle, length, side * rng.normal(0.35, 0.2, count))
    strength = rng.uniform(0.22, 0.60, count) * (1 - 0.45 * smooth_step(0.75, 1.0, along)) * (0.4 + 0.6 * smooth_step(0, 0.2, along))
    return paths, np.asarray(strength, np.float32)


def _places(plan: Plan, brow: list[int], along: Floats, height: Floats) -> Floats:
    """Return (N, 2) texels of places on a brow: 0 at its inner end to 1 at the outer, 0 on its upper edge to 1 on the lower."""
    edges = plan.texels(plan.mesh_mm[brow])
    upper, lower = edges[4::-1], edges[5:]
    knots = np.linspace(0, 1, 5)
    top, bottom = (np.stack([np.interp(along, knots, edge[:, axis]) for axis in (0, 1)], -1) for edge in (upper, lower))
    return np.asarray(top + (bottom - top) * height[:, None], np.float32)
