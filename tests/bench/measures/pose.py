"""Head pose against labels and truth, and the lens's height: `python -m tests.bench.measures pose`.

Real faces: "aflw" has all three angles, "mpie" a nominal yaw that differs between people by some 3 degrees. Where nothing is known of a picture, a turned
or mirrored copy must still read as its original does, turned or mirrored. In the studio everybody first looks into the lens for their neutral.

Shoulders are turned by themselves, square to 45 degrees to either side, and read as a stream's frames are: without a mirror.
"""

from __future__ import annotations

import csv
from itertools import groupby
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.against import relative
from capture.analysis import Analyser
from capture.axes import angles_deg, rotation
from capture.mediapipe_tracker import MediapipeTracker
from capture.neutral import MIN_READINGS, neutral_of
from capture.script.scene import Ambient, Camera, Lamp, Scene, Subject
from capture.studio import render
from capture.types import Frame
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.persona import Persona
    from capture.types import PoseReading, Reading

    Told = tuple[Scene, Reading, Reading]

ANGLES = ("yaw_deg", "pitch_deg", "roll_deg")
SIZE_PX = (1280, 720)
SHOULDERS_DEG = (0, -10, 10, -25, 25, -40, 40)
STRAIGHT = 3
"""Pictures of each person that make their neutral."""
NEAR, FAR, LEVEL = 4, 3, 2
"""Pictures of each person with yaw up to 30 and up to 60 degrees, and with a level head under lenses of all heights."""


def rows(every: int) -> Iterator[Row]:
    """Yield the rows."""
    yield from _real()
    yield from _studio(every)
    yield from _shoulders(every)


def _real() -> Iterator[Row]:
    folder = FACES / "pose"
    if not folder.is_dir():
        yield Row("head pose", "real faces", "no faces at hand", "", None)
        return
    labels = list(csv.DictReader((folder / "labels.csv").read_text().splitlines()))
    pictures = {row["file"]: cv2.cvtColor(cv2.imread(str(folder / row["file"])), cv2.COLOR_BGR2RGB) for row in labels}
    with Analyser(MediapipeTracker(stills=True), stills=True) as analyser:
        found = {name: analyser.observe(Frame(0, 0.0, rgb)).reading.pose for name, rgb in pictures.items()}
        yield from _labelled(labels, found)
        yield from _consistent(analyser, {name: rgb for name, rgb in pictures.items() if (pose := found[name]) and abs(pose.yaw_deg) < 50})


def _labelled(labels: list[dict[str, str]], found: dict[str, PoseReading | None]) -> Iterator[Row]:
    full = [row for row in labels if row["set"] == "aflw"]
    for low, high, target in ((0, 30, "mean ≤ 2.5, yaw ≤ 3, roll ≤ 1.2"), (30, 60, "yaw ≤ 5")):
        chosen = [(found[row["file"]], row) for row in full if low <= abs(float(row["yaw_deg"])) < high]
        seen = [(pose, row) for pose, row in chosen if pose]
        yaw, pitch, roll = np.mean([[abs(getattr(pose, angle) - float(row[angle])) for angle in ANGLES] for pose, row in seen], axis=0)
        met = yaw <= 5 if low else bool(np.mean([yaw, pitch, roll]) <= 2.5 and yaw <= 3 and roll <= 1.2)
        figure = f"yaw {yaw:.1f} pitch {pitch:.1f} roll {roll:.1f} ({len(seen)} faces)"
        yield Row(f"head pose, yaw {low} to {high}°", "real: aflw", figure, target, bool(met), 1 - len(seen) / len(chosen))
    for nominal, target_deg in ((15, 3), (30, 3), (45, 5), (60, 5)):
        poses = [found[row["file"]] for row in labels if row["set"] == "mpie" and float(row["yaw_deg"]) == nominal]
        yaws = np.array([pose.yaw_deg for pose in poses if pose])
        error_deg = float(np.abs(yaws - nominal).mean())
        figure = f"reads {yaws.mean():.1f}, error {error_deg:.1f} ({len(yaws)} faces)"
        yield Row(f"yaw, nominal {nominal}°", "real: mpie", figure, f"≤ {target_deg}", error_deg <= target_deg, 1 - len(yaws) / len(poses))


