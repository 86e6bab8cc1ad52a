"""Strangers of the virtual studio who open their mouths, squint, smile and look about: what the model of lids and lips learns from.

Seeds from 1000 on: the table of measures (`tests.bench.measures`) is printed on others. Nothing of a real person is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people
from capture.script.scene import Ambient, Camera, Curve, Lamp, Scene, Subject
from capture.studio import render
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.random import Generator

    from capture.script.persona import Persona
    from capture.types import Face, Rgb

VARIED_SEEDS, PLAIN_SEEDS = range(1000, 1080), range(1000, 1150)
"""Who sits before lamps, fill, tone curves and noise of all kinds, and who before one lamp at a time under the standard's own curve."""
PLAIN_FIRST = 106_000
"""Added to a seed, so that a stranger's two sittings differ."""
PICTURES = 14
"""Of each sitting; the first is relaxed and looks into the lens."""


@dataclass(frozen=True, slots=True, eq=False)
class Grimace:
    """One picture (H, W, 3): its scene, and the face that MediaPipe found in it."""

    scene: Scene
    rgb: Rgb
    face: Face


def grimaces() -> Iterator[Grimace]:
    """Yield the pictures of all sittings in which a face was found."""
    for seed in VARIED_SEEDS:
        yield from photographed(varied(seed))
    for seed in PLAIN_SEEDS:
        yield from photographed(plain(seed))


def photographed(scenes: Iterable[Scene]) -> Iterator[Grimace]:
    """Yield the picture of each scene in which a face was found."""
    with MediapipeTracker(stills=True, mirrored_too=False) as tracker:
        for scene in scenes:
            rgb = render(scene)
            face = tracker.track(Frame(0, 0.0, rgb)).face
            if face is not None:
                yield Grimace(scene, rgb, face)


def varied(seed: int) -> Iterator[Scene]:
    """Yield a stranger's sitting with another lamp, fill and tone curve in each picture."""
    rng, stranger = np.random.default_rng(seed), people.random(seed)
    distance_mm = rng.uniform(500, 900)
    for number in range(PICTURES):
        yield _scene(stranger, rng, distance_mm, relaxed=number == 0)


def plain(seed: int) -> Iterator[Scene]:
    """Yield a stranger's sitting before a lamp that seldom moves."""
    rng, stranger = np.random.default_rng(PLAIN_FIRST + seed), people.random(seed)
    distance_mm = rng.uniform(550, 950)
    usual = _lamp(rng)
    for number in range(PICTURES):
        subject, lamp = Subject(distance_mm=distance_mm), usual
        if number:
            subject = _plain_subject(rng, distance_mm)
            lamp = _lamp(rng) if rng.random() < 0.3 else usual
        yield Scene(persona=stranger, subject=subject, lamps=(lamp,), seed=int(rng.integers(1_000_000)))


def _lamp(rng: Generator) -> Lamp:
    return Lamp(azimuth_deg=rng.uniform(-60, 60), elevation_deg=rng.uniform(5, 50))


def _plain_subject(rng: Generator, distance_mm: float) -> Subject:
    draw, chance = rng.uniform, rng.random
    yaw_deg, pitch_deg, roll_deg, nearer, x_mm = draw((-20, -12, -8, 0.9, -80), (20, 12, 8, 1.1, 80)).tolist()
    face = {"yaw_deg": yaw_deg, "pitch_deg": pitch_deg, "roll_deg": roll_deg, "distance_mm": distance_mm * nearer, "x_mm": x_mm}
    if chance() < 0.65:
        face["smile_frac"] = draw(-0.4, 1) if chance() < 0.5 else draw(0, 1)
    if chance() < 0.5:
        face["squint_frac"] = draw(0, 1)
    if chance() < 0.5:
        face["mouth_open_frac"] = draw(0, 0.5) if chance() < 0.4 else draw(0, 0.2)
    if chance() < 0.4:
        face["brow_frac"] = draw(-0.6, 1)
    if chance() < 0.5:
        face["gaze_yaw_deg"], face["gaze_pitch_deg"] = draw((-15, -15), (15, 12)).tolist()
    if chance() < 0.4:
        face["left_open_frac"] = face["right_open_frac"] = draw(0.35, 1.1) if chance() < 0.7 else draw(0, 0.35)
    return Subject(**face)


def _scene(persona: Persona, rng: Generator, distance_mm: float, *, relaxed: bool) -> Scene:
    draw = rng.uniform
    azimuth_deg, elevation_deg, strength_ev, radius_deg, ambient_ev, noise = draw((-65, -5, -0.5, 3, -3, 0.5), (65, 55, 0.3, 30, -0.5, 1.5)).tolist()
    return Scene(
        persona=persona,
        seed=int(rng.integers(1_000_000)),
        subject=Subject(distance_mm=distance_mm) if relaxed else _subject(rng, distance_mm),
        lamps=(Lamp(azimuth_deg=azimuth_deg, elevation_deg=elevation_deg, strength_ev=strength_ev, radius_deg=radius_deg),),
        ambient=Ambient(strength_ev=ambient_ev),
        camera=Camera(noise=noise, curve=list(Curve)[int(rng.integers(4))] if draw() < 0.4 else Curve.SRGB),
    )


def _subject(rng: Generator, distance_mm: float) -> Subject:
    """Return a face that does several things at once, each evenly spread over its range, or not at all."""
    draw = rng.uniform
    yaw_deg, pitch_deg, roll_deg, gaze_yaw_deg, gaze_pitch_deg, x_mm = draw((-24, -13, -8, -14, -15, -80), (24, 13, 8, 14, 11, 80)).tolist()
    does = rng.random(6) < (0.6, 0.55, 0.6, 0.4, 0.35, 0.6)
    most = (1, 0.55 if draw() < 0.6 else 0.15, 1, 1, 1.05, 1)
    smile, mouth, squint, brow, lids, looks = np.where(does, draw((-0.3, 0.01, 0, -0.6, 0.35, 1), most), (0, 0, 0, 0, 1, 0)).tolist()
    return Subject(
        yaw_deg=yaw_deg,
        pitch_deg=pitch_deg,
        roll_deg=roll_deg,
        x_mm=x_mm,
        distance_mm=distance_mm * draw(0.9, 1.1),
        gaze_yaw_deg=gaze_yaw_deg * looks,
        gaze_pitch_deg=gaze_pitch_deg * looks,
        smile_frac=smile,
        mouth_open_frac=mouth,
        squint_frac=squint,
        brow_frac=brow,
        left_open_frac=lids,
        right_open_frac=lids,
    )
