"""Sittings of the virtual studio to audit, and what an editor or a service might do to their finished pictures.

Each stranger has a sitting of five looks in a light, a room and a camera of their own, kept in a session's folder, each with the frames of its moment, and a
set made by the project's own export: by turns as it usually is, merged from those frames; of single frames; developed; before another background.
"""

from __future__ import annotations

import math
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture import burst, export, eyes, pose
from capture.audit.portrait import Portrait
from capture.develop import Recipe
from capture.export import Background, Order
from capture.provenance import read_receipt
from capture.script import people
from capture.script.scene import Ambient, Backdrop, Camera, Curve, Lamp, Room, Scene, Subject
from capture.session import Session
from capture.studio import picture, sensor
from capture.studio.tracker import tracked
from capture.studio.truth import truth
from capture.types import Cause, Frame, Observation, Shot
from guidance.profile import load

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Face, Rgb

FIRST_STRANGER = 4000
"""No model of the program was learned on strangers from here on."""
WHOLE_PX, SIZE_PX, SMALL_PX = (1920, 1080), (1200, 1080), (800, 720)
"""A camera's frame, and the middle of it that is drawn, of a usual camera and of a small one: portraits are cut out of that anyway."""
SMALL_EACH = 3
"""Every so many sittings' camera is a small one."""
FPS = 15
BESIDE = (7, 3, 5)
"""Frames of the moment beside each photograph, by turns: as many as a sitting keeps at most, and fewer."""
TASTE = load("classic").develop
RECIPE = Recipe(**{each.name: getattr(TASTE, each.name) for each in fields(Recipe)})
MERGED, SINGLE, DEVELOPED, BEHIND = "merged", "single frames", "developed", "blurred background"
ORDERS = (
    (MERGED, Order()),
    (MERGED, Order()),
    (SINGLE, Order(merging=False)),
    (DEVELOPED, Order(develop=RECIPE)),
    (MERGED, Order()),
    (MERGED, Order()),
    (DEVELOPED, Order(merging=False, develop=RECIPE)),
    (BEHIND, Order(background=Background("blur", blur_frac=TASTE.blur_frac))),
)
"""By turns."""
PRESETS = ("linkedin", "square", "portrait")
CAMERA_QUALITIES = (0, 80, 85, 90, 95)
LOOKS = {
    "straight": {},
    "smile": {"smile_frac": 0.6},
    "three quarter left": {"yaw_deg": 18.0, "smile_frac": 0.3},
    "three quarter right": {"yaw_deg": -18.0},
    "relaxed": {"pitch_deg": -3.0, "smile_frac": 0.15},
}


def scenes(number: int) -> dict[str, Scene]:
    """Return one sitting's scenes by look: the same light, room and camera, with the small differences of a person who sits."""
    rng = np.random.default_rng(FIRST_STRANGER + number)
    persona = people.random(FIRST_STRANGER + number)
    lamp = Lamp(azimuth_deg=rng.uniform(-55, 55), elevation_deg=rng.uniform(12, 45), radius_deg=rng.uniform(5, 22), kelvin=rng.uniform(4800, 6200))
    ambient = Ambient(strength_ev=rng.uniform(-3, -1))
    camera = Camera(
        hfov_deg=_drawn_deg(rng.uniform(55, 66)),
        noise=rng.uniform(0.5, 3.0),
        jpeg_quality=int(rng.choice(CAMERA_QUALITIES)),
        curve=Curve(str(rng.choice([each.value for each in Curve]))),
    )
    room = Backdrop(room=Room(str(rng.choice([Room.WALL, Room.DARK, Room.OFFICE, Room.WINDOW]))), strength_ev=-1.0)
    distance_mm = rng.uniform(560, 820)
    made = {}
    for look, change in LOOKS.items():
        sway = rng.normal(size=6)
        subject = {
            "yaw_deg": 2 * sway[0],
            "pitch_deg": 2 * sway[1],
            "roll_deg": 1.5 * sway[2],
            "x_mm": 10 * sway[3],
            "y_mm": -45 + 5 * sway[4],
            "distance_mm": distance_mm + 12 * sway[5],
            "gaze_yaw_deg": rng.normal(),
            "gaze_pitch_deg": rng.normal(),
        }
        for name, value in change.items():
            subject[name] = subject.get(name, 0.0) + value
        made[look] = Scene(
            persona=persona,
            size_px=SMALL_PX if number % SMALL_EACH == SMALL_EACH - 1 else SIZE_PX,
            seed=int(rng.integers(1 << 30)),
            subject=Subject(**subject),
            lamps=(lamp,),
            ambient=ambient,
            camera=camera,
            backdrop=room,
        )
    return made


def _drawn_deg(hfov_deg: float) -> float:
    """Return the angle of the part that is drawn of a camera's frame."""
    return math.degrees(2 * math.atan(math.tan(math.radians(hfov_deg) / 2) * SIZE_PX[0] / WHOLE_PX[0]))


