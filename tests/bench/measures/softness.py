"""The size of the key by its images in the eyes, and the hours at which the eyes show it.

Everybody `PICTURES` times at 1920×1080 and 62 degrees, 0.6 to 0.8 m away, the head turned up to 12 degrees: one key 20 to 70 degrees off the lens from eye
level upwards, its radius 2 to 35 degrees evenly in its logarithm, light from all round 1 to 3 stops under it, usual noise, every other picture through a JPEG.
Lamps under 5 degrees are smaller than a pixel's blur in these eyes, so that no order among them can be asked for; they are in the figure all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.axes import azimuth_elevation_deg, direction
from capture.light.mirrored import mirror_place
from capture.script.scene import Ambient, Camera, Lamp, Scene, Subject
from tests.bench.measures.table import Row
from tests.bench.measures.views import everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.persona import Persona
    from capture.types import Floats
    from tests.bench.measures.views import Seen

PICTURES = 4
RANK = 0.9
CLOCK_DEG = 20.0
ON = "studio, one key, 1080p"


def rows(every: int) -> Iterator[Row]:
    """Yield the rank correlation of softness with the lamp's size, and how well the eyes' clocks agree with the key."""
    seen = list(look(_scene(who, number) for number, who in enumerate(who for who in everybody(every) for _ in range(PICTURES))))
    yield _softness(seen, ON)
    yield _softness([one for one in seen if not one.scene.camera.jpeg_quality], f"{ON}, no JPEG")
    yield _softness([one for one in seen if one.scene.camera.jpeg_quality], f"{ON}, JPEG 85")
    yield from _clocks(seen)


def _scene(who: Persona, number: int) -> Scene:
    rng = np.random.default_rng((number, 7))
    off, round_up = np.radians(rng.uniform(20, 70)), np.radians(rng.uniform(-90, 90))
    towards = np.array([np.sin(off) * np.sin(round_up), -np.sin(off) * np.cos(round_up), -np.cos(off)])
    azimuth_deg, elevation_deg = azimuth_elevation_deg(towards)
    radius_deg = float(np.exp(rng.uniform(np.log(2), np.log(35))))
    ambient_ev = float(rng.uniform(-3, -1))
    # As an automatic would expose, give or take; it lifts deep skin by half of what that is darker.
    exposure_ev = float(-np.log2(1 + 2**ambient_ev) + 0.12 * (who.skin.monk - 3) + rng.uniform(-0.7, 0.3))
    yaw_deg, pitch_deg, distance_mm = (float(rng.uniform(*limits)) for limits in ((-12, 12), (-6, 6), (600, 800)))
    return Scene(
        persona=who,
        size_px=(1920, 1080),
        seed=number,
        subject=Subject(yaw_deg=yaw_deg, pitch_deg=pitch_deg, distance_mm=distance_mm),
        lamps=(Lamp(azimuth_deg=azimuth_deg, elevation_deg=elevation_deg, radius_deg=radius_deg),),
        ambient=Ambient(strength_ev=ambient_ev),
        camera=Camera(exposure_ev=exposure_ev, jpeg_quality=0 if number % 2 else 85),
    )


def _softness(seen: list[Seen], on: str) -> Row:
    found = [one.reading.light.softness_frac if one.reading.light else None for one in seen]
    pairs = np.array([(one.scene.lamps[0].radius_deg, read) for one, read in zip(seen, found, strict=True) if read is not None])
    rank = float(np.corrcoef(*pairs.T.argsort(axis=1).argsort(axis=1))[0, 1])
    larger = pairs[pairs[:, 0] > 6]
    rank_larger = float(np.corrcoef(*larger.T.argsort(axis=1).argsort(axis=1))[0, 1])
    figure = f"rank correlation {rank:.3f} on {len(pairs)}; lamps over 6° alone {rank_larger:.3f}"
    return Row("softness", on, figure, f"rank correlation ≥ {RANK}", rank >= RANK, found.count(None) / len(found))


def _clocks(seen: list[Seen]) -> Iterator[Row]:
    """Yield how far the largest spot's hour in each eye is from the key's mirror image, and how many eyes show one."""
    read = [(one, one.reading.light.catchlights) for one in seen if one.reading.light and one.reading.light.catchlights is not None]
    off_deg = np.array([_off_deg(one, spot.clock_deg) for one, spots in read for spot in {spot.eye: spot for spot in reversed(spots)}.values()])
    shown = len(off_deg) / max(2 * len(read), 1)
    within = float((off_deg < CLOCK_DEG).mean())
    figure = f"{100 * within:.0f} % within {CLOCK_DEG:.0f}°, median {np.median(off_deg):.1f}°; {100 * shown:.0f} % of eyes show one"
    yield Row("catchlights' hour", ON, figure, "", None, 1 - len(read) / len(seen))


def _off_deg(one: Seen, clock_deg: float) -> float:
    lamp = one.scene.lamps[0]
    place: Floats = mirror_place(direction(lamp.azimuth_deg, lamp.elevation_deg).astype(np.float32))
    return abs((clock_deg - float(np.degrees(np.arctan2(place[0], -place[1]))) + 180) % 360 - 180)
