"""Shake and level: on real clips whose cameras were looked at, and in the studio's rooms with people who move before and behind."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from capture.analysis import Analyser
from capture.camera import open_source
from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Backdrop, Bystander, Camera, Room, Scene, Subject
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.persona import Persona

HELD = ("office_1280x720.mp4", "webcam_640x360.mp4")
"""The room moves in the picture, to the eye."""
STEADY = ("glasses_512x480.mp4", "phone_portrait_720x1280.mp4", "smile_talk_512.mp4", "grimaces_512.mp4", "frown_turns_512.mp4")
"""The room stays where it is, to the eye."""
CLIP_FRAMES = 90
FRAMES, COMPARED = 8, (1, 7)
"""Of a video, and those which are compared with the one before; the others have what was found then."""
SHAKES_PX = (0.0, 1.0, 3.0, 8.0)
ROUNDS = 3
"""Of each room with each shake, with another sitter, seed and noise."""
TEXTURED, PLAIN = (Room.OFFICE, Room.WINDOW, Room.STRIPES), (Room.WALL, Room.DARK)
MAX_SHAKE_ERROR_PX, MAX_LEVEL_ERROR_DEG = 0.3, 1.5
LEANS_DEG = (-8.0, -4.5, -1.5, 2.0, 5.0, 8.0)


def rows(every: int) -> Iterator[Row]:
    """Yield the table's rows about the camera."""
    yield _clips()
    people = everybody(every)
    for name, rooms in (("rooms with things in them", TEXTURED), ("plain walls", PLAIN)):
        yield _shake(name, rooms, people)
        yield _level(name, rooms, people)


def _clips() -> Row:
    if not FACES.is_dir():
        return Row("shake: handheld from steady", "real clips", "the faces are not at hand", "handheld above steady", None)
    held, steady = ([_clip_shake_px(name) for name in names] for names in (HELD, STEADY))
    unknown = float(np.mean([null for _, null in (*held, *steady)]))
    least, most = min(shake for shake, _ in held), max(shake for shake, _ in steady)
    figure = f"median px a frame at 1280 wide: least handheld {least:.2f}, most steady {most:.2f}"
    return Row("shake: handheld from steady", f"{len(held)} + {len(steady)} real clips", figure, "handheld above steady", least > most, unknown)


def _clip_shake_px(name: str) -> tuple[float, float]:
    """Return a clip's median shake, scaled to a picture 1280 pixels long, and the share of frames without one."""
    shakes: list[float | None] = []
    with open_source(str(FACES / "clips" / name)) as source, Analyser(MediapipeTracker()) as analyser:
        for frame in source:
            camera = analyser.observe(frame).reading.camera
            shakes.append(camera.shake_px * 1280 / max(frame.rgb.shape) if camera and camera.shake_px is not None else None)
            if frame.index >= CLIP_FRAMES:
                break
    known = [shake for shake in shakes[1:] if shake is not None]
    return (float(np.median(known)) if known else np.nan), 1 - len(known) / (len(shakes) - 1)


def _video(persona: Persona, other: Persona, room: Room, shake_px: float, seed: int) -> Iterator[Scene]:
    """Yield a short video: every second one has a bystander who walks, every third a flickering lamp, every second a JPEG; the sitter turns and sways."""
    for index in range(FRAMES):
        walking = Bystander(persona=other, x_mm=-550 + 35 * index, distance_mm=1700) if seed % 2 else None
        yield Scene(
            persona=persona,
            seed=seed,
            t_s=0.5 + index / 30,
            subject=Subject(x_mm=12.0 * index, yaw_deg=4.0 * index),
            camera=Camera(
                shake_px=shake_px, noise=1.0 + seed % 3, flicker_frac=0.15 * (seed % 3 == 2), jpeg_quality=85 * (seed % 2), lean_deg=(seed * 3.7) % 16 - 8
            ),
            backdrop=Backdrop(room=room),
            bystander=walking,
        )


def _shake(name: str, rooms: tuple[Room, ...], people: list[Persona]) -> Row:
    errors: list[float] = []
    unknown = count = 0
    for seed, (_, room, shake_px) in enumerate(product(range(ROUNDS), rooms, SHAKES_PX)):
        scenes = _video(people[seed % len(people)], people[(seed + 3) % len(people)], room, shake_px, seed)
        video = list(look(scenes, stills=False))
        for seen in (video[index] for index in COMPARED):
            measured, true = (reading.camera.shake_px if reading.camera else None for reading in (seen.reading, seen.true))
            count += 1
            if measured is None or true is None:
                unknown += 1
            else:
                errors.append(abs(measured - true))
    within = float(np.mean(np.array(errors) <= MAX_SHAKE_ERROR_PX)) if errors else 0.0
    figure = f"{_spread(errors, 'px')}, {100 * within:.0f} % within"
    target = f"90 % within {MAX_SHAKE_ERROR_PX} px" if rooms is TEXTURED else f"within {MAX_SHAKE_ERROR_PX} px, or can't tell"
    return Row("shake, sitter and others moving", f"studio, {name}", figure, target, within >= 0.9 or not errors, unknown / count)


def _level(name: str, rooms: tuple[Room, ...], people: list[Persona]) -> Row:
    scenes = [
        Scene(
            persona=people[index % len(people)],
            seed=index,
            subject=Subject(shoulders_yaw_deg=(index * 7) % 31 - 15, roll_deg=(index * 5) % 9 - 4),
            camera=Camera(lean_deg=lean_deg, jpeg_quality=85 * (index % 2)),
            backdrop=Backdrop(room=room),
        )
        for index, (room, lean_deg) in enumerate(product(rooms, LEANS_DEG))
    ]
    errors: list[float] = []
    for seen in look(scenes):
        camera = seen.reading.camera
        if camera is not None and camera.level_deg is not None:
            errors.append(abs(camera.level_deg - seen.scene.camera.lean_deg))
    met = bool(errors) and float(np.percentile(errors, 90)) <= MAX_LEVEL_ERROR_DEG
    return Row("level, −8° to 8°", f"studio, {name}", _spread(errors, "°"), f"90th percentile ≤ {MAX_LEVEL_ERROR_DEG}°", met, 1 - len(errors) / len(scenes))


def _spread(errors: list[float], unit: str) -> str:
    if not errors:
        return "never told"
    return f"error median {np.median(errors):.2f}, 90th {np.percentile(errors, 90):.2f}, most {max(errors):.2f} {unit}"
