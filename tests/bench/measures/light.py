"""The key light against where it stands: on real faces with one flash each, and in the studio: `python -m tests.bench.measures light`.

"To 77" are lights up to 77 degrees off the lens. In the studio heads are turned up to 30 degrees, cameras have any tone curve, and the light from all round is
as strong as the key (a white surface that faces the key gets as much from all round), or weak. A pattern counts as away from its borders where no light
within 8 degrees and 0.15 EV has another name.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from capture import pattern
from capture.analysis import Analyser
from capture.axes import azimuth_elevation_deg, direction
from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Ambient, Camera, Curve, Lamp, Scene, Subject
from capture.types import Frame
from tests.bench.measures.flashes import FOLDER, angle_deg, flashes
from tests.bench.measures.table import Row
from tests.bench.measures.views import everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import LightReading
    from tests.bench.measures.views import Seen

FRONT_DEG = 77.5
SIDE_DEG = 10.0
"""A key nearer to the middle than this has no side to be right about."""
PICTURES_EACH = 5
BORDER_DEG, BORDER_EV = 8.0, 0.15
RATIOS_EV = (1.0, 0.0, -1.0, -2.0, -3.0, -4.5)
"""Of the light from all round, under a key from the side of 0 EV: about 1.4:1 to 10:1."""


def rows(every: int) -> Iterator[Row]:
    """Yield the rows."""
    yield from _real(every)
    even = list(look(_scenes(every, ambient_ev=(0.0, 0.0))))
    weak = list(look(_scenes(every, ambient_ev=(-5.0, -1.0))))
    yield from _studio("as much light from all round", even, 6.0)
    yield from _studio("little light from all round", weak, None)
    yield _told([(off, seen.light.confidence_frac) for off, seen in _errors([*even, *weak])], "studio")
    yield _patterns([*even, *weak])
    yield from _ratio(every)


def _real(every: int) -> Iterator[Row]:
    if not FOLDER.is_dir():
        yield Row("light direction, to 77°", "real faces", "no faces at hand", "", None)
        return
    found: list[tuple[np.ndarray, LightReading | None]] = []
    faces = 0
    with Analyser(MediapipeTracker(stills=True), stills=True) as analyser:
        for rgb, towards in flashes(every):
            observed = analyser.observe(Frame(0, 0.0, rgb))
            faces += 1
            if observed.face is not None:
                found.append((towards, observed.reading.light))
    for name, farthest_deg, target in (("to 77°", FRONT_DEG, "≤ 5.5 / 12, side ≥ 99.5 %"), ("all", 180.0, "")):
        chosen = [(towards, light) for towards, light in found if angle_deg(towards, direction(0, 0)) <= farthest_deg]
        seen = [(towards, light) for towards, light in chosen if light is not None]
        off = np.array([angle_deg(direction(light.azimuth_deg, light.elevation_deg), towards) for towards, light in seen])
        sides = [(light.azimuth_deg > 0) == (towards[0] > 0) for towards, light in seen if abs(azimuth_elevation_deg(towards)[0]) >= SIDE_DEG]
        met = bool(np.median(off) <= 5.5 and np.percentile(off, 90) <= 12 and np.mean(sides) >= 0.995) if target else None
        figure = f"{_spread(off)}, side {100 * np.mean(sides):.1f} % ({len(seen)} of {faces} pictures)"
        yield Row(f"light direction, {name}", "real: one flash each", figure, target, met, 1 - len(seen) / len(chosen))
    told = [(angle_deg(direction(light.azimuth_deg, light.elevation_deg), towards), light.confidence_frac) for towards, light in found if light]
    yield _told(told, "real: one flash each")


def _spread(off: np.ndarray) -> str:
    return f"median {np.median(off):.1f}°, 90th {np.percentile(off, 90):.1f}°"


def _told(pairs: list[tuple[float, float]], on: str) -> Row:
    """Return how confidence goes with error, by ranks, and the error of the surest and the least sure thirds."""
    off, sure = np.array(pairs).T
    third = len(off) // 3
    order = np.argsort(-sure)
    rank = np.corrcoef(np.argsort(np.argsort(off)), np.argsort(np.argsort(-sure)))[0, 1]
    figure = f"rank correlation {rank:.2f}; surest third {np.median(off[order[:third]]):.1f}°, least sure {np.median(off[order[-third:]]):.1f}°"
    return Row("light confidence tells the error", on, figure, "> 0", bool(rank > 0))


def _scenes(every: int, ambient_ev: tuple[float, float]) -> Iterator[Scene]:
    for who in everybody(every):
        rng = np.random.default_rng((who.seed, 41))
        for number in range(PICTURES_EACH):
            towards = rng.normal(size=3)
            while towards[2] > -np.cos(np.radians(FRONT_DEG)) * np.linalg.norm(towards) or abs(towards[1]) > 0.9 * np.linalg.norm(towards):
                towards = rng.normal(size=3)
            azimuth_deg, elevation_deg = azimuth_elevation_deg(towards)
            strength_ev = float(rng.uniform(*ambient_ev))
            yield Scene(
                persona=who,
                seed=number,
                subject=Subject(yaw_deg=rng.uniform(-30, 30), pitch_deg=rng.uniform(-8, 8)),
                lamps=(Lamp(azimuth_deg=azimuth_deg, elevation_deg=elevation_deg, radius_deg=rng.uniform(2, 25)),),
                ambient=Ambient(strength_ev=strength_ev),
                camera=Camera(exposure_ev=-float(np.log2(1 + 2**strength_ev)) + rng.uniform(-0.5, 0.5), curve=list(Curve)[number % len(Curve)]),
            )


def _errors(seen: list[Seen]) -> list[tuple[float, object]]:
    return [
        (angle_deg(direction(light.azimuth_deg, light.elevation_deg), direction(true.azimuth_deg, true.elevation_deg)), each.reading)
        for each in seen
        if (light := each.reading.light) is not None and (true := each.true.light) is not None
    ]


def _studio(name: str, seen: list[Seen], most_deg: float | None) -> Iterator[Row]:
    faces = [each for each in seen if each.observed.face is not None]
    for part, chosen in (("", faces), (", sRGB", [each for each in faces if each.scene.camera.curve is Curve.SRGB])):
        off = np.array([off for off, _ in _errors(chosen)])
        lit = [(each.reading.light, each.true.light) for each in chosen if each.reading.light and each.true.light]
        sides = [(light.azimuth_deg > 0) == (true.azimuth_deg > 0) for light, true in lit if abs(true.azimuth_deg) >= SIDE_DEG]
        met = None if most_deg is None else bool(np.median(off) <= most_deg)
        figure = f"{_spread(off)}, side {100 * np.mean(sides):.1f} % ({len(off)} pictures)"
        yield Row("light direction", f"studio, {name}{part}", figure, "" if most_deg is None else f"median ≤ {most_deg:.0f}°", met, 1 - len(off) / len(chosen))
    deep, pale = ([off for off, reading in _errors(faces) if (_monk(reading, faces) > 6) == is_deep] for is_deep in (True, False))
    yield Row("light direction", f"studio, {name}", f"Monk 7 to 10: {_spread(np.array(deep))}; 1 to 6: {_spread(np.array(pale))}", "", None)


def _monk(reading: object, seen: list[Seen]) -> float:
    return next(each.scene.persona.skin.monk for each in seen if each.reading is reading)


def _patterns(seen: list[Seen]) -> Row:
    """Return how often the pattern's name is the true one, where the true one is away from its borders."""
    right, judged = 0, 0
    for each in seen:
        light, true = each.reading.light, each.true.light
        if light is None or true is None or not _inside(true):
            continue
        judged += 1
        right += light.pattern is true.pattern
    return Row("pattern's name", "studio, away from borders", f"{100 * right / judged:.1f} % right ({judged} pictures)", "≥ 95 %", right >= 0.95 * judged)


