"""Mirror images of lamps in smooth transparent surfaces: the eye's cornea and the lenses of glasses.

A lamp that lights a white surface to `colour` from a disc of angular radius r has the radiance colour / sin² r. A surface reflects Fresnel's share of it into
every direction in which it mirrors the lamp. Large lamps are windows, with glazing bars; small ones are discs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from capture.studio.stage import Light
    from capture.types import Floats

WINDOW_FROM_DEG = 8.0
"""Lamps of a larger radius than this are windows: nothing else in a room is that big."""
WINDOW_HALF_SIDES = (0.84, 0.94)
"""Half width and half height of a window over its radius: its area is a disc's of that radius."""
GLAZING_BAR = 0.05
"""Half the width of a window's bars over its radius."""
SMALLEST_DEG = 0.5
"""A bare bulb's radius at 3 m; keeps the radiance of a point finite."""


def fresnel_frac(cosine: Floats, index: float) -> Floats:
    """Return the share of light that a surface between air and a medium of refractive `index` reflects (Schlick 1994), at angles of this cosine."""
    straight = ((index - 1) / (index + 1)) ** 2
    away = 1 - np.clip(cosine, 0, 1)
    squared = away * away
    return np.asarray(straight + (1 - straight) * squared * squared * away, np.float32)


def mirrored(rays: Floats, normals: Floats) -> tuple[Floats, Floats]:
    """Return (directions (…, 3) into which a surface with these unit normals mirrors rays from the lens, cosines (…) at which they meet it)."""
    along = np.einsum("...k,...k->...", rays, normals)
    return rays - 2 * along[..., None] * normals, -along


def lamp_share(directions: Floats, light: Light, up: Floats, blur_rad: float) -> Floats:
    """Return (…) which share of a pixel that looks into each direction sees the lamp, 0..1.

    Directions and `up` (3,), the room's, are in the head's frame. `blur_rad` is half the angle that one pixel looks into: edges are soft by that much.
    """
    towards = light.towards_head
    right = np.cross(towards, up)
    right /= max(float(np.linalg.norm(right)), 1e-6)
    aside = directions @ np.asarray(right, np.float32)
    above = directions @ np.asarray(np.cross(right, towards), np.float32)
    before = (directions @ towards > 0).astype(np.float32)
    radius = float(np.sin(np.radians(_seen_radius_deg(light, blur_rad))))
    if light.radius_deg <= WINDOW_FROM_DEG:
        return smooth_step(radius + blur_rad, radius - blur_rad, np.hypot(aside, above)) * before
    width, height = (side * radius for side in WINDOW_HALF_SIDES)
    inside = smooth_step(width + blur_rad, width - blur_rad, np.abs(aside)) * smooth_step(height + blur_rad, height - blur_rad, np.abs(above))
    return inside * (1 - _bars(aside, above, radius, blur_rad)) * before


def radiance(light: Light, blur_rad: float) -> Floats:
    """Return the lamp's own (3,) linear light, as its mirror image through a pixel shows it: what is smaller than a pixel is spread over it."""
    return np.asarray(light.colour / np.sin(np.radians(_seen_radius_deg(light, blur_rad))) ** 2, np.float32)


def _seen_radius_deg(light: Light, blur_rad: float) -> float:
    return float(max(light.radius_deg, SMALLEST_DEG, np.degrees(blur_rad)))


def _bars(aside: Floats, above: Floats, radius: float, blur_rad: float) -> Floats:
    """Return how far a window's cross of bars darkens each direction: a bar narrower than a pixel darkens it by its share."""
    half = GLAZING_BAR * radius
    soft = max(half, blur_rad)
    return np.asarray(np.maximum(smooth_step(soft, 0, np.abs(aside)), smooth_step(soft, 0, np.abs(above))) * (half / soft), np.float32)
