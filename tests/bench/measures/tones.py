"""Brightness and colour against their causes: exposure, warmth, mixed light, noise, flicker, glare, tint, separation from the background."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture import background
from capture.analysis import Analyser
from capture.mediapipe_tracker import MediapipeTracker
from capture.overview import Overview
from capture.pixels import LUMA_WEIGHTS, behind_mask, encode
from capture.script.persona import Glasses
from capture.script.scene import Ambient, Backdrop, Camera, Curve, Lamp, Scene
from capture.studio import picture, sensor
from capture.studio.tracker import tracked
from capture.types import Frame
from guidance import profile
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody, look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from capture.script.persona import Persona
    from capture.types import Reading
    from tests.bench.measures.views import Seen

    Series = Sequence[Sequence[float]]

BANDS = profile.load("classic").bands
STUDIO = "studio, everybody"
EXPOSURES = (-3.0, -2.0, -1.0, 0.0, 1.0)
KELVINS = (2800.0, 3600.0, 4800.0, 6500.0, 9500.0)
NOISES = (0.0, 1.0, 3.0, 6.0)
WALLS = (-5.0, -3.0, -1.0, 0.5)
DEPTHS = (0.0, 0.1, 0.2, 0.4)
GREENS = (0.8, 0.9, 1.0, 1.1, 1.2)
"""Gains on green of all the light there is: magenta to green."""
LAMPS = (-3.0, -1.0, 0.0, 1.0)
ONE, TWO = "one light", "two lights"
FEW_EVERY = 6


def rows(every: int) -> Iterator[Row]:
    """Yield the rows of this group."""
    who = everybody(every)
    yield from _face_ev(who)
    yield from _warmth(who)
    yield from _mixed(who)
    yield from _noise(who)
    yield from _separation(who[::2])
    few = who[:: max(1, FEW_EVERY // every)]
    yield from _tint(few)
    yield from _flicker(few)
    yield from _glare(few)
    yield from _real()


def _each(who: Iterable[Persona], scenes: Callable[[Persona], list[Scene]]) -> list[list[Seen]]:
    """Return what is seen of each person in each of their scenes."""
    asked = [scenes(person) for person in who]
    seen = look(scene for several in asked for scene in several)
    return [[next(seen) for _ in several] for several in asked]


def _row(measure: str, figure: str, target: str, *, met: bool | None, null: float | None = None, on: str = STUDIO) -> Row:
    return Row(measure, on, figure, target, met, null)


def _cause_row(measure: str, series: Series, quiet: Sequence[float], most_quiet: float, null: float) -> Row:
    """Return a row for numbers that should rise with their cause, person by person, and be at most `most_quiet` without it."""
    rising = float(np.mean([all(less <= more for less, more in pairwise(each)) and each[-1] > each[0] for each in series]))
    figure = f"rises in {100 * rising:.0f} % of {len(series)}; without its cause at most {max(quiet):.3g}; means {np.mean(series, axis=0).round(3).tolist()}"
    return _row(measure, figure, f"rises in all; quiet ≤ {most_quiet:g}", met=rising == 1 and max(quiet) <= most_quiet, null=null)


def _face_ev(who: Sequence[Persona]) -> Iterator[Row]:
    lamps = (Lamp(azimuth_deg=-45, radius_deg=8),)
    steps, off, none, all_seen = [], [], 0, 0
    for seen in _each(who, lambda person: [Scene(persona=person, lamps=lamps, camera=Camera(exposure_ev=stops)) for stops in EXPOSURES]):
        for less, more in pairwise(seen):
            one, other, true = less.reading.exposure, more.reading.exposure, more.true.exposure
            if one and other and true and true.highlights_frac == 0 and other.highlights_frac == 0:
                steps.append(abs(other.face_ev - one.face_ev - 1))
        for each in seen:
            all_seen += 1
            measured, true = each.reading.exposure, each.true.exposure
            if measured is None or true is None or measured.light_ev is None or true.light_ev is None:
                none += 1
            else:
                off.append(measured.light_ev - true.light_ev)
    figure = f"a stop reads 1 ± {np.median(steps):.3f}, 95 %: {np.quantile(steps, 0.95):.3f}, most {max(steps):.3f}"
    yield _row("face_ev", figure, "1 ± 0.05 until clipping", met=float(np.quantile(steps, 0.95)) <= 0.05)
    figure = f"mean {np.mean(off):+.2f}, spread {np.std(off):.2f}, 95 % of errors under {np.quantile(np.abs(off), 0.95):.2f} EV"
    yield _row("light_ev against the truth", figure, "", met=None, null=none / all_seen)


def _mired(reading: Reading) -> float | None:
    return 1e6 / reading.colour.warmth_k if reading.colour and reading.colour.warmth_k else None


def _warmth(who: Sequence[Persona]) -> Iterator[Row]:
    def scenes(person: Persona) -> list[Scene]:
        return [Scene(persona=person, lamps=(Lamp(kelvin=kelvin),), ambient=Ambient(kelvin=kelvin)) for kelvin in KELVINS]

    off, rises, null = [], [], 0
    for seen in _each(who, scenes):
        pairs = [(_mired(each.reading), _mired(each.true)) for each in seen]
        known = [(one, other) for one, other in pairs if one and other]
        null += len(pairs) - len(known)
        off += [one - other for one, other in known]
        rises.append(all(more[0] < less[0] for less, more in pairwise(known)))
    share = float(np.mean(rises))
    figure = f"off by {np.median(np.abs(off)):.0f} mired, 90 %: {np.quantile(np.abs(off), 0.9):.0f}; follows kelvin on {100 * share:.0f} % of people"
    yield _row("warmth", figure, "follows kelvin on everybody", met=share == 1, null=null / (len(who) * len(KELVINS)))


def _of_one_colour(person: Persona) -> list[Scene]:
    found = []
    for number, azimuth_deg in enumerate((-65, -35, 10, 35, 65)):
        kelvin = (3200.0, 5500.0, 7500.0)[number % 3]
        lamp = Lamp(azimuth_deg=azimuth_deg, kelvin=kelvin)
        fill = Lamp(azimuth_deg=-azimuth_deg, strength_ev=-2, kelvin=kelvin)
        camera = Camera(curve=list(Curve)[number % 4], jpeg_quality=(0, 75)[number % 2], white_balance_k=(4000.0, 5500.0)[number // 3])
        lamps = (lamp, fill) if number % 2 else (lamp,)
        backdrop = Backdrop(kelvin=kelvin)
        found.append(Scene(persona=person, lamps=lamps, ambient=Ambient(strength_ev=-2.5, kelvin=kelvin), camera=camera, backdrop=backdrop))
    return found


def _of_two(person: Persona, ratio_ev: float) -> list[Scene]:
    """Return the person lit at 45° by daylight and from the other side by a lamp that is 60, 90 or 150 mired warmer."""
    found = []
    for number, apart_mired in enumerate((60, 90, 150)):
        side = 1 if number % 2 else -1
        warm_k = 1e6 / (1e6 / 5500 + apart_mired)
        lamps = (Lamp(azimuth_deg=45 * side, kelvin=5500), Lamp(azimuth_deg=-55 * side, strength_ev=-ratio_ev, kelvin=warm_k))
        found.append(Scene(persona=person, lamps=lamps, ambient=Ambient(strength_ev=-3.5), camera=Camera(exposure_ev=-0.3)))
    return found


def _mixed(who: Sequence[Persona]) -> Iterator[Row]:
    most = BANDS.mixed_light_mired.high or 0.0
    seen = [each for several in _each(who, _of_one_colour) for each in several]
    values = [each.reading.colour.mixed_light_mired if each.reading.colour else None for each in seen]
    known = [value for value in values if value is not None]
    wrong = sum(value > most for value in known)
    figure = f"median {np.median(known):.0f}, 99 %: {np.quantile(known, 0.99):.0f}, most {max(known):.0f} mired; named in {wrong} of {len(known)}"
    yield _row(f"mixed light, {ONE}", figure, "never named", met=wrong == 0, null=1 - len(known) / len(values))
    for ratio_ev in (0.0, 1.0, 2.0):
        by_person = _each(who, lambda person, ratio_ev=ratio_ev: _of_two(person, ratio_ev))
        values = [[each.reading.colour.mixed_light_mired if each.reading.colour else None for each in several] for several in by_person]
        shares = [float(np.mean([value > most for value in column if value is not None])) for column in zip(*values, strict=True)]
        null = float(np.mean([value is None for several in values for value in several]))
        figure = ", ".join(f"{apart} apart: {100 * share:.0f} % named" for apart, share in zip((60, 90, 150), shares, strict=True))
        true = [each.true.colour.mixed_light_mired for several in by_person for each in several if each.true.colour]
        met = min(shares) == 1
        yield _row(f"mixed light, {TWO} {2**ratio_ev:.0f}:1", f"{figure}; on the cheeks {min(true):.0f} to {max(true):.0f}", "all named", met=met, null=null)


def _noise(who: Sequence[Persona]) -> Iterator[Row]:
    seen = _each(who, lambda person: [Scene(persona=person, camera=Camera(noise=noise)) for noise in NOISES])
    series = [[each.reading.exposure.noise_frac for each in several if each.reading.exposure] for several in seen]
    off = [
        each.reading.exposure.noise_frac - each.true.exposure.noise_frac
        for several in seen
        for each in several
        if each.reading.exposure and each.true.exposure
    ]
    whole = [each for each in series if len(each) == len(NOISES)]
    yield _cause_row("noise", whole, [each[0] for each in whole], 0.008, 1 - len(whole) / len(series))
    yield _row("noise against the truth", f"off by {np.median(np.abs(off)):.4f}, 95 %: {np.quantile(np.abs(off), 0.95):.4f} of full scale", "", met=None)


def _exact_separation(scene: Scene) -> float | None:
    """Return the measure's own formula on the picture without noise, with the exact outline."""
    face = tracked(scene).face
    light = picture.linear(scene) * 2.0**scene.camera.exposure_ev
    small = cv2.resize(np.clip(light, 0, 1), (256, 144), interpolation=cv2.INTER_AREA).astype(np.float32)
    if face is None or face.matte is None:
        return None
    samples = np.round(encode(small)).astype(np.uint8)
    luminance = np.asarray(cv2.transform(small, LUMA_WEIGHTS), np.float32)
    share = np.asarray(cv2.resize(face.matte, (256, 144)), np.float32)
    behind = behind_mask(share, (144, 256), 2)
    exact = Overview(samples, scene.size_px[0] / 256, small, luminance, share, behind, float(cv2.mean(luminance, behind)[0]))
    found = background.measure(exact, 0.0)
    return None if found is None else found.separation