def _inside(true: LightReading) -> bool:
    offs = product((-BORDER_DEG, 0, BORDER_DEG), (-BORDER_DEG, 0, BORDER_DEG), (-BORDER_EV, 0, BORDER_EV))
    if true.key_to_fill_ev is None or not pattern.told_by_cheeks(np.asarray(direction(true.face_azimuth_deg, true.face_elevation_deg), np.float32)):
        return False
    names = {pattern.name(true.face_azimuth_deg + right, true.face_elevation_deg + up, true.key_to_fill_ev + more) for right, up, more in offs}
    return names == {true.pattern}


def _ratio(every: int) -> Iterator[Row]:
    """Yield how the ratio of the cheeks is read, under the standard's curve and whether it rises with the truth under each other one."""
    for curve in Curve:
        scenes = [
            Scene(
                persona=who,
                subject=Subject(yaw_deg=10.0 * np.sin(number)),
                lamps=(Lamp(azimuth_deg=55.0 if number % 2 else -60.0, elevation_deg=20.0),),
                ambient=Ambient(strength_ev=ambient_ev),
                camera=Camera(exposure_ev=-float(np.log2(1 + 2**ambient_ev)), curve=curve),
            )
            for number, who in enumerate(everybody(every if curve is Curve.SRGB else 3 * every))
            for ambient_ev in RATIOS_EV
        ]
        seen = [each for each in look(scenes) if each.observed.face is not None]
        pairs = [(light.key_to_fill_ev, true.key_to_fill_ev) for each in seen if (light := each.reading.light) and (true := each.true.light)]
        both = np.array([(one, other) for one, other in pairs if one is not None and other is not None and other <= 3.1])
        null_frac = 1 - sum(one is not None for one, _ in pairs) / len(seen)
        if curve is Curve.SRGB:
            off = np.abs(both[:, 0] - both[:, 1])
            near = float(np.mean(off <= 0.25))
            figure = f"median {np.median(off):.2f} EV, 95th {np.percentile(off, 95):.2f}, {100 * near:.0f} % within 0.25"
            yield Row("key-to-fill ratio, 1:1 to 8:1", "studio, sRGB curve", figure, "95 % within 0.25 EV", near >= 0.95, null_frac)
            continue
        people = {each.scene.persona.name for each in seen}
        found = [np.array([light.key_to_fill_ev or 0 for each in seen if each.scene.persona.name == who and (light := each.reading.light)]) for who in people]
        rising = np.mean([bool((np.diff(values) > -0.05).all()) for values in found if len(values) > 1])
        yield Row("key-to-fill ratio, monotone", f"studio, {curve} curve", f"{100 * rising:.0f} % of people", "100 %", bool(rising == 1), null_frac)
