"""Distance in the studio: with the field of view, without it, after a tape, and after a tape and a bank card."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture import framing
from capture.calibration import Sighting, calibrate, find
from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Camera, Lamp, Scene, Subject
from capture.studio import render
from capture.studio.truth import truth
from capture.types import Frame
from tests.bench.measures.table import Row
from tests.bench.measures.views import everybody, look
from tests.held_card import CHIN_MM, FOREHEAD_MM, NAVY, held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.persona import Persona

WITHIN = 0.06
YAWS_DEG = (-30.0, -15.0, 0.0, 15.0, 30.0)
LIKELY_FRAC = 0.95
COLOURS = (NAVY, (225, 225, 220), (170, 40, 45))


def rows(every: int) -> Iterator[Row]:
    """Yield the rows."""
    who = everybody(every)
    seen = list(look(_scenes(who)))
    errors = np.array([_error(each.reading.framing.distance_m, each.true.framing.distance_m) for each in seen if each.reading.framing is not None])
    yield _row("distance", "studio, --hfov, yaw to 30°", errors, 1 - len(errors) / len(seen))
    unknown = [each for each in look(_scenes(who[::2]), hfov_known=False) if each.reading.framing is not None]
    ranges = [(each.reading.framing.distance_range_m, each.true.framing.distance_m) for each in unknown]
    inside = float(np.mean([low <= true <= high for (low, high), true in ranges]))
    middle_m = np.median([(low, high) for (low, high), _ in ranges], axis=0)
    figure = f"{100 * inside:.0f} % inside; in the middle {middle_m[0]:.1f} to {middle_m[1]:.1f} m"
    yield Row("distance as a range", "studio, lens not known", figure, "true one inside for 95 %", inside >= LIKELY_FRAC)
    yield from _calibrated(who)


def _error(measured_m: float | None, true_m: float) -> float:
    return math.nan if measured_m is None else measured_m / true_m - 1


def _row(measure: str, on: str, errors: np.ndarray, null_frac: float | None = None) -> Row:
    off = np.abs(errors[np.isfinite(errors)])
    share = float((off <= WITHIN).mean())
    figure = f"median {100 * np.median(off):.1f} %, 95th {100 * np.quantile(off, 0.95):.1f} %, {100 * share:.0f} % within 6 %"
    return Row(measure, on, figure, "95 % within 6 %", share >= LIKELY_FRAC, null_frac)


def _scenes(who: list[Persona]) -> Iterator[Scene]:
    for number, persona in enumerate(who):
        rng = np.random.default_rng(number)
        for yaw_deg in YAWS_DEG:
            pitch_deg, smile_frac, distance_mm, x_mm = rng.uniform((-8, 0, 500, -90), (8, 0.8, 1100, 90))
            subject = Subject(yaw_deg=yaw_deg, pitch_deg=pitch_deg, smile_frac=smile_frac, distance_mm=distance_mm, x_mm=x_mm)
            lamp = Lamp(azimuth_deg=rng.uniform(-50, 50))
            yield Scene(persona=persona, subject=subject, lamps=(lamp,), camera=Camera(hfov_deg=rng.uniform(50, 80)))


def _calibrated(who: list[Persona]) -> Iterator[Row]:
    """Calibrate at one place, then measure the same sitter at another, and tell the lens's true angle where a card was held."""
    by_tape, by_both, lenses_deg, found_cards, tried = [], [], [], 0, 0
    with MediapipeTracker(stills=True) as tracker:
        for number, persona in enumerate(who):
            camera = Camera(hfov_deg=(55, 62, 70, 78)[number % 4])
            near = Scene(persona=persona, subject=Subject(distance_mm=650), camera=camera)
            far = Scene(persona=persona, subject=Subject(distance_mm=900, yaw_deg=8), camera=camera)
            rgb, near_m = render(near), truth(near).framing.distance_m
            at_mm = (FOREHEAD_MM, CHIN_MM)[number % 2]
            bare, elsewhere = (_scale(tracker, picture) for picture in (rgb, render(far)))
            card = _scale(tracker, held(rgb, near, at_mm, colour=COLOURS[number % 3]))
            if not (bare and elsewhere):
                continue
            shape = rgb.shape[:2]
            tape = calibrate([Sighting(bare[0])], shape, tape_m=near_m, card=False)
            by_tape.append(_far_m(tape.hfov_deg, 1.0, elsewhere[0], shape) / truth(far).framing.distance_m - 1)
            tried += 1
            if card and card[1]:
                found_cards += 1
                both = calibrate([Sighting(*card)], shape, tape_m=near_m, card=True)
                by_both.append(_far_m(both.hfov_deg, both.face_scale, elsewhere[0], shape) / truth(far).framing.distance_m - 1)
                lenses_deg.append(abs(both.hfov_deg - camera.hfov_deg))
    yield _row("distance after --tape", "studio, the same sitter elsewhere", np.array(by_tape))
    yield _row("distance after --tape --card", "studio, the same sitter elsewhere", np.array(by_both))
    figure = f"median {np.median(lenses_deg):.1f}°, 95th {np.quantile(lenses_deg, 0.95):.1f}°; card found {found_cards} of {tried}"
    yield Row("field of view by --tape --card", "studio", figure, "", None)


def _scale(tracker: MediapipeTracker, rgb: np.ndarray) -> tuple[float, float | None] | None:
    face = tracker.track(Frame(0, 0.0, rgb)).face
    if face is None:
        return None
    scale = framing.px_per_mm(face, None)
    card = find(rgb, face, scale)
    return scale, None if card is None else card.px_per_mm


def _far_m(hfov_deg: float, face_scale: float, scale: float, shape: tuple[int, int]) -> float:
    return shape[1] / 2 / math.tan(math.radians(hfov_deg) / 2) / (scale / face_scale) / 1000
