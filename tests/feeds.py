"""A painted feed: a face, clothes and a wall as bright as each other, with a sensor's noise. What a studio draws in seconds is not needed to compare noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from faces import made_face

from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feed_filters import Filter

    from capture.types import Face, Rgb

SHAPE = (480, 640)
SKIN, CLOTHES, WALL = (178, 136, 112), (96, 128, 170), (132, 138, 134)
FPS = 30
SPARE_PX = 64
"""The noise is one sheet, larger by this than the picture: each frame has another piece of it."""


def sitter(shape: tuple[int, int] = SHAPE) -> Face:
    """Return a face in the upper half, with shoulders to the lower edge in its matte."""
    height, width = shape
    scale = height / 480
    centre = (width / 2, 170 * scale)
    matte = np.zeros((144, 256), np.float32)
    ratio = (256 / width, 144 / height)
    cv2.ellipse(matte, (round(centre[0] * ratio[0]), round((centre[1] + 30 * scale) * ratio[1])), (38, 40), 0, 0, 360, (1,), -1)
    cv2.rectangle(matte, (48, round(310 * scale * ratio[1])), (208, 144), (1,), -1)
    return made_face(shape, px_per_mm=1.2 * scale, centre_px=centre, matte=matte)


def clean(face: Face, shape: tuple[int, int] = SHAPE) -> np.ndarray:
    """Return the picture (H, W, 3) before any noise, float32: each thing shaded a little from left to right."""
    height, width = shape
    assert face.matte is not None
    person = cv2.resize(face.matte, (width, height)) > 0.5
    skin = np.zeros(shape, np.uint8)
    cv2.fillPoly(skin, [np.rint(face.outline_px).astype(np.int32)], (1,))
    rgb = np.where(person[..., None], np.float32(CLOTHES), np.float32(WALL))
    rgb = np.where(skin[..., None] > 0, np.float32(SKIN), rgb)
    return (rgb * np.linspace(0.8, 1.2, width, dtype=np.float32)[None, :, None]).astype(np.float32)


def feed(noise_codes: float, runs: int = 4, through: Filter | None = None, face: Face | None = None, every_s: float = 1.0) -> list[list[Frame]]:
    """Return runs of three frames with independent noise, `every_s` apart, as a filter hands them on."""
    face = face or sitter()
    picture = clean(face)
    rng = np.random.default_rng(7)
    height, width = SHAPE
    sheet = rng.standard_normal((height + SPARE_PX, width + SPARE_PX, 3), np.float32) * np.float32(noise_codes)
    taken = []
    for run in range(runs):
        places = rng.integers(0, SPARE_PX, (3, 2))
        rgbs: Sequence[Rgb] = [np.clip(picture + sheet[y : y + height, x : x + width] + 0.5, 0, 255).astype(np.uint8) for y, x in places]
        if through is not None:
            rgbs = through(rgbs, [face] * 3)
        first = round(run * every_s * FPS)
        taken.append([Frame(first + step, (first + step) / FPS, rgb) for step, rgb in enumerate(rgbs)])
    return taken
