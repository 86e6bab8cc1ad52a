"""Haze against the lens's in the studio; on real faces as they are, veiled by computation, and under curves that lift blacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture import haze
from capture.analysis import Analyser
from capture.camera import open_source
from capture.mediapipe_tracker import MediapipeTracker
from capture.overview import overview
from capture.pixels import encode, linear
from capture.script.scene import Backdrop, Camera, Curve, Room, Scene, Subject
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, Seen, everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from capture.script.persona import Persona
    from capture.types import Face, Rgb

HAZES = (0.0, 0.1, 0.2, 0.3, 0.5)
HAZY_FRAC = 0.12
"""Where guidance asks to wipe the lens."""
FULL_HAZE = 0.3
"""All that is seen of this must be told."""
SPREADS = (0.1, 0.15, 0.3)
"""Of the veil that is laid over real pictures, in their longer side."""
VEIL = 0.25
BLACKS = (20, 35)
"""What curves make of black, in codes."""
ROOMS, CURVES = tuple(Room), tuple(Curve)
LIT = tuple(room for room in Room if room is not Room.DARK)
"""Rooms where the picture is bright enough for a veil to show."""
FOLDERS = ("stills", "pose", "eyes")
CLIP_STEP, CLIP_FRAMES = 25, 200


def rows(every: int) -> Iterator[Row]:
    """Yield the table's rows about haze."""
    people = everybody(every)
    yield _by_cause(people)
    yield _clean(people)
    if not FACES.is_dir():
        yield Row("haze", "real faces", "the faces are not at hand", f"clean ones ≤ {HAZY_FRAC}", None)
        return
    yield from _real(list(_real_faces()))


def _scene(persona: Persona, index: int, rooms: Sequence[Room], camera: Camera) -> Scene:
    subject = Subject(distance_mm=(600.0, 700.0, 900.0)[index % 3], yaw_deg=(0.0, 15.0, -15.0, 5.0)[index % 4])
    return Scene(persona=persona, seed=index, subject=subject, camera=camera, backdrop=Backdrop(room=rooms[index % len(rooms)]))


def _by_cause(people: Sequence[Persona]) -> Row:
    groups = [
        list(look(_scene(who, index, LIT, Camera(haze_frac=share, noise=1.0 + index % 3, jpeg_quality=85 * (index % 2))) for share in HAZES))
        for index, who in enumerate(people)
    ]
    ranks = [_rank([(seen.scene.camera.haze_frac, value) for seen in group if (value := _read(seen)) is not None]) for group in groups]
    together = [(seen.scene.camera.haze_frac, _read(seen)) for group in groups for seen in group]
    errors = [abs(value - true) for true, value in together if value is not None and true >= HAZY_FRAC]
    full = [value is not None and value > HAZY_FRAC for true, value in together if true >= FULL_HAZE]
    figure = f"rank correlation each person: median {np.median(ranks):.2f}, least {min(ranks):.2f}; error from 0.2 on median {np.median(errors):.2f}, "
    figure += f"90th {np.percentile(errors, 90):.2f}; from {FULL_HAZE} on told of {100 * np.mean(full):.0f} %"
    met = float(np.median(ranks)) >= 0.95 and float(np.mean(full)) >= 0.95
    unknown = sum(value is None for _, value in together) / len(together)
    return Row("haze by its cause", f"studio, {len(people)} people, lit rooms", figure, f"median ≥ 0.95; ≥ 95 % over {HAZY_FRAC}", met, unknown)


def _clean(people: Sequence[Persona]) -> Row:
    scenes = [
        _scene(who, 7 * index + number, ROOMS, Camera(curve=curve, exposure_ev=(0.0, -1.0, 0.7)[number % 3], jpeg_quality=85 * (number % 2)))
        for index, who in enumerate(people)
        for number, curve in enumerate(CURVES)
    ]
    found = [_read(seen) for seen in look(scenes)]
    told = [value for value in found if value is not None]
    figure = f"median {np.median(told):.3f}, 90th {np.percentile(told, 90):.3f}, most {max(told):.3f}"
    return Row("haze of clean lenses", f"studio, {len(people)} people, all rooms and curves", figure, f"≤ {HAZY_FRAC}", max(told) <= HAZY_FRAC, _unknown(found))


