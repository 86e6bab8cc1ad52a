"""The iris: a disc with radial fibres, a paler frill about the pupil and a dark rim, drawn once for a persona in polar coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.noise import smooth_step, value_noise

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.types import Floats

RADIUS_MM = 5.85
"""Half the visible iris's width (adults: 11.7 mm; Rüfer 2005)."""
ARM_MM = 10.5
"""From the eyeball's centre to the plane in which pupil and iris appear through the cornea (Gullstrand's eye: 13.5 − 3.05)."""
POLAR = (64, 512)
"""Rows from the middle to the rim, columns once round."""
FRILL_FRAC = 0.52
"""Where the collarette lies, in iris radii."""
PUPIL_FRAC = 0.36
"""Pupil over iris in a lit room: about 4 mm."""
PUPIL_EV = 0.035
"""How much of the iris a stop of light closes the pupil by (4 mm in a room, 2.5 mm ten stops up; Watson & Yellott 2012)."""


@dataclass(frozen=True, slots=True, eq=False)
class Iris:
    """`albedo` (POLAR, 3): linear reflectance by radius and by angle; the first column is repeated at the end."""

    albedo: Floats


def build(persona: Persona) -> Iris:
    """Return a persona's iris, the same in both eyes."""
    rng = np.random.default_rng((persona.seed, 21))
    rows, columns = POLAR
    radius = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    fibres = _round(value_noise((rows, columns), 5, rng, stretch=(9, 1)))
    clouds = _round(value_noise((rows, columns), 40, rng, octaves=2, stretch=(0.6, 1)))
    frill = FRILL_FRAC * (1 + 0.05 * _round(value_noise((1, columns), 18, rng, octaves=2)))
    inside = smooth_step(frill + 0.06, frill - 0.06, radius)
    light = 0.86 + 0.34 * smooth_step(0.35, 0.62, radius) * smooth_step(0.98, 0.75, radius)
    light = light * np.exp(0.30 * fibres + 0.12 * clouds) * (1 - 0.30 * np.exp(-(((radius - frill) / 0.045) ** 2)))
    rim = 1 - 0.72 * smooth_step(0.80, 1.0, radius)
    # The inner zone of light irises is browner: pigment about the pupil.
    amber = np.array([1.25, 0.95, 0.62], np.float32)
    tint = 1 + (amber - 1) * (0.7 * inside)[..., None]
    albedo = np.array(persona.iris, np.float32) * (light * rim)[..., None] * tint
    albedo = np.clip(albedo, 0.002, 0.7).astype(np.float32)
    return Iris(np.concatenate([albedo, albedo[:, :1]], 1))


def look(iris: Iris, right: Floats, down: Floats) -> Floats:
    """Return (…, 3) reflectance at places on the disc in iris radii from its middle; beyond the rim the rim's."""
    radius, angle = cv2.cartToPolar(right, down)
    rows, columns = POLAR
    return np.asarray(cv2.remap(iris.albedo, angle * np.float32(columns / (2 * np.pi)), np.minimum(radius, 1) * np.float32(rows - 1), cv2.INTER_LINEAR))


def pupil_frac(light: float) -> float:
    """Return the pupil's radius over the iris's, in light that makes a white face `light` (linear)."""
    return float(np.clip(PUPIL_FRAC - PUPIL_EV * np.log2(max(light, 1e-3) / 0.7), 0.24, 0.58))


def _round(noise: Floats) -> Floats:
    """Return noise (rows, columns) whose last column goes over into the first without a seam."""
    columns = noise.shape[1]
    fade = columns // 8
    share = smooth_step(0, 1, np.linspace(0, 1, fade))
    joined = noise.copy()
    joined[:, -fade:] = noise[:, -fade:] * (1 - share) + noise[:, :1] * share
    return joined
