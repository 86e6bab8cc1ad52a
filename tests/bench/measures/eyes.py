"""Lids and gaze against truth: `python -m tests.bench.measures eyes`."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.analysis import Analyser
from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Ambient, Camera, Lamp, Scene, Subject
from capture.types import Frame
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from capture.script.persona import Persona
    from capture.types import EyesReading

    Told = tuple[Subject, EyesReading | None]

SIZE_PX = (1920, 1080)
LIDS = ((1.0, 1.0), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
DISTANCES_MM = (600.0, 900.0, 1200.0)
LENS, ASIDE = 3, 3
"""Pictures of each person that look into the lens, and elsewhere."""


def rows(every: int) -> Iterator[Row]:
    """Yield the rows."""
    yield from _real()
    people = everybody(every)
    yield from _openness(_read(scene for number, persona in enumerate(people) for scene in _blinks(persona, number)))
    gazes = _read(scene for number, persona in enumerate(people) for scene in _gazes(persona, number))
    yield from _gaze([pair for pair in gazes if _to_lens(pair[0])], "gaze to the lens", "within 3 across, 5 in height", (3.0, 5.0))
    yield from _gaze([pair for pair in gazes if not _to_lens(pair[0])], "gaze elsewhere, up to 20°", "", None)


def _read(scenes: Iterable[Scene]) -> list[Told]:
    """Return each scene's sitter and what was read of their eyes; the pictures are let go."""
    return [(each.scene.subject, each.reading.eyes) for each in look(scenes)]


def _real() -> Iterator[Row]:
    folder = FACES / "eyes"
    if not folder.is_dir():
        yield Row("eyes open", "real faces", "no faces at hand", "", None)
        return
    gaps = []
    with Analyser(MediapipeTracker(stills=True), stills=True) as analyser:
        for opened in sorted(folder.glob("*_open.png")):
            pair = [cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB) for path in (opened, folder / opened.name.replace("_open", "_closed"))]
            eyes = [analyser.observe(Frame(0, 0.0, rgb)).reading.eyes for rgb in pair]
            gaps.append(np.nan if None in eyes else _mean_open(eyes[0]) - _mean_open(eyes[1]))
    lost = float(np.isnan(gaps).mean())
    yield Row("eyes open less closed", "real: pairs", f"least {np.nanmin(gaps):.2f} of {len(gaps)} pairs", "each ≥ 0.3", bool(np.nanmin(gaps) >= 0.3), lost)


def _mean_open(eyes: EyesReading) -> float:
    return (eyes.left_open_frac + eyes.right_open_frac) / 2


def _blinks(persona: Persona, number: int) -> Iterator[Scene]:
    rng = np.random.default_rng((number, 42))
    for yaw_deg, (left, right) in product((-25.0, 0.0, 25.0), LIDS):
        pose = {"yaw_deg": yaw_deg + rng.uniform(-5, 5), "pitch_deg": rng.uniform(-15, 15), "roll_deg": rng.uniform(-8, 8)}
        yield _scene(persona, rng, Subject(**pose, left_open_frac=left, right_open_frac=right, distance_mm=rng.uniform(600, 1000)))


def _gazes(persona: Persona, number: int) -> Iterator[Scene]:
    rng = np.random.default_rng((number, 43))
    for picture in range(LENS + ASIDE):
        pose = {"yaw_deg": rng.uniform(-25, 25), "pitch_deg": rng.uniform(-12, 12), "roll_deg": rng.uniform(-8, 8)}
        gaze = {} if picture < LENS else {"gaze_yaw_deg": rng.uniform(-20, 20), "gaze_pitch_deg": rng.uniform(-15, 15)}
        lids = rng.uniform(0.75, 1.0)
        yield _scene(persona, rng, Subject(**pose, **gaze, left_open_frac=lids, right_open_frac=lids, distance_mm=DISTANCES_MM[picture % 3]))


def _scene(persona: Persona, rng: np.random.Generator, subject: Subject) -> Scene:
    lamp = Lamp(azimuth_deg=rng.uniform(-60, 60), elevation_deg=rng.uniform(0, 50))
    seed = int(rng.integers(1000))
    return Scene(persona=persona, size_px=SIZE_PX, seed=seed, subject=subject, lamps=(lamp,), ambient=Ambient(strength_ev=-1.5), camera=Camera(hfov_deg=65))


def _openness(seen: list[Told]) -> Iterator[Row]:
    known = [(subject, eyes) for subject, eyes in seen if eyes]
    lost = 1 - len(known) / len(seen)
    both = {pair: np.array([_mean_open(eyes) for subject, eyes in known if (subject.left_open_frac, subject.right_open_frac) == pair]) for pair in LIDS}
    opened, shut = both[1.0, 1.0], both[0.0, 0.0]
    auc = float((opened[:, None] > shut[None]).mean())
    figure = f"AUC {auc:.4f}; open {opened.mean():.2f}, shut {shut.mean():.2f} ({len(opened)} of each)"
    yield Row("blink, yaw to 30°", "studio", figure, "AUC ≥ 0.99", auc >= 0.99, lost)
    winks = [
        (eyes.left_open_frac - eyes.right_open_frac) * np.sign(subject.left_open_frac - subject.right_open_frac)
        for subject, eyes in known
        if subject.left_open_frac != subject.right_open_frac
    ]
    right = float(np.mean(np.array(winks) > 0))
    yield Row("winks, the eye told", "studio", f"{100 * right:.1f} % right, mean gap {np.mean(winks):.2f} ({len(winks)} winks)", "≥ 99 %", right >= 0.99, lost)


def _to_lens(subject: Subject) -> bool:
    return subject.gaze_yaw_deg == 0 and subject.gaze_pitch_deg == 0


def _gaze(seen: list[Told], measure: str, target: str, limits_deg: tuple[float, float] | None) -> Iterator[Row]:
    pairs = [(subject, eyes) for subject, eyes in seen if eyes and eyes.gaze_yaw_deg is not None]
    true = np.array([(subject.gaze_yaw_deg, subject.gaze_pitch_deg) for subject, _ in pairs])
    read = np.array([(eyes.gaze_yaw_deg, eyes.gaze_pitch_deg) for _, eyes in pairs])
    across, up = np.abs(read - true).mean(axis=0)
    met = None if limits_deg is None else bool(across <= limits_deg[0] and up <= limits_deg[1])
    figure = f"error across {across:.1f}, in height {up:.1f} ({len(pairs)} pictures)"
    if limits_deg is None:
        slopes = [np.polyfit(true[:, axis], read[:, axis], 1)[0] for axis in (0, 1)]
        figure += f"; slopes {slopes[0]:.2f}, {slopes[1]:.2f}"
    yield Row(measure, "studio, 0.6 to 1.2 m, 1080p", figure, target, met, 1 - len(pairs) / len(seen))
