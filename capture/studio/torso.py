"""Neck, shoulders and chest with what is worn on them: sheets at rest in the body's frame, in painter's order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from capture.studio import garments, neck, physique
from capture.studio.parts import Part, posed

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.types import Floats

__all__ = ["Part", "Torso", "build", "posed"]


@dataclass(frozen=True, slots=True, eq=False)
class Torso:
    """A persona's body from the jaw down."""

    parts: tuple[Part, ...]
    """In painter's order: cloth behind the neck, skin, then cloth before it from the inside out."""
    shoulders_mm: Floats
    """(2, 3) the tips (acromia) of the subject's (left, right) shoulders in the body's frame."""


def in_skin_of(torso: Torso, persona: Persona) -> Torso:
    """Return the torso of somebody who differs from a persona in their skin alone, in the persona's skin."""
    paint = neck.paint(persona)
    return Torso(tuple(replace(part, paint=paint) if part.skin else part for part in torso.parts), torso.shoulders_mm)


def build(persona: Persona) -> Torso:
    """Return a persona's torso."""
    body = physique.build(persona)
    outfit = garments.wear(body, persona)
    bare = neck.skin(body, outfit.around_rad, outfit.edge_level_mm, persona)
    tip = np.array(physique.ACROMION_MM, np.float32) * np.array([body.breadth, 1, 1], np.float32)
    return Torso((*outfit.behind, bare, *outfit.before), np.stack([tip, tip * np.array([-1, 1, 1], np.float32)]))