def _real(faces: Sequence[tuple[Rgb, Face]]) -> Iterator[Row]:
    who = f"{len(faces)} real pictures"
    clean = [_measured(rgb, face) for rgb, face in faces]
    told = [value for value in clean if value is not None]
    figure = f"median {np.median(told):.3f}, 90th {np.percentile(told, 90):.3f}, most {max(told):.3f}"
    yield Row("haze of clean lenses", who, figure, f"≤ {HAZY_FRAC}", max(told) <= HAZY_FRAC, _unknown(clean))
    for spread in SPREADS:
        veiled = [_measured(_veiled(rgb, spread), face) for rgb, face in faces]
        known = [value for value in veiled if value is not None]
        share = sum(value > HAZY_FRAC for value in known) / len(faces)
        figure = f"reads median {np.median(known):.2f}, 10th {np.percentile(known, 10):.2f}, 90th {np.percentile(known, 90):.2f}; told of {100 * share:.0f} %"
        yield Row(f"haze {VEIL}, spread {spread}", f"{who}, veiled by computation", figure, f"≥ 90 % over {HAZY_FRAC}", share >= 0.9, _unknown(veiled))
    for code in BLACKS:
        lifted = [_measured(np.round(code + (255 - code) * (rgb / 255)).astype(np.uint8), face) for rgb, face in faces]
        share = sum(value is not None and value > HAZY_FRAC for value in lifted) / len(faces)
        figure = f"taken for haze {100 * share:.0f} %"
        yield Row(f"haze: black at {code} by a curve", who, figure, "≤ 15 %", share <= 0.15, _unknown(lifted))


def _real_faces() -> Iterator[tuple[Rgb, Face]]:
    for folder in FOLDERS:
        for path in sorted((FACES / folder).glob("*.*g")):
            yield from _faces_of(str(path), stills=True)
    for path in sorted((FACES / "clips").iterdir()):
        yield from _faces_of(str(path), stills=False)


def _faces_of(path: str, *, stills: bool) -> Iterator[tuple[Rgb, Face]]:
    with open_source(path) as source, Analyser(MediapipeTracker(stills=stills), stills=stills) as analyser:
        for frame in source:
            seen = analyser.observe(frame)
            if seen.face is not None and (stills or frame.index % CLIP_STEP == CLIP_STEP - 1):
                yield frame.rgb, seen.face
            if stills or frame.index >= CLIP_FRAMES:
                return


def _veiled(rgb: Rgb, spread: float) -> Rgb:
    """Return the picture with a veil of its own light, by a single Gaussian: neither the studio's nor the measure's own."""
    light = linear(rgb)
    height, width = light.shape[:2]
    small = cv2.resize(light, (max(1, 96 * width // max(height, width)), max(1, 96 * height // max(height, width))), interpolation=cv2.INTER_AREA)
    wide = cv2.resize(cv2.GaussianBlur(small, (0, 0), 96 * spread, borderType=cv2.BORDER_REPLICATE), (width, height))
    return np.round(encode(np.asarray((1 - VEIL) * light + VEIL * wide, np.float32))).astype(np.uint8)


def _measured(rgb: Rgb, face: Face) -> float | None:
    return haze.measure(overview(rgb, face.matte), face)


def _read(seen: Seen) -> float | None:
    return seen.reading.focus.haze_frac if seen.reading.focus else None


def _unknown(values: Sequence[float | None]) -> float:
    return sum(value is None for value in values) / len(values)


def _rank(pairs: Sequence[tuple[float, float]]) -> float:
    """Return the rank correlation of (true, measured)."""
    true, measured = (np.argsort(np.argsort([pair[side] for pair in pairs])) for side in (0, 1))
    return float(np.corrcoef(true, measured)[0, 1])
