"""Bursts of the virtual studio with their truth: eight frames in which somebody sways, turns, blinks, or a hand passes; and what a merge of them is worth.

The truth is the reference's own scene before noise and rounding. The oracle is the mean of as many frames in which nothing moved at all. Texture is what a
blur of 2 pixels takes from the sitter, strong edges left out, which any smoothing keeps: the share of the truth's that is there again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture.script.scene import Backdrop, Camera, Hand, Room, Scene, Subject
from capture.studio import blur, picture, response, sensor
from capture.studio.face import face

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.types import Face, Floats, Rgb

FPS, FRAMES, REFERENCE = 30, 8, 3
JPEG_QUALITY = 85
FINE_PX, STRONG_CODES, EDGY_CODES = 2.0, 6.0, 4.0
GHOST_PX = 15


class Happening(StrEnum):
    """What happens while the frames are taken."""

    SWAY = "swaying head"
    TURN = "head turning 25°/s"
    BLINK = "blink"
    HAND = "hand passing"


@dataclass(frozen=True, slots=True, eq=False)
class Burst:
    """Frames (also as a camera's JPEG leaves them), the truth (H, W, 3) of the reference's, the face in it, where the sitter is, and the oracle's pictures."""

    frames: list[Rgb]
    jpegs: list[Rgb]
    truth: Floats
    face: Face
    sitter: np.ndarray
    oracle: Rgb
    jpeg_oracle: Rgb


def scene(persona: Persona, happening: Happening, index: int, size_px: tuple[int, int], noise: float) -> Scene:
    t_s = index / FPS
    sway = [math.sin(2 * math.pi * t_s / period_s + phase) for period_s, phase in ((1.7, 0.0), (1.1, 1.0), (1.3, 0.0), (1.5, 0.0))]
    open_frac = max(0.0, 1 - 1.3 * math.exp(-(((index - 5) / 1.2) ** 2))) if happening is Happening.BLINK else 1.0
    subject = Subject(
        distance_mm=820.0,
        y_mm=-60.0,
        yaw_deg=4 + (25 * (index - REFERENCE) / FPS if happening is Happening.TURN else sway[0]),
        pitch_deg=0.6 * sway[1],
        roll_deg=0.5 * sway[2],
        x_mm=6 * sway[3],
        smile_frac=0.5,
        left_open_frac=open_frac,
        right_open_frac=open_frac,
    )
    hand = Hand(x_mm=500.0 - 75 * index, y_mm=40.0) if happening is Happening.HAND else None
    camera = Camera(noise=noise, shake_px=0.3)
    return Scene(persona=persona, size_px=size_px, seed=7, t_s=t_s, subject=subject, camera=camera, backdrop=Backdrop(room=Room.OFFICE), hand=hand)


def burst(persona: Persona, happening: Happening, size_px: tuple[int, int] = (1920, 1080), noise: float = 3.0) -> Burst:
    """Return a burst at so many times a usual webcam's noise."""
    scenes = [scene(persona, happening, index, size_px, noise) for index in range(FRAMES)]
    lights = [picture.linear(each) for each in scenes]
    frames = [sensor.expose(light, each) for light, each in zip(lights, scenes, strict=True)]
    there, light = scenes[REFERENCE], lights[REFERENCE]
    seen = face(there)
    assert seen is not None
    assert seen.matte is not None
    still = [sensor.expose(light, msgspec.structs.replace(there, seed=100 + index)) for index in range(FRAMES)]
    return Burst(
        frames,
        [_through_jpeg(frame) for frame in frames],
        response.codes(blur.lens(light), there).astype(np.float32),
        seen,
        cv2.resize(seen.matte, size_px) > 0.95,
        _mean(still),
        _mean([_through_jpeg(frame) for frame in still]),
    )


def _through_jpeg(frame: Rgb) -> Rgb:
    return sensor.decoded(sensor.jpeg(frame, JPEG_QUALITY))


def _mean(frames: list[Rgb]) -> Rgb:
    return np.rint(np.mean(np.stack(frames), axis=0, dtype=np.float32)).astype(np.uint8)


def smeared(rgb: Rgb, length_px: int) -> Rgb:
    """Return a frame during which everything moved sideways by so much."""
    return cv2.blur(rgb, (length_px, 1))


def gain_db(made: Rgb, single: Rgb, truth: Floats) -> float:
    """Return by how much a picture is nearer to the truth than the single frame."""
    worse, better = (float(np.square(each.astype(np.float32) - truth).mean()) for each in (single, made))
    return 10 * math.log10(worse / better)


def noise_codes(single: Rgb, truth: Floats) -> float:
    """Return the standard deviation of a frame's noise."""
    return math.sqrt(float(np.square(single.astype(np.float32) - truth).mean()))


def texture_kept(made: Rgb, truth: Floats, where: np.ndarray) -> float:
    """Return the share of the truth's fine texture that a picture has, 1 all of it; noise counts for nothing."""
    ours, true = _fine(made.astype(np.float32)), _fine(truth)
    textured = where & (np.abs(true) < STRONG_CODES) & (cv2.GaussianBlur(np.abs(true), (0, 0), 2 * FINE_PX) < EDGY_CODES)
    return float((ours * true)[textured].sum() / np.square(true[textured]).sum())


def ghost_codes(made: Rgb, truth: Floats, *without: Rgb) -> float:
    """Return the most by which a patch (its mean, in any colour) is further from the truth than in pictures in which there can be no ghost.

    Those are the single frame and the oracle: what clipped shadows and noise do to the mean of still frames is no ghost.
    """
    ours, *theirs = (np.abs(cv2.blur(each.astype(np.float32) - truth, (GHOST_PX, GHOST_PX))).max(axis=2) for each in (made, *without))
    return float((ours - np.max(theirs, axis=0)).max())


def _fine(codes: Floats) -> Floats:
    grey = cv2.cvtColor(codes, cv2.COLOR_RGB2GRAY)
    return grey - cv2.GaussianBlur(grey, (0, 0), FINE_PX)
