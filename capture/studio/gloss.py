"""Highlights: oil and water on skin, a bloom at grazing angles, and hair's bright bands.

Skin's surface reflects like a dielectric of index 1.4 (3 % straight on, Schlick's Fresnel at an angle) through two lobes: a broad one from its roughness and a
sharper one that pores break up. Hair is a bundle of cylinders, so its highlight depends on the angle to the strand (Kajiya & Kay 1989, "Rendering fur with
three dimensional textures"), moved towards the root by the scales' tilt (Marschner et al. 2003).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from capture.studio.stage import Light
    from capture.types import Floats

STRAIGHT_ON = 0.028
"""Share reflected straight on by an index of 1.4: ((1.4 − 1) / (1.4 + 1))²."""
BROAD, SHARP, BLOOM = 0.96, 1.6, 0.035
"""Weights of the two lobes and of the bloom, so that a cheek's highlight in a window's light is about a stop over the skin."""
BROAD_POWER, SHARP_POWER, BLOOM_POWER = 8, 40, 3
GRAZING_LEAST = 0.15
"""Cosine below which skin's roughness keeps the highlight from growing."""
THROUGH_HAIR = 6.0
"""How much brighter than its mirror a lamp straight behind a strand makes it: most of the light goes through the fibre (Marschner et al. 2003)."""
HAIR, HAIR_POWER = 0.05, 32
SCALES_TILT = 0.10
"""Sine of about 6 degrees: a hair's scales tilt by 2 to 4, which turns the mirror's direction by twice that."""


def fresnel(half: Floats, towards_lens: Floats) -> float:
    """Return the share reflected where the lens is seen at the half vector's angle (Schlick 1994)."""
    return float(STRAIGHT_ON + (1 - STRAIGHT_ON) * (1 - max(0.0, float(half @ towards_lens))) ** 5)


def half_vector(towards_light: Floats, towards_lens: Floats) -> Floats:
    """Return the unit vector (3,) midway between two directions: the normal of a mirror that shows the light to the lens."""
    half = towards_light + towards_lens
    return np.asarray(half / max(float(np.linalg.norm(half)), 1e-6), np.float32)


def skin_lobes(normals: Floats, lit: Floats, light: Light, towards_lens: Floats, *, sharp: bool) -> Floats:
    """Return (V, U) skin's highlight of one lamp before its colour: `lit` is its cosine times the share that is seen.

    `sharp` adds the narrow lobe without pores, for lamps whose pores nobody sees.
    """
    half = half_vector(light.towards_head, towards_lens)
    share = fresnel(half, towards_lens)
    mirror = np.maximum(normals @ half, 0)
    lobes = np.asarray(cv2.pow(mirror, BROAD_POWER), np.float32) * np.float32(BROAD * share)
    if sharp:
        lobes += np.asarray(cv2.pow(mirror, SHARP_POWER), np.float32) * np.float32(SHARP * share)
    facing = np.asarray(normals @ towards_lens, np.float32)
    lobes += np.asarray(cv2.pow(np.maximum(1 - facing, 0), BLOOM_POWER), np.float32) * np.float32(BLOOM)
    lobes *= lit
    # Facets seen at a grazing angle crowd together: the lobe is over the larger of both cosines (Neumann & Neumann 1989), which lights up a rim from behind.
    lobes /= np.maximum(np.maximum(lit, facing), np.float32(GRAZING_LEAST))
    return np.asarray(lobes, np.float32)


def hair_band(tangents: Floats, lit: Floats, light: Light, towards_lens: Floats) -> Floats:
    """Return (V, U) hair's highlight of one lamp before its colour, for strands along unit tangents (V, U, 3)."""
    along = tangents @ half_vector(light.towards_head, towards_lens)
    along += np.float32(SCALES_TILT)
    sine = 1 - along * along
    np.maximum(sine, 0, out=sine)
    band = np.asarray(cv2.pow(sine, HAIR_POWER / 2), np.float32)
    band *= lit
    behind = max(0.0, -float(light.towards_head @ towards_lens))
    band *= np.float32(HAIR * (1 + THROUGH_HAIR * behind))
    return np.asarray(band, np.float32)
