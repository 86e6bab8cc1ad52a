"""One bare head and what it can wear, built once for all tests of the studio's hair."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from capture.mean_face import features
from capture.script.persona import Hair, HairStyle, Persona
from capture.studio import grid
from capture.studio import shape as shapes
from capture.studio.hair import Hairdo, dress

BROWN = (0.05, 0.032, 0.022)


@lru_cache(maxsize=1)
def bare_head() -> shapes.HeadShape:
    return shapes.build(Persona(name="anyone", seed=1))


def wearing(style: HairStyle, seed: int = 1, *, volume: float = 0.5, grey: float = 0.0, receding: float = 0.0) -> Persona:
    return Persona(name="anyone", seed=seed, hair=Hair(style=style, colour=BROWN, volume=volume, grey=grey, receding=receding))


@lru_cache(maxsize=48)
def dressed(persona: Persona) -> Hairdo:
    return dress(bare_head(), persona)


def at(texture: np.ndarray, points_mm: np.ndarray) -> np.ndarray:
    """Return a texture's or a lattice's values at points (N, 3) of the head's frame."""
    rows, columns = texture.shape[:2]
    u, v = grid.place(np.asarray(points_mm)).T
    return cv2.remap(np.ascontiguousarray(texture), u[:, None] * (columns - 1), v[:, None] * (rows - 1), cv2.INTER_LINEAR)[:, 0]


def towards(longitude_deg: float, latitude_deg: float) -> np.ndarray:
    return grid.towards(np.radians(np.array([longitude_deg])), np.radians(np.array([latitude_deg])))


def inner_face() -> list[int]:
    """Return the vertices that must stay free: eyes, nose, mouth, chin and cheeks."""
    eyes = [number for outer, inner, upper, lower in (features.LEFT_EYE, features.RIGHT_EYE) for number in (outer, inner, *upper, *lower)]
    return [*eyes, *features.OUTER_LIPS, features.NOSE_TIP, features.CHIN, 50, 280, 205, 425]
