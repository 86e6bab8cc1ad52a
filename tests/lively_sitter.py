"""An obedient sitter as people are: he blinks, sways and speaks, looks about and turns away for a moment, in a room whose light changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from obedient_sitter import GOOD, ObedientSitter

from capture.script import people
from capture.script.life import Life, enlivened
from capture.script.tracks import smooth_share

if TYPE_CHECKING:
    from capture.script.scene import Scene, Subject

HFOV_DEG = 62.0
DIFFERENCE_S = 0.01
PLACE = ("x_mm", "y_mm", "distance_mm", "yaw_deg", "pitch_deg", "roll_deg")


@dataclass(frozen=True, slots=True)
class Start:
    """Who sits down, how lively they are, and the camera's pace and shutter: all drawn from a seed."""

    who: str
    parts: dict[str, float]
    life: Life
    fps: int
    shutter_ms: float
    events_s: tuple[tuple[str, float, float, float], ...]
    """(kind, from, for so long, how much): "talk", "turn", "glance" and "light"."""


def random_start(seed: int, seconds: float) -> Start:
    """Return a start whose room is good enough to be photographed in, and whose sitter does not keep still."""
    rng = np.random.default_rng((seed, 11))
    names = people.names()
    parts = GOOD | {
        "open_frac": rng.uniform(0.92, 1.0),
        "yaw_deg": rng.normal(0, 5),
        "pitch_deg": rng.normal(-1, 3),
        "roll_deg": rng.normal(0, 2.5),
        "distance_mm": rng.uniform(600, 1000),
        "key_azimuth_deg": rng.choice([-1, 1]) * rng.uniform(10, 55),
        "key_elevation_deg": rng.uniform(5, 50),
        "key_radius_deg": rng.uniform(6, 25),
        "key_ev": rng.uniform(-1.0, 0.2),
        "ambient_ev": rng.uniform(-2.5, -1.2),
        "kelvin": rng.uniform(4000, 6500),
    }
    life = Life(blinks_per_minute=rng.uniform(8, 45), sway_deg=rng.uniform(0.2, 2.0), talk_frac=rng.uniform(0.12, 0.5))
    events = []
    for kind, every_s, lasts_s, amount in (("talk", 6, (0.8, 3.0), (1, 1)), ("turn", 7, (0.5, 1.2), (5, 18)), ("glance", 6, (0.25, 0.8), (8, 25))):
        at_s = rng.exponential(every_s)
        while at_s < seconds:
            lasting_s = rng.uniform(*lasts_s)
            events.append((kind, at_s, lasting_s, rng.choice([-1, 1]) * rng.uniform(*amount)))
            at_s += lasting_s + rng.exponential(every_s)
    events += [("light", at_s, 1.0, rng.uniform(-0.6, 0.4)) for at_s in rng.uniform(0, seconds, 3)]
    return Start(str(rng.choice(names)), parts, life, int(rng.choice([12, 15, 24, 30])), float(rng.choice([8, 16, 33])), tuple(events))


class LivelySitter:
    """Hears prompts and does what they ask, as an `ObedientSitter`, with `start`'s life on top."""

    def __init__(self, start: Start, *, seed: int, size_px: tuple[int, int] = (1280, 720)) -> None:
        self._start, self._seed = start, seed
        self._obedient = ObedientSitter(people.find(start.who), start.parts, hfov_deg=HFOV_DEG, seed=seed, size_px=size_px)
        self.spoken_frac = 0.0
        """How far speech alone opened the mouth in the newest scene."""

    def hear(self, prompt_id: str, *, much: bool = False) -> None:
        """Take in what is said now."""
        self._obedient.hear(prompt_id, much=much)

    def scene(self, t_s: float) -> Scene:
        """Return what stands before the lens at `t_s`, which never falls."""
        scene = self._obedient.scene(t_s)
        calm = scene.subject
        before, now, after = (self._alive(calm, t_s + step_s) for step_s in (-DIFFERENCE_S, 0.0, DIFFERENCE_S))
        speeds = [(getattr(after, name) - getattr(before, name)) / (2 * DIFFERENCE_S) for name in PLACE]
        own = (*calm.speed_mm_s, *calm.turn_deg_s)
        right, down, away, yaw, pitch, roll = (one + more for one, more in zip(own, speeds, strict=True))
        self.spoken_frac = now.mouth_open_frac - calm.mouth_open_frac
        light_ev = sum(amount * smooth_share((t_s - from_s) / lasting_s) for kind, from_s, lasting_s, amount in self._start.events_s if kind == "light")
        return msgspec.structs.replace(
            scene,
            subject=msgspec.structs.replace(now, speed_mm_s=(right, down, away), turn_deg_s=(yaw, pitch, roll)),
            camera=msgspec.structs.replace(scene.camera, shutter_ms=self._start.shutter_ms),
            lamps=tuple(msgspec.structs.replace(lamp, strength_ev=lamp.strength_ev + light_ev) for lamp in scene.lamps),
        )

    def _alive(self, calm: Subject, t_s: float) -> Subject:
        life = msgspec.structs.replace(self._start.life, talk_frac=self._start.life.talk_frac * abs(self._event("talk", t_s)))
        subject = msgspec.structs.replace(
            calm,
            yaw_deg=calm.yaw_deg + self._event("turn", t_s),
            gaze_yaw_deg=calm.gaze_yaw_deg + self._event("glance", t_s),
        )
        return enlivened(subject, life, self._seed, t_s)

    def _event(self, wanted: str, t_s: float) -> float:
        """Return how much of such a thing happens at `t_s`: it comes and goes within a fifth of a second."""
        return sum(
            amount * (smooth_share((t_s - from_s) / 0.2) - smooth_share((t_s - from_s - lasting_s) / 0.2))
            for kind, from_s, lasting_s, amount in self._start.events_s
            if kind == wanted
        )
