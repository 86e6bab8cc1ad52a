"""Beards as hair in the skin's texture: where they grow, which way, how dense. Their bulk is `hair.beard`'s, and where it stands out, there they grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.mean_face import features
from capture.script.persona import Beard, BeardStyle
from capture.studio import grid
from capture.studio.hair.beard import beard_bulge
from capture.studio.noise import smooth_step, value_noise
from capture.studio.sheet import in_rgb, tinted
from capture.studio.surface import hairs
from capture.studio.surface.plan import softened, stretched, strokes

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.surface.plan import Plan
    from capture.types import Floats

EDGE_MM = (0.2, 2.2)
"""A full-strength beard's thickness over the skin between which growth begins and is full."""
STUBBLE_HAIRS, LONG_HAIRS = 9000, 7000
"""Drawn hairs of the strongest beards; real ones have three times as many."""
STUBBLE_PX, MOUSTACHE_PX, LONG_PX = (2.0, 4.5), (14.0, 26.0), (18.0, 40.0)
"""Lengths in texels: of stubble 0.7 to 1.5 mm."""
_PURPOSE, _NOISE = 31, 32


def draw(albedo: Floats, plan: Plan, lip_share: Floats) -> Floats:
    """Paint a persona's beard over albedo (…, 3) and return its cover, `grid.TEXTURE`; a clean shave has none."""
    beard = plan.persona.beard
    if beard.style is BeardStyle.NONE or beard.strength == 0:
        return np.zeros_like(lip_share)
    rng = plan.rng(_PURPOSE)
    where = _where(plan, lip_share)
    return _stubble(albedo, plan, where, rng) if beard.style is BeardStyle.STUBBLE else _grown(albedo, plan, where, rng)


def _where(plan: Plan, lip_share: Floats) -> Floats:
    """Return (`grid.TEXTURE`) 0..1 how densely hair grows; stubble grows where a full beard would."""
    beard = plan.persona.beard
    style = BeardStyle.FULL if beard.style is BeardStyle.STUBBLE else beard.style
    grown = msgspec.structs.replace(plan.persona, beard=Beard(style=style, strength=1.0))
    thick = stretched(beard_bulge(plan.shape, grown))
    ragged = value_noise(grid.TEXTURE, 7, plan.rng(_NOISE), octaves=3)
    if beard.style is BeardStyle.GOATEE:
        thick *= stretched(_tapered(plan))
    dense = smooth_step(*EDGE_MM, softened(thick, 0.8) + np.float32(0.40) * ragged * (thick > 0.02))
    return np.asarray(dense * np.clip(1 - 1.4 * lip_share, 0, 1), np.float32)


def _tapered(plan: Plan) -> Floats:
    """Return (`grid.GEOMETRY`) 0..1 the outline of a goatee: a narrow tuft under the lip that broadens to the chin; all of what is over the mouth."""
    points, lips, chin = plan.shape.points_mm, plan.mesh_mm[features.OUTER_LIPS], plan.mesh_mm[features.CHIN]
    below = np.clip((points[..., 1] - lips[:, 1].max()) / (chin[1] - lips[:, 1].max()), 0, 1.2)
    half_width = 5 + 17 * below**0.8
    inside = smooth_step(half_width + 5, half_width - 4, np.abs(points[..., 0] - chin[0]))
    over_mouth = smooth_step(0, -3, points[..., 1] - lips[:, 1].max())
    return np.asarray(np.maximum(inside, over_mouth), np.float32)


