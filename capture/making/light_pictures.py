"""The pictures that the light model learns from: strangers of the virtual studio under random lights, as random cameras see them.

Each picture follows from its number alone, so any of them can be drawn again. Nobody's face and no other data is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.axes import azimuth_elevation_deg, direction
from capture.script import people
from capture.script.scene import FAR_MM, Ambient, Backdrop, Camera, Curve, Lamp, Room, Scene, Subject

if TYPE_CHECKING:
    from numpy.random import Generator

FIRST_STRANGER = 1000
"""Strangers before this one are left for measuring."""
PICTURES_EACH = 10
PICTURES = 4000
SIZE_PX = (480, 480)
FAR_SHARE, IN_ROOMS_MM = 1 / 3, (800.0, 4000.0)
DARK_ROOM_SHARE = 0.25
"""A lone hard lamp without any other light."""


def scene(number: int) -> Scene:
    """Return the scene of picture `number`, 0 upwards: `PICTURES_EACH` of each stranger."""
    rng = np.random.default_rng((number, 104729))
    who = people.random(FIRST_STRANGER + number // PICTURES_EACH)
    dark_room = bool(rng.uniform() < DARK_ROOM_SHARE)
    key = _key(rng, hard=dark_room)
    lamps, ambient = ((key,), Ambient(strength_ev=-8.0)) if dark_room else _others(key, rng)
    # As bright as an automatic would make it, give or take a stop; it lifts deep skin by about half of what that is darker.
    total = sum(2.0**lamp.strength_ev for lamp in lamps) + 2.0**ambient.strength_ev
    exposure_ev = float(-np.log2(total) + 0.12 * (who.skin.monk - 3) + rng.uniform(-1.0, 1.0))
    return Scene(
        persona=who,
        size_px=SIZE_PX,
        seed=number,
        subject=_subject(rng),
        lamps=lamps,
        ambient=ambient,
        camera=_camera(exposure_ev, rng),
        backdrop=Backdrop(room=list(Room)[int(rng.integers(len(Room)))], strength_ev=float(rng.uniform(-3, 0.5))),
    )


def _key(rng: Generator, *, hard: bool) -> Lamp:
    """Return a key from anywhere that lights some of the face: evenly spread over the sphere to 80 degrees off the lens, thinly beyond."""
    while True:
        towards = rng.normal(size=3)
        azimuth_deg, elevation_deg = azimuth_elevation_deg(towards)
        off_deg = float(np.degrees(np.arccos(np.clip(direction(azimuth_deg, elevation_deg) @ (0, 0, -1), -1, 1))))
        likely = 1.0 if off_deg <= 80 else 0.5 if off_deg <= 120 else 0.0
        if rng.uniform() < likely * (1.0 if elevation_deg > -45 else 0.3):
            break
    radius_deg = float(rng.uniform(0.7, 4)) if hard else float(np.exp(rng.uniform(np.log(1.5), np.log(35))))
    kelvin, distance_mm = float(rng.uniform(2700, 8000)), _distance_mm(rng)
    return Lamp(azimuth_deg=azimuth_deg, elevation_deg=elevation_deg, radius_deg=radius_deg, kelvin=kelvin, distance_mm=distance_mm)


def _distance_mm(rng: Generator) -> float:
    """Return how far off a lamp stands: a third of them outdoors, the others in a room."""
    return FAR_MM if rng.uniform() < FAR_SHARE else float(np.exp(rng.uniform(*np.log(IN_ROOMS_MM))))


def _others(key: Lamp, rng: Generator) -> tuple[tuple[Lamp, ...], Ambient]:
    """Return the key with a fill and perhaps a light from behind, and the light from all round: from hardly any to more than the key's."""
    lamps = [key]
    if rng.uniform() < 0.5:
        lamps.append(_lamp(rng, (-90, 90), (-30, 50), (-4.0, -0.8)))
    if rng.uniform() < 0.15:
        lamps.append(_lamp(rng, (100, 260), (-10, 50), (-3.0, 0.0)))
    return tuple(lamps), Ambient(strength_ev=float(rng.uniform(-5.0, 0.5)), kelvin=float(rng.uniform(3000, 7500)))


def _lamp(rng: Generator, azimuths: tuple[float, float], elevations: tuple[float, float], strengths: tuple[float, float]) -> Lamp:
    azimuth_deg = (float(rng.uniform(*azimuths)) + 180) % 360 - 180
    return Lamp(
        azimuth_deg=azimuth_deg,
        elevation_deg=float(rng.uniform(*elevations)),
        strength_ev=float(rng.uniform(*strengths)),
        radius_deg=float(rng.uniform(3, 30)),
        kelvin=float(rng.uniform(2700, 8000)),
        distance_mm=_distance_mm(rng),
    )


def _subject(rng: Generator) -> Subject:
    straight = bool(rng.uniform() < 0.4)
    yaw_deg, pitch_deg, roll_deg = rng.normal(0, 4, 3) if straight else (rng.uniform(-40, 40), rng.uniform(-15, 15), rng.uniform(-15, 15))
    return Subject(
        yaw_deg=float(yaw_deg),
        pitch_deg=float(pitch_deg),
        roll_deg=float(roll_deg),
        x_mm=float(rng.uniform(-60, 60)),
        y_mm=float(rng.uniform(-40, 40)),
        distance_mm=float(rng.uniform(550, 1100)),
        smile_frac=float(max(0.0, rng.uniform(-0.6, 0.9))),
        mouth_open_frac=float(max(0.0, rng.uniform(-0.6, 0.3))),
        left_open_frac=1.0,
        gaze_yaw_deg=float(rng.uniform(-10, 10)),
    )


def _camera(exposure_ev: float, rng: Generator) -> Camera:
    return Camera(
        hfov_deg=float(rng.uniform(30, 48)),
        exposure_ev=exposure_ev,
        white_balance_k=float(rng.uniform(4000, 6500)),
        noise=float(rng.uniform(0.3, 3)),
        jpeg_quality=int(rng.choice([0, 60, 75, 85, 92])),
        curve=Curve.SRGB if rng.uniform() < 0.5 else list(Curve)[int(rng.integers(len(Curve)))],
    )
