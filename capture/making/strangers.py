"""Strangers of the virtual studio, photographed in poses of all kinds: what the models of pose and gaze learn from.

Seeds from 1000 on: the table of measures (`tests.bench.measures`) is printed on others. Nothing of a real person is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people
from capture.script.scene import Ambient, Camera, Curve, Lamp, Scene, Subject
from capture.studio import render
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from capture.script.persona import Persona
    from capture.types import Face

SEEDS = range(1000, 1110)
PICTURES = 14
"""Of each; the first two look into the lens, relaxed, as for a neutral."""
STRAIGHT = 2
SIZE_PX = (1920, 1080)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One picture: its scene, the number of the picture of its sitter, and the face that MediaPipe found in it."""

    scene: Scene
    number: int
    face: Face


def examples(seeds: Iterable[int] = SEEDS, pictures: int = PICTURES) -> Iterator[Example]:
    """Yield the pictures of each stranger in which a face was found."""
    with MediapipeTracker(stills=True, mirrored_too=False) as tracker:
        for seed in seeds:
            rng = np.random.default_rng(seed)
            stranger = people.random(seed)
            for number in range(pictures):
                scene = _scene(stranger, rng, number)
                face = tracker.track(Frame(0, 0.0, render(scene))).face
                if face is not None:
                    yield Example(scene, number, face)


def _scene(persona: Persona, rng: np.random.Generator, number: int) -> Scene:
    draw = rng.uniform
    subject = Subject() if number < STRAIGHT else _turned(rng, number)
    distance_mm, hfov_deg = draw(600, 1200), draw(45, 78)
    half_mm = distance_mm * np.tan(np.radians(hfov_deg) / 2)
    x_mm, y_mm = float(half_mm * draw(-0.45, 0.45)), float(half_mm * 9 / 16 * draw(-0.35, 0.25))
    kelvin = float(draw(2700, 7500)) if draw() < 0.5 else 5500.0
    azimuth_deg, elevation_deg, strength_ev, radius_deg = (draw(*limits) for limits in ((-75, 75), (-5, 60), (-0.3, 0.3), (2, 30)))
    lamp = Lamp(azimuth_deg=azimuth_deg, elevation_deg=elevation_deg, strength_ev=strength_ev, radius_deg=radius_deg, kelvin=kelvin)
    seed, ambient_ev = int(rng.integers(1_000_000)), float(draw(-2.5, -0.3))
    camera = Camera(
        hfov_deg=float(hfov_deg),
        white_balance_k=kelvin,
        height_deg=0.0 if number < STRAIGHT else float(draw(-12, 12)),
        curve=list(Curve)[int(rng.integers(4))] if draw() < 0.5 else Curve.SRGB,
        noise=float(draw(0.5, 2)),
    )
    return Scene(
        persona=persona,
        size_px=SIZE_PX,
        seed=seed,
        subject=msgspec.structs.replace(subject, x_mm=x_mm, y_mm=y_mm, distance_mm=float(distance_mm)),
        lamps=(lamp,),
        ambient=Ambient(strength_ev=ambient_ev, kelvin=kelvin),
        camera=camera,
    )


def _turned(rng: np.random.Generator, number: int) -> Subject:
    """Return a head turned at random, every other one not far; a quarter look into the lens, an eighth have shut eyes, and an eighth wink."""
    draw = rng.uniform
    yaw_deg = draw(-65, 65) if number % 2 else draw(-32, 32)
    turned = {"yaw_deg": yaw_deg, "pitch_deg": draw(-22, 22), "roll_deg": draw(-18, 18), "shoulders_yaw_deg": yaw_deg * 0.4}
    if number % 4:
        turned |= {"gaze_yaw_deg": draw(-22, 22), "gaze_pitch_deg": draw(-16, 16)}
    left = right = min(draw(0.6, 1.05), 1.0)
    if number % 8 == 7:
        left = right = 0.0
    elif number % 8 == 5:
        left, right = (left, draw(0, 0.5)) if draw() < 0.5 else (draw(0, 0.5), right)
    turned |= {"left_open_frac": left, "right_open_frac": right}
    turned["smile_frac"] = draw(0, 0.9) if draw() < 0.3 else 0.0
    turned["mouth_open_frac"] = draw(0, 0.5) if draw() < 0.2 else 0.0
    turned["brow_frac"] = draw(-0.3, 0.5) if draw() < 0.3 else 0.0
    return msgspec.convert({name: float(value) for name, value in turned.items()}, Subject)