def _roots(where: Floats, count: int, rng: Generator) -> Floats:
    """Return (N, 2) texels, as dense as `where`."""
    cells = np.flatnonzero(where[::2, ::2] > 0.02)
    weights = where[::2, ::2].ravel()[cells]
    chosen = cells[np.searchsorted(np.cumsum(weights), rng.uniform(0, weights.sum(), count)).clip(0, len(cells) - 1)]
    rows, columns = np.divmod(chosen, where.shape[1] // 2)
    return np.asarray(np.stack([columns, rows], -1) * 2 + rng.uniform(0, 2, (count, 2)), np.float32)


def _flow_rad(plan: Plan, roots: Floats, rng: Generator) -> Floats:
    """Return (N,) the angles at which hairs lie (0 to the image's right, + down): down and forward on the cheeks, outwards from the philtrum, down the chin."""
    middle, lip_top = plan.texels(plan.mesh_mm[features.OUTER_LIPS].mean(axis=0)), plan.texels(plan.mesh_mm[features.OUTER_LIPS])[:, 1].min()
    aside = roots[:, 0] - middle[0]
    on_cheek = smooth_step(60, 200, np.abs(aside))
    down = np.pi / 2 + np.sign(aside) * (0.30 * on_cheek - 0.22 * (1 - on_cheek) * np.clip(np.abs(aside) / 60, 0, 1))
    over_lip = smooth_step(lip_top + 14, lip_top - 2, roots[:, 1]) * smooth_step(110, 80, np.abs(aside))
    sweep = np.pi / 2 - np.tanh(aside / 12) * 0.95
    return np.asarray(down + (sweep - down) * over_lip + rng.normal(0, 0.24, len(roots)), np.float32)


def _stubble(albedo: Floats, plan: Plan, where: Floats, rng: Generator) -> Floats:
    """Paint short hairs and the shade of those that are still under the skin."""
    beard, tint = plan.persona.beard, hairs.colour(plan.persona)
    count = round(STUBBLE_HAIRS * (0.4 + 0.6 * beard.strength))
    roots = _roots(where, count, rng)
    paths = hairs.bent(roots, _flow_rad(plan, roots, rng), rng.uniform(*STUBBLE_PX, count), np.zeros(count))
    strength = (0.25 + 0.55 * beard.strength) * rng.uniform(0.35, 1, count)
    dark, white = hairs.split_white(paths, strength, beard.grey, rng)
    pigmented = 1 - beard.grey
    # Red light reaches the hairs under the skin least hindered and comes back bluish from dark ones: a shaved chin's blue.
    hairs.lay_over(albedo, tint * 0.6 + 0.12 * albedo, softened(where, 1.6) * np.float32((0.06 + 0.20 * beard.strength) * pigmented))
    cover = hairs.opacity(*dark, soft_mm=0.12)
    hairs.lay_over(albedo, tint * np.float32(0.7), cover)
    if len(white[0]):
        hairs.lay_over(albedo, hairs.WHITE, hairs.opacity(*white, soft_mm=0.12) * np.float32(0.8))
    return np.asarray(cover * 0.4, np.float32)


def _grown(albedo: Floats, plan: Plan, where: Floats, rng: Generator) -> Floats:
    """Paint hairs over one another, light and dark, on a dark ground that shows less skin the stronger the beard."""
    beard = plan.persona.beard
    area = float(where.mean()) / 0.07
    count = round(LONG_HAIRS * min(area, 1.4) * (0.45 + 0.55 * beard.strength))
    roots = _roots(where, count, rng)
    longest = MOUSTACHE_PX if beard.style is BeardStyle.MOUSTACHE else LONG_PX
    length = rng.uniform(*longest, count) * (0.45 + 0.55 * beard.strength)
    paths = hairs.bent(roots, _flow_rad(plan, roots, rng), length, rng.normal(0, 0.45, count))
    drawn = hairs.opacity(paths, np.full(count, 0.60 + 0.35 * beard.strength))
    lights = softened(strokes(paths, rng.uniform(0.05, 1, count)), 0.12) / np.float32(255)
    ground = softened(where, 0.8) ** 1.3 * np.float32(0.80 + 0.17 * beard.strength)
    cover = np.clip(np.maximum(ground, drawn * (0.35 + 0.65 * smooth_step(0.0, 0.35, softened(where, 1.2)))), 0, 0.97)
    hairs.lay_over(albedo, _mottled(plan, lights, paths, rng), cover)
    return np.asarray(cover, np.float32)


def _mottled(plan: Plan, lights: Floats, paths: Floats, rng: Generator) -> Floats:
    """Return (…, 3) the beard's colour: strands from dark to light, white ones among them, most on the chin."""
    beard, tint = plan.persona.beard, hairs.colour(plan.persona)
    colour = tinted(0.40 + 1.05 * lights, tint)
    if beard.grey > 0:
        chin = plan.texels(plan.mesh_mm[features.CHIN])
        near_chin = np.exp(-(((paths[:, 0] - chin) / (90, 110)) ** 2).sum(axis=-1))
        share = np.clip(beard.grey * (0.65 + 0.45 * near_chin), 0, 1)
        white = rng.uniform(size=len(paths)) < share
        # A few white hairs lie one by one among the dark; many make locks.
        breadth_px = 2 if beard.grey > 0.5 else 1
        bright = softened(strokes(paths[white], rng.uniform(0.4, 1, int(white.sum())), breadth_px=breadth_px), 0.14) / np.float32(255)
        whiteness = np.clip(bright * (0.35 + 0.65 * beard.grey) + beard.grey**2 * 0.6, 0, 1)
        colour += (tinted(0.35 + 0.75 * lights, hairs.WHITE) - colour) * in_rgb(whiteness)
    return np.asarray(colour, np.float32)
