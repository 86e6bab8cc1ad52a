"""One eyeball as the lens sees it through the lids' opening: a sphere with the white's shade, the iris in its plane, the cornea's mirror images."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from capture.studio import iris, lenses, lighting
from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from capture.studio.iris import Iris
    from capture.studio.stage import Light, View
    from capture.types import Floats

CORNEA_RADIUS_MM = 7.8
CORNEA_ARM_MM = 5.7
"""The cornea's sphere and how far its centre lies before the eyeball's (Gullstrand's eye: apex 13.5 mm before it)."""
TEAR_INDEX = 1.376
"""The cornea's refractive index: it reflects 2.5 % of the light that meets it straight."""
CARUNCLE = np.array([0.52, 0.27, 0.24], np.float32)
"""And of the inner corner's flesh."""
WHITE_MIRROR = 0.12
"""The sclera is wet as well, but too uneven to mirror more than this share of what the cornea does."""
WHITE_WRAP = 0.10
"""How far past 90 degrees the sclera is still lit, as a cosine: light wanders in it as in skin."""
SKY_FRAC = 0.72
"""The share of the room that brow, nose and cheek leave open to an eye, before its lids (the skin beside it has 0.75 to 0.95)."""
UPPER_LID_MM, LOWER_LID_MM, LID_EDGE_MM = 1.2, 0.8, 0.9
"""How far each lid's edge, with its lashes, stands before the eyeball, and half the softness of its shadow there."""
FURROW = 0.30
"""How much more light the far side of the iris gets from a lamp at the side: the cornea focuses it there."""


@dataclass(frozen=True, slots=True, eq=False)
class Ball:
    """Where one eyeball is and looks, in the head's frame."""

    centre_mm: Floats
    radius_mm: float
    gaze: Floats
    """(3,) unit vector."""

    @property
    def iris_mm(self) -> Floats:
        """The middle (3,) of the visible iris."""
        return np.asarray(self.centre_mm + self.gaze * np.float32(iris.ARM_MM), np.float32)

    @property
    def axes(self) -> tuple[Floats, Floats]:
        """Unit vectors (3,) in the iris's plane: to the image's right and downwards when it looks into the lens."""
        right = np.cross(np.array([0.0, 1.0, 0.0]), -self.gaze)
        right /= max(float(np.linalg.norm(right)), 1e-6)
        return np.asarray(right, np.float32), np.asarray(np.cross(-self.gaze, right), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Colours:
    """What a persona's eyeballs look like."""

    iris: Iris
    white: Floats
    """(3,) reflectance of the sclera."""


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """The lids as the light passes them: for each pixel its place between them, and how much of each lamp comes past brow and nose."""

    across: Floats
    below_upper_mm: Floats
    above_lower_mm: Floats
    lit_share: tuple[Floats, ...]
    """For each lamp (h, w) 0..1."""
    blur_mm: float
    """Half a pixel on the eye."""

    def within(self, inside: tuple[slice, slice]) -> Opening:
        """Return the part of it in these rows and columns."""
        lit = tuple(share[inside] for share in self.lit_share)
        return replace(self, across=self.across[inside], below_upper_mm=self.below_upper_mm[inside], above_lower_mm=self.above_lower_mm[inside], lit_share=lit)


def shade(rays: Floats, view: View, ball: Ball, opening: Opening, colours: Colours) -> Floats:
    """Return (h, w, 3) linear light that comes from the eyeball along rays (h, w, 3) from the lens, all in the head's frame."""
    hit_mm, normals = _hit(rays, view.head.lens_mm, ball)
    right, down, before = _on_iris(rays, view.head.lens_mm, ball)
    away = np.hypot(right, down)
    soft = opening.blur_mm / iris.RADIUS_MM
    in_iris = smooth_step(1 + soft + 0.05, 1 - soft - 0.05, away) * before
    # The iris is a flat plate under the cornea's dome.
    facing = normals + (ball.gaze - normals) * in_iris[..., None]
    closed_in = _lid_shade(opening)
    light = _light(facing, view, opening, closed_in)
    pupil = iris.pupil_frac(float(light.mean()))
    in_pupil = smooth_step(pupil + soft + 0.02, pupil - soft - 0.02, away) * before
    coloured = iris.look(colours.iris, right, down) * _furrow(right, down, ball, view, opening)[..., None]
    albedo = _white(opening, away, colours.white) * (1 - in_iris[..., None]) + coloured * in_iris[..., None]
    albedo = albedo * (1 - in_pupil[..., None]) + 0.004 * in_pupil[..., None]
    # The cornea bulges over the iris; outside it the mirror is the sclera's own sphere.
    cornea = smooth_step(1.3, 0.9, away)[..., None] * before[..., None]
    bulged = hit_mm - (ball.centre_mm + ball.gaze * np.float32(CORNEA_ARM_MM))
    bulged /= np.maximum(np.linalg.norm(bulged, axis=-1, keepdims=True), 1e-6)
    mirror = normals * (1 - cornea) + bulged * cornea
    mirror /= np.maximum(np.linalg.norm(mirror, axis=-1, keepdims=True), 1e-6)
    glints = _glints(rays, mirror, view, opening) * (WHITE_MIRROR + (1 - WHITE_MIRROR) * cornea)
    return np.asarray(albedo * light + glints * closed_in[..., None], np.float32)


def _hit(rays: Floats, lens_mm: Floats, ball: Ball) -> tuple[Floats, Floats]:
    """Return (points (h, w, 3) in mm, unit normals) where rays from the lens meet the eyeball; rays that pass it by meet it where they come closest."""
    start = lens_mm - ball.centre_mm
    along = rays @ start
    short = np.sqrt(np.maximum(along * along - np.float32(start @ start - ball.radius_mm**2), 0))
    from_centre = start + rays * (-along - short)[..., None]
    length = np.linalg.norm(from_centre, axis=-1, keepdims=True)
    return from_centre + ball.centre_mm, from_centre / np.maximum(length, 1e-6)


def _on_iris(rays: Floats, lens_mm: Floats, ball: Ball) -> tuple[Floats, Floats, Floats]:
    """Return (right, down) in iris radii where rays meet the iris's plane, and 1 where it faces them (0 elsewhere)."""
    middle = ball.iris_mm
    facing = rays @ ball.gaze
    reach = np.float32((middle - lens_mm) @ ball.gaze) / np.minimum(facing, -0.05)
    from_middle = lens_mm - middle + rays * reach[..., None]
    right, down = ball.axes
    return (from_middle @ right) / iris.RADIUS_MM, (from_middle @ down) / iris.RADIUS_MM, (facing < -0.05).astype(np.float32)


def _light(normals: Floats, view: View, opening: Opening, closed_in: Floats) -> Floats:
    """Return (h, w, 3) diffuse light on the eyeball, by the rules for the skin round it; `closed_in` (h, w) is what the lids leave of the room."""
    up, front = (view.head.turned_in(np.array(axis)) for axis in ((0.0, -1.0, 0.0), (0.0, 0.0, -1.0)))
    total = lighting.from_all_round(normals, up, front, closed_in * np.float32(SKY_FRAC))[..., None] * view.ambient
    # What lies deep between the lids sees less of a broad lamp as well.
    narrowed = np.sqrt(closed_in)
    for lamp, share in zip(view.lights, opening.lit_share, strict=True):
        cosine = np.clip((normals @ lamp.towards_head + np.float32(WHITE_WRAP)) / np.float32(1 + WHITE_WRAP), 0, None)
        total += (cosine * share * narrowed * _past_lids(opening, lamp))[..., None] * lamp.colour
    return np.asarray(total, np.float32)


def _past_lids(opening: Opening, lamp: Light) -> Floats:
    """Return (h, w) the share of a lamp that comes past the lids' edges: the upper one shades the eye from above, the lower one from below."""
    level = max(float(np.hypot(lamp.towards_head[0], lamp.towards_head[2])), 0.4)
    rise = -float(lamp.towards_head[1]) / level
    upper_mm, lower_mm = UPPER_LID_MM * max(rise, 0.0), LOWER_LID_MM * max(-rise, 0.0)
    upper = smooth_step(upper_mm - LID_EDGE_MM, upper_mm + LID_EDGE_MM, opening.below_upper_mm + LID_EDGE_MM / 2)
    return upper * smooth_step(lower_mm - LID_EDGE_MM, lower_mm + LID_EDGE_MM, opening.above_lower_mm + LID_EDGE_MM / 2)


def _white(opening: Opening, away: Floats, white: Floats) -> Floats:
    """Return (h, w, 3) reflectance of the white: redder towards the corners, flesh at the inner one, a soft dark edge at the iris."""
    corners = np.clip(np.abs(opening.across), 0, 1)[..., None]
    reddened = white * (1 - corners**2 * np.array([0.12, 0.25, 0.26], np.float32))
    flesh = smooth_step(-0.72, -0.86, opening.across)[..., None]
    edge = 1 - 0.45 * np.exp(-(((away - 1.0) / 0.09) ** 2))
    return np.asarray((reddened * (1 - flesh) + CARUNCLE * flesh) * edge[..., None], np.float32)


def _furrow(right: Floats, down: Floats, ball: Ball, view: View, opening: Opening) -> Floats:
    """Return (h, w) by how much the lamps light each part of the iris: a hollow bowl under a lens is brightest opposite the lamp."""
    axes = np.stack(ball.axes)
    total, weight = np.zeros_like(right), np.full_like(right, 1e-6 + float(view.ambient.mean()) * SKY_FRAC)
    for lamp, share in zip(view.lights, opening.lit_share, strict=True):
        strength = share * np.float32(lamp.colour.mean())
        side, height = axes @ lamp.towards_head
        total -= strength * (right * side + down * height)
        weight += strength
    return np.asarray(1 + FURROW * total / weight, np.float32)


def _glints(rays: Floats, normals: Floats, view: View, opening: Opening) -> Floats:
    """Return (h, w, 3) the lamps' mirror images, and a veil of the room's."""
    directions, cosine = lenses.mirrored(rays, normals)
    share = lenses.fresnel_frac(cosine, TEAR_INDEX)
    # A mirror on a sphere turns the look by twice the angle that a step on it makes.
    blur_rad = 2 * opening.blur_mm / CORNEA_RADIUS_MM
    up = view.head.turned_in(np.array([0.0, -1.0, 0.0]))
    total = np.zeros_like(rays) + view.ambient * np.float32(0.6)
    for lamp, lit in zip(view.lights, opening.lit_share, strict=True):
        total += (lenses.lamp_share(directions, lamp, up, blur_rad) * _reaches(lit))[..., None] * lenses.radiance(lamp, blur_rad)
    return np.asarray(total * share[..., None], np.float32)


def _reaches(lit_share: Floats) -> Floats:
    """Return (h, w) how much of a lamp's image is seen: the cornea stands farther forward than the lids, where the share is known."""
    return smooth_step(0.02, 0.4, lit_share)


def _lid_shade(opening: Opening) -> Floats:
    """Return (h, w) the share of the room that the lids leave open to the eyeball: the upper lid and its lashes take most, then the corners."""
    upper = 0.36 + 0.64 * smooth_step(-0.3, 3.2, opening.below_upper_mm)
    lower = 0.74 + 0.26 * smooth_step(-0.1, 1.2, opening.above_lower_mm)
    corners = 0.62 + 0.38 * smooth_step(1.02, 0.74, opening.across) * smooth_step(-1.15, -0.85, opening.across)
    return np.asarray(upper * lower * corners, np.float32)

