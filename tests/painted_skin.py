"""Painted skins for tests: one plain head, its traits varied, and what its textures hold at places of the face mesh."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture.script.persona import Persona, Skin
from capture.studio import shape as shapes
from capture.studio import surface
from capture.studio.surface.plan import Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.studio.shape import HeadShape
    from capture.studio.surface import Surface

PLAIN = Persona(name="plain", seed=5, skin=Skin(monk=4, age=0.1, blotches=0.3))


@cache
def shape() -> HeadShape:
    """Return the plain persona's head."""
    return shapes.build(PLAIN)


@cache
def painted(persona: Persona) -> Surface:
    """Return the skin of a persona on the plain head."""
    return surface.paint(shape(), persona)


def plan(persona: Persona = PLAIN) -> Plan:
    """Return the plan that a persona's skin is painted by, on the plain head."""
    return Plan(shape(), persona)


def with_skin(**traits: object) -> Persona:
    """Return the plain persona with other traits of its skin."""
    return msgspec.structs.replace(PLAIN, skin=msgspec.structs.replace(PLAIN.skin, **traits))


def lab(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (3,) CIELAB of a linear colour (3,)."""
    return np.asarray(cv2.cvtColor(np.asarray(linear, np.float32).reshape(1, 1, 3), cv2.COLOR_LRGB2Lab)[0, 0])


def vertex(number: int) -> NDArray[np.float32]:
    """Return a vertex's place (3,) in the head's frame."""
    return np.asarray(shape().landmarks_mm[number])


def lower_lip() -> NDArray[np.float32]:
    """Return the middle of the lower lip."""
    return np.asarray((vertex(14) + vertex(17)) / 2)


def at(place_mm: NDArray[np.float32], texture: NDArray[np.float32], reach_px: int = 5) -> NDArray[np.float32]:
    """Return the mean of a texture in a square of texels about a place."""
    x, y = plan().texels(place_mm).round().astype(int)
    return np.asarray(texture[y - reach_px : y + reach_px + 1, x - reach_px : x + reach_px + 1].mean(axis=(0, 1)))