def _consistent(analyser: Analyser, pictures: dict[str, np.ndarray]) -> Iterator[Row]:
    """Yield how far mirrored and turned copies are from what their originals say of them."""
    mirrored, turned = [], []
    for rgb in pictures.values():
        edge = max(rgb.shape[:2]) // 3
        padded = cv2.copyMakeBorder(rgb, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
        height, width = padded.shape[:2]
        by_10 = cv2.warpAffine(padded, cv2.getRotationMatrix2D((width / 2, height / 2), -10, 1), (width, height), borderMode=cv2.BORDER_REPLICATE)
        copies = (padded, np.ascontiguousarray(padded[:, ::-1]), by_10)
        poses = [analyser.observe(Frame(0, 0.0, np.asarray(copy, np.uint8))).reading.pose for copy in copies]
        if None in poses:
            continue
        own, mirror, turn = ([getattr(pose, angle) for angle in ANGLES] for pose in poses)
        mirrored.append(np.abs(np.array(mirror) * (-1, 1, -1) - own))
        turned.append(np.abs(np.array(turn) - angles_deg(rotation(0, 0, 10) @ rotation(*own))))
    for name, off in (("mirrored", mirrored), ("turned by 10° in the picture", turned)):
        yaw, pitch, roll = np.mean(off, axis=0)
        yield Row("head pose, the same picture", f"real: {name}", f"off by yaw {yaw:.1f} pitch {pitch:.1f} roll {roll:.1f} ({len(off)} faces)", "", None)


def _studio(every: int) -> Iterator[Row]:
    scenes = [scene for number, persona in enumerate(everybody(every)) for scene in _scenes(persona, number)]
    yield from _errors([(each.scene, each.true, each.reading) for each in look(scenes)], "studio")


def _scenes(persona: Persona, number: int) -> Iterator[Scene]:
    rng = np.random.default_rng((number, 41))
    for picture in range(STRAIGHT + NEAR + FAR + LEVEL):
        draw = rng.uniform
        straight, level = picture < STRAIGHT, picture >= STRAIGHT + NEAR + FAR
        reach = 30 if picture < STRAIGHT + NEAR else 60
        yaw_deg = 0.0 if straight else float(rng.choice([-1, 1]) * draw(30 if reach == 60 and not level else 0, 20 if level else reach))
        height_deg = float(draw(-15, 25)) if level else 0.0
        subject = Subject(
            yaw_deg=yaw_deg,
            pitch_deg=-height_deg if level else 0.0 if straight else float(draw(-18, 18)),
            roll_deg=0.0 if straight else float(draw(-15, 15)),
            x_mm=float(draw(-120, 120)),
            y_mm=0.0 if level else float(draw(-60, 40)),
            distance_mm=float(draw(600, 1000)),
            shoulders_yaw_deg=yaw_deg * 0.4,
            smile_frac=0.0 if straight else float(draw(0, 0.6)),
        )
        lamp = Lamp(azimuth_deg=float(draw(-60, 60)), elevation_deg=float(draw(0, 50)))
        camera = Camera(hfov_deg=float(draw(50, 75)), height_deg=height_deg)
        yield Scene(persona=persona, size_px=SIZE_PX, seed=picture, subject=subject, lamps=(lamp,), ambient=Ambient(strength_ev=-1.5), camera=camera)


def _errors(seen: list[Told], on: str) -> Iterator[Row]:
    against: list[Told] = []
    for _, group in groupby(seen, key=lambda told: told[0].persona.name):
        own = list(group)
        neutral = neutral_of([reading for _, _, reading in own[:STRAIGHT]] * MIN_READINGS)
        against += [(scene, true, relative(reading, neutral) if neutral else reading) for scene, true, reading in own[STRAIGHT:]]
    level = [(true, reading) for scene, true, reading in against if scene.camera.height_deg != 0]
    posed = [(true, reading) for scene, true, reading in against if scene.camera.height_deg == 0]
    for low, high, limit_deg in ((0, 30, 1.5), (30, 60, 3.0)):
        chosen = [(true.pose, reading.pose) for true, reading in posed if low <= abs(true.pose.yaw_deg) < high]
        known = [(true, read) for true, read in chosen if read]
        yaw, pitch, roll = np.mean([[abs(getattr(read, angle) - getattr(true, angle)) for angle in ANGLES] for true, read in known], axis=0)
        figure = f"yaw {yaw:.2f} pitch {pitch:.2f} roll {roll:.2f}, mean {np.mean([yaw, pitch, roll]):.2f} ({len(known)} pictures)"
        met = max(yaw, pitch, roll) <= limit_deg
        yield Row(f"head pose, yaw {low} to {high}°", on, figure, f"each ≤ {limit_deg}, against the neutral", bool(met), 1 - len(known) / len(chosen))
    heights = [(true.camera.height_deg, reading.camera.height_deg) for true, reading in level]
    off = np.array([abs(true - read) for true, read in heights if read is not None])
    figure = f"mean {off.mean():.1f}, 90 % within {np.percentile(off, 90):.1f} ({len(off)} pictures)"
    yield Row("the lens's height, head held level", on, figure, "within 4", bool(off.mean() <= 4), 1 - len(off) / len(heights))


def _shoulders(every: int) -> Iterator[Row]:
    """Yield how far shoulders are turned by what is read of them: square and to either side."""
    read: dict[int, list[float]] = {turn_deg: [] for turn_deg in SHOULDERS_DEG}
    with MediapipeTracker(stills=True, mirrored_too=False) as tracker:
        for number, persona in enumerate(everybody(every)):
            for turn_deg, found in read.items():
                subject = Subject(shoulders_yaw_deg=turn_deg, yaw_deg=turn_deg * (number % 3) / 2)
                face = tracker.track(Frame(0, 0.0, render(Scene(persona=persona, seed=number, size_px=SIZE_PX, subject=subject)))).face
                if face is not None and face.shoulders_yaw_deg is not None:
                    found.append(face.shoulders_yaw_deg)
    pictures = len(everybody(every))
    for turn_deg in sorted({abs(turn_deg) for turn_deg in SHOULDERS_DEG}):
        errors = np.abs([each - turned for turned in {-turn_deg, turn_deg} for each in read[turned]])
        left, right = (float(np.mean(read[turned])) for turned in (turn_deg, -turn_deg))
        unknown = 1 - len(errors) / (pictures * len({-turn_deg, turn_deg}))
        figure = f"to the left reads {left:.1f}, to the right {right:.1f}; error median {np.median(errors):.1f}, 90th {np.percentile(errors, 90):.1f}"
        yield Row(f"shoulders turned by {turn_deg}°", "studio", figure, "", None, unknown)
