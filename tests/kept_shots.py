"""Shots to keep, made by drawing: a cartoon head on a grainy wall, and the Face that a tracker would find in it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.types import Cause, Eye, Face, Frame, FramingReading, Mouth, Observation, Reading, Shot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Floats, Rgb

WIDTH, HEIGHT = 640, 480
HEAD_X, CROWN_Y, CHIN_Y = 340.0, 120.0, 300.0
"""The drawn head: 180 px from chin to crown, its eyes half way."""
EYES_Y = (CROWN_Y + CHIN_Y) / 2


@lru_cache(maxsize=16)
def cartoon(width: int = WIDTH, height: int = HEIGHT, seed: int = 0) -> Rgb:
    grain = np.random.default_rng(seed).integers(-9, 10, (height, width, 3))
    wall = np.linspace(60, 150, width)[None, :, None] + grain
    rgb = np.ascontiguousarray(np.clip(wall, 0, 255).astype(np.uint8))
    middle = (round(HEAD_X), round((CROWN_Y + CHIN_Y) / 2))
    cv2.ellipse(rgb, middle, (66, 90), 0, 0, 360, (205, 160, 140), -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.circle(rgb, (round(HEAD_X) + side * 26, round(EYES_Y)), 7, (30, 30, 60), -1, cv2.LINE_AA)
    cv2.ellipse(rgb, (round(HEAD_X), 262), (24, 8), 0, 0, 180, (150, 60, 60), 3, cv2.LINE_AA)
    rgb.setflags(write=False)
    return rgb


def points(*values: float) -> Floats:
    return np.array(values, np.float32)


def face(*, matte: Floats | None = None) -> Face:
    turn = np.linspace(0, 2 * np.pi, 36, dtype=np.float32)
    forehead_y = CHIN_Y - (CHIN_Y - CROWN_Y) / 1.3
    half = (CHIN_Y - forehead_y) / 2
    outline = np.stack([HEAD_X + 60 * np.sin(turn), CHIN_Y - half + half * np.cos(turn)], axis=1)
    none = np.zeros((1, 2), np.float32)

    def eye(side: int) -> Eye:
        return Eye(points(HEAD_X + side * 36, EYES_Y), points(HEAD_X + side * 16, EYES_Y), none, none, none, points(HEAD_X + side * 26, EYES_Y), 6.0)

    return Face(
        mesh_px=np.zeros((468, 3), np.float32),
        outline_px=outline.astype(np.float32),
        left_eye=eye(1),
        right_eye=eye(-1),
        mouth=Mouth(points(364, 262), points(316, 262), none, none, none),
        nose_tip_px=points(HEAD_X, 240),
        chin_px=points(HEAD_X, CHIN_Y),
        forehead_px=points(HEAD_X, forehead_y),
        confidence_frac=0.9,
        matte=matte,
    )


def jpeg_of(rgb: Rgb) -> bytes:
    return cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()


def pixels_of(jpeg: bytes) -> Rgb:
    return np.asarray(cv2.cvtColor(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB), np.uint8)


def shot(
    look: str = "straight", *, index: int = 7, rgb: Rgb | None = None, encoded: bytes | None = None, distance_m: float | None = None, with_face: bool = True
) -> Shot:
    picture = cartoon(seed=index) if rgb is None else rgb
    framing = FramingReading(0.3, 0.44, 0.25, 0.03, 52.0, distance_m)
    reading = Reading(index, index / 4, 1, framing=framing)
    found = face() if with_face else None
    return Shot(Observation(Frame(index, index / 4, picture, encoded), found, reading), look, Cause.MOMENT, 0.875, ("eyes open", "sharp"))


def camera_shot(look: str = "straight", *, index: int = 7) -> Shot:
    """Return a shot whose source gave its own JPEG."""
    encoded = jpeg_of(cartoon(seed=index))
    return shot(look, index=index, rgb=pixels_of(encoded), encoded=encoded)


def rendered(taken: Shot) -> Shot:
    """Return the shot as if the virtual studio had made its frame."""
    observation = taken.observation
    return replace(taken, observation=replace(observation, frame=replace(observation.frame, rendered=True)))


@contextlib.contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let the system refuse to write files past `size` bytes: a write that fails half way, as on a full disk."""
    import resource  # noqa: PLC0415 - POSIX only

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


PLACES = (5, 6, 8, 9)
"""Of the frames round a shot that is frame 7."""


def moment(*, alike: bool = True) -> Shot:
    """A drawn head with four more frames of it: with grain of their own, or as dark as if the lamp had gone out."""
    taken = shot()
    frame = taken.observation.frame
    others = [replace(frame, index=index, rgb=cartoon(seed=index) if alike else cartoon(seed=index) // 2) for index in PLACES]
    return replace(taken, burst=tuple(others))