def preset_of(number: int) -> str:
    return PRESETS[number % len(PRESETS)]


def made_by(number: int) -> tuple[str, Order]:
    """Return how a stranger's set is made, in words and as it is ordered."""
    name, order = ORDERS[number % len(ORDERS)]
    return name, replace(order, presets=(preset_of(number),))


def finished(number: int, folder: Path) -> list[Path]:
    """Return a stranger's finished pictures in the order of the looks; their sitting is in `folder`, made where it is not there yet."""
    _, order = made_by(number)
    if not (folder / "set" / "receipt.json").exists():
        with Session.open(folder, source="the virtual studio", profile="classic") as session:
            for index, (look, scene) in enumerate(scenes(number).items()):
                first = 2 * index * FPS
                kept = session.keep(_shot(look, scene, first))
                if order.merging:
                    session.keep_burst(kept, [_frame(moved(scene, step), first + step) for step in range(1, BESIDE[number // SMALL_EACH % len(BESIDE)] + 1)])
        export.export(folder, order=order)
    receipt = read_receipt((folder / "set" / "receipt.json").read_bytes())
    assert receipt is not None
    by_shot = {file.made_of[0].shot: folder / "set" / file.name for file in receipt.files if file.preset == order.presets[0]}
    return [by_shot[shot.id] for shot in Session.read(folder).shots]


def moved(scene: Scene, step: int) -> Scene:
    """Return the scene so many frames later: somebody who keeps as still as people can."""
    t_s = scene.t_s + step / FPS
    sway = [math.sin(2 * math.pi * t_s / period_s) for period_s in (1.7, 1.1, 1.3, 1.5)]
    still = scene.subject
    subject = msgspec.structs.replace(
        still,
        yaw_deg=still.yaw_deg + 0.5 * sway[0],
        pitch_deg=still.pitch_deg + 0.3 * sway[1],
        roll_deg=still.roll_deg + 0.2 * sway[2],
        x_mm=still.x_mm + 2.5 * sway[3],
    )
    return msgspec.structs.replace(scene, t_s=t_s, subject=subject)


def _frame(scene: Scene, index: int) -> Frame:
    quality = scene.camera.jpeg_quality
    rgb = sensor.developed(picture.linear(scene), scene)
    encoded = sensor.jpeg(rgb, quality) if quality else None
    return Frame(index, index / FPS, rgb if encoded is None else sensor.decoded(encoded), encoded, rendered=True)


def _shot(look: str, scene: Scene, index: int) -> Shot:
    tracking = tracked(scene)
    return Shot(Observation(_frame(scene, index), tracking.face, truth(scene), tracking.boxes), look, Cause.MOMENT, 0.9, ())


STUDIO_PX, SMALL_STUDIO_PX = 960, 640


@cache
def studio_portrait() -> Portrait:
    """Return one exported portrait with the studio's own face in it: noise, no JPEG before, an eye distance of some 150 px."""
    scene = _studio_scene(STUDIO_PX)
    return portrait_of(sensor.developed(picture.linear(scene), scene), tracked(scene).face)


@cache
def merged_portrait() -> Portrait:
    """Return the same at two thirds of the size, as a small camera has it, merged from eight frames."""
    scene = _studio_scene(SMALL_STUDIO_PX)
    light, face = picture.linear(scene), tracked(scene).face
    assert face is not None
    frames = [sensor.developed(light, msgspec.structs.replace(scene, seed=seed)) for seed in range(max(BESIDE) + 1)]
    made = burst.merge(frames, 0, face.outline_px)
    assert made.fell_back is None
    return portrait_of(made.picture, face)


def _studio_scene(side_px: int) -> Scene:
    scene = scenes(4)["straight"]
    return msgspec.structs.replace(
        scene,
        size_px=(side_px, side_px),
        camera=Camera(hfov_deg=34, noise=1.0),
        lamps=(Lamp(azimuth_deg=35, elevation_deg=25, radius_deg=14),),
        subject=msgspec.structs.replace(scene.subject, yaw_deg=0.0, pitch_deg=0.0, roll_deg=0.0, distance_mm=700.0, gaze_yaw_deg=0.0, gaze_pitch_deg=0.0),
        backdrop=Backdrop(room=Room.WALL),
    )


def portrait_of(rgb: Rgb, face: Face | None, data: bytes = b"", kind: str = "PNG") -> Portrait:
    """Return a picture to audit, with a face that is known."""
    luma = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    head = None if face is None else pose.measure((rgb.shape[0], rgb.shape[1]), face)
    lids = None if face is None else eyes.measure(face, head)
    return Portrait("made.png", data, kind, rgb, luma, None, 1, int(face is not None), face, head, lids)