def _separation(who: Sequence[Persona]) -> Iterator[Row]:
    seen = _each(who, lambda person: [Scene(persona=person, backdrop=Backdrop(strength_ev=stops)) for stops in WALLS])
    ranks, off, none = [], [], 0
    for several in seen:
        exact = [_exact_separation(each.scene) for each in several]
        pairs = [
            (each.reading.background.separation, true)
            for each, true in zip(several, exact, strict=True)
            if each.reading.background and each.reading.background.separation is not None and true is not None
        ]
        none += len(several) - len(pairs)
        one, other = np.array(pairs).T
        off += list(one - other)
        # Walls whose distances differ by less than an eye sees may change places.
        ranks.append(float(np.mean([np.sign(a[0] - b[0]) == np.sign(a[1] - b[1]) for a in pairs for b in pairs if abs(a[1] - b[1]) > 4])))
    share = float(np.mean(ranks))
    figure = f"{100 * share:.0f} % of pairs of walls ranked right; off by {np.median(np.abs(off)):.1f}, 90 %: {np.quantile(np.abs(off), 0.9):.1f} (CIELAB)"
    yield _row("separation", figure, "ranked right ≥ 95 %", met=share >= 0.95, null=none / (len(seen) * len(WALLS)), on="studio, every other person")


def _tint(who: Sequence[Persona]) -> Iterator[Row]:
    series, null = [], 0
    with Analyser(MediapipeTracker(stills=True), stills=True) as analyser:
        for person in who:
            scene = Scene(persona=person)
            light = picture.linear(scene)
            pictures = [sensor.expose(light * np.float32([1, green, 1]), scene) for green in GREENS]
            read = [analyser.observe(Frame(0, 0.0, rgb)).reading.colour for rgb in pictures]
            told = [each.tint for each in read if each is not None and each.tint is not None]
            null += len(GREENS) - len(told)
            if len(told) == len(GREENS):
                series.append(told)
    quiet = [abs(each[len(GREENS) // 2]) for each in series]
    yield _cause_row("tint, magenta to green", series, quiet, 12, null / (len(who) * len(GREENS)))


def _flicker(who: Sequence[Persona]) -> Iterator[Row]:
    series = []
    for person in who:
        told = []
        for depth in DEPTHS:
            camera = Camera(flicker_frac=depth, shutter_ms=4)
            frames = list(look([Scene(persona=person, t_s=number / 30, size_px=(640, 360), camera=camera) for number in range(16)], stills=False))
            exposure = frames[-1].reading.exposure
            if exposure is not None and exposure.flicker_frac is not None:
                told.append(exposure.flicker_frac)
        series.append(told)
    whole = [each for each in series if len(each) == len(DEPTHS)]
    yield _cause_row("flicker", whole, [each[0] for each in whole], 0.01, 1 - len(whole) / len(series))


def _glare(who: Sequence[Persona]) -> Iterator[Row]:
    """Yield what glasses mirror of a lamp that comes nearer the lens's own line, and grows brighter; then the same faces without glasses."""
    worn = [msgspec.structs.replace(person, name=f"{person.name} in glasses", glasses=Glasses(glare=1.0)) for person in who]
    bare = [msgspec.structs.replace(person, name=f"{person.name} bare-eyed", glasses=None) for person in who]

    def scenes(person: Persona) -> list[Scene]:
        lamps = [Lamp(azimuth_deg=8, elevation_deg=-12, radius_deg=12, strength_ev=stops) for stops in LAMPS]
        return [Scene(persona=person, lamps=(Lamp(azimuth_deg=-50), lamp)) for lamp in lamps]

    found = [
        [(each.reading.eyes.glare_frac, each.true.eyes.glare_frac) for each in several if each.reading.eyes and each.true.eyes]
        for several in _each(worn, scenes)
    ]
    quiet = [each.reading.eyes.glare_frac for several in _each(bare, scenes) for each in several if each.reading.eyes]
    yield _cause_row("glare", [[one for one, _ in several] for several in found], quiet, 0.02, 0.0)
    one, true = np.array([each for several in found for each in several]).T
    yield _row("glare against the truth", f"correlation {np.corrcoef(one, true)[0, 1]:.3f}, off by {np.mean(np.abs(one - true)):.3f}", "", met=None)


def _real() -> Iterator[Row]:
    folder = FACES / "stills"
    if not folder.is_dir():
        yield _row("brightness and colour", "no real faces beside this checkout", "", met=None, on="stills")
        return
    read = []
    with Analyser(MediapipeTracker(stills=True), stills=True) as analyser:
        for path in sorted(folder.glob("portrait_*.jpg")):
            rgb = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
            read.append(analyser.observe(Frame(0, 0.0, np.asarray(rgb, np.uint8))).reading)
    measured = {
        "light over skin, EV": [each.exposure.light_ev - each.exposure.face_ev for each in read if each.exposure and each.exposure.light_ev is not None],
        "warmth, mired": [mired for each in read if (mired := _mired(each))],
        "mixed light, mired": [each.colour.mixed_light_mired for each in read if each.colour and each.colour.mixed_light_mired is not None],
        "glare": [each.eyes.glare_frac for each in read if each.eyes],
        "separation": [each.background.separation for each in read if each.background and each.background.separation is not None],
    }
    for name, values in measured.items():
        figure = f"median {np.median(values):.2f}, from {min(values):.2f} to {max(values):.2f}"
        yield _row(name, figure, "", met=None, null=1 - len(values) / len(read), on="real portraits")
