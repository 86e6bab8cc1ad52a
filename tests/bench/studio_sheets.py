"""Draws contact sheets of the virtual studio, to be looked at: `python -m tests.bench.studio_sheets OUTDIR [NAME…]`.

Sheets: personas (the named ones), strangers (drawn by lot), light, pose, expression, sensor, each a PNG of at most 1600 pixels' width; and the README's
pictures, sitters and light_and_pose, as small JPEGs.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture.script import people
from capture.script.scene import Ambient, Backdrop, Camera, Curve, Hand, Lamp, Room, Scene, Subject
from capture.studio import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from capture.script.persona import Persona
    from capture.types import Rgb

    Cell = tuple[str, Scene]

CELL_PX = (312, 352)
SHEET_PX = 1600
LABEL_PX = 22
WINDOW = (Lamp(azimuth_deg=42, elevation_deg=28, strength_ev=-0.2, radius_deg=16),)
ROOM_LIGHT = Ambient(strength_ev=-1.9)
PORTRAIT = Camera(hfov_deg=24)


def portrait(persona: Persona, **parts: object) -> Scene:
    """Return a head and shoulders by a window, a little turned; `parts` replace the scene's."""
    usual = {"subject": Subject(yaw_deg=8, distance_mm=900), "lamps": WINDOW, "ambient": ROOM_LIGHT, "camera": PORTRAIT, "backdrop": Backdrop(room=Room.WALL)}
    return msgspec.structs.replace(Scene(persona=persona, size_px=CELL_PX), **(usual | parts))


def personas() -> Iterator[Cell]:
    """Yield everybody who has a name."""
    for name, persona in people.named().items():
        yield f"{name}, Monk {persona.skin.monk:g}", portrait(persona)


def strangers() -> Iterator[Cell]:
    """Yield people drawn by lot."""
    for seed in range(25):
        persona = people.random(seed)
        yield f"{persona.name}, Monk {persona.skin.monk:.1f}", portrait(persona)


def light() -> Iterator[Cell]:
    """Yield classic patterns and faults of light, on a light and a deep skin."""
    setups: dict[str, tuple[tuple[Lamp, ...], Ambient]] = {
        "butterfly": ((Lamp(azimuth_deg=0, elevation_deg=42),), ROOM_LIGHT),
        "loop": ((Lamp(azimuth_deg=30, elevation_deg=32),), ROOM_LIGHT),
        "Rembrandt": ((Lamp(azimuth_deg=48, elevation_deg=40, radius_deg=8),), Ambient(strength_ev=-3.2)),
        "split": ((Lamp(azimuth_deg=90, elevation_deg=8, radius_deg=8),), Ambient(strength_ev=-3.5)),
        "from the right": ((Lamp(azimuth_deg=-50, elevation_deg=25),), ROOM_LIGHT),
        "overhead": ((Lamp(azimuth_deg=0, elevation_deg=80, radius_deg=6, kelvin=3600),), Ambient(strength_ev=-2.6, kelvin=3600)),
        "from below": ((Lamp(azimuth_deg=0, elevation_deg=-35),), Ambient(strength_ev=-2.5)),
        "window behind": ((Lamp(azimuth_deg=150, elevation_deg=20, strength_ev=1.5),), Ambient(strength_ev=-2)),
        "mixed": ((Lamp(azimuth_deg=70, elevation_deg=10, kelvin=2800), Lamp(azimuth_deg=-55, elevation_deg=20, kelvin=7500)), ROOM_LIGHT),
        "flat": ((Lamp(azimuth_deg=0, elevation_deg=5, radius_deg=40, strength_ev=-1),), Ambient(strength_ev=-0.8)),
    }
    for name in ("tomo", "amara"):
        for title, (lamps, ambient) in setups.items():
            yield title, portrait(people.find(name), lamps=lamps, ambient=ambient)


def pose() -> Iterator[Cell]:
    """Yield turns of the head, on four people."""
    turns = ((0, 0, 0), (30, 0, 0), (-30, 0, 0), (60, 0, 0), (0, 20, 0), (0, -20, 0), (0, 0, 18), (25, 12, -10))
    for name in ("hana", "mateo", "dalia", "nils"):
        for yaw, pitch, roll in turns[: 8 if name in ("hana", "mateo") else 5]:
            subject = Subject(yaw_deg=yaw, pitch_deg=pitch, roll_deg=roll, shoulders_yaw_deg=yaw / 3, distance_mm=900)
            yield f"{name} {yaw:+d} {pitch:+d} {roll:+d}", portrait(people.find(name), subject=subject)


def expression() -> Iterator[Cell]:
    """Yield what faces do."""
    moves: dict[str, dict[str, float]] = {
        "neutral": {},
        "smile 0.5": {"smile_frac": 0.5},
        "smile 1": {"smile_frac": 1.0},
        "mouth 0.3": {"mouth_open_frac": 0.3},
        "mouth 0.8": {"mouth_open_frac": 0.8},
        "brows": {"brow_frac": 1.0},
        "blink": {"left_open_frac": 0.0, "right_open_frac": 0.0},
        "half shut": {"left_open_frac": 0.45, "right_open_frac": 0.45},
        "wink": {"left_open_frac": 0.0, "smile_frac": 0.4},
        "looks away": {"gaze_yaw_deg": 28.0, "gaze_pitch_deg": -6.0},
    }
    for name in ("zuri", "ines"):
        for title, move in moves.items():
            yield title, portrait(people.find(name), subject=Subject(yaw_deg=4, distance_mm=700, **move))


def sensor() -> Iterator[Cell]:
    """Yield what cameras, rooms and hands make of one sitter."""
    sitter = people.find("lucia")
    still = Subject(yaw_deg=8, distance_mm=900)
    cameras: dict[str, Camera] = {
        "clean": PORTRAIT,
        "-2 EV, noisy": Camera(hfov_deg=24, exposure_ev=-2, noise=3),
        "+1.5 EV": Camera(hfov_deg=24, exposure_ev=1.5),
        "3200 K balance": Camera(hfov_deg=24, white_balance_k=3200),
        "JPEG 20": Camera(hfov_deg=24, jpeg_quality=20),
        "out of focus": Camera(hfov_deg=24, focus_mm=350, aperture_mm=8),
        "portrait lens": Camera(hfov_deg=24, aperture_mm=35),
        "flicker": Camera(hfov_deg=24, flicker_frac=0.35, shutter_ms=2),
        "leaning": Camera(hfov_deg=24, lean_deg=8),
        "from above": Camera(hfov_deg=24, height_deg=20),
    }
    for title, camera in cameras.items():
        yield title, portrait(sitter, camera=camera, subject=still, backdrop=Backdrop(room=Room.OFFICE))
    for curve in (Curve.PHONE, Curve.CONTRAST, Curve.FLAT):
        yield f"curve {curve}", portrait(sitter, camera=Camera(hfov_deg=24, curve=curve))
    yield "motion", portrait(sitter, subject=Subject(distance_mm=900, speed_mm_s=(350, 0, 0)), camera=Camera(hfov_deg=24, shutter_ms=33))
    yield "wide angle, near", portrait(sitter, subject=Subject(distance_mm=260), camera=Camera(hfov_deg=78))
    for room in (Room.DARK, Room.OFFICE, Room.WINDOW, Room.STRIPES):
        yield f"room {room}", portrait(sitter, backdrop=Backdrop(room=room))
    yield "hand", portrait(sitter, hand=Hand(x_mm=40, y_mm=40))


def sitters() -> Iterator[Cell]:
    """Yield ten people in good light, for the README."""
    rooms = {name: Backdrop(room=Room.OFFICE, strength_ev=-1.8) for name in ("amara", "kai", "rosa", "ines", "jaspreet")}
    smiles = {"amara": 0.7, "freya": 0.35, "kai": 0.9, "jaspreet": 0.5, "hana": 1.0, "goran": 0.3, "ines": 0.5}
    yaws = {"freya": -22, "idris": 20, "goran": 12, "dalia": -15, "rosa": 10}
    for name in ("amara", "goran", "hana", "idris", "freya", "jaspreet", "rosa", "kai", "dalia", "ines"):
        subject = Subject(yaw_deg=yaws.get(name, 5), smile_frac=smiles.get(name, 0.15), distance_mm=900, y_mm=-20)
        camera = Camera(hfov_deg=24, aperture_mm=12, exposure_ev=0.2 if name not in {"amara", "idris", "jaspreet"} else 0.6)
        yield "", portrait(people.find(name), subject=subject, camera=camera, backdrop=rooms.get(name, Backdrop(room=Room.WALL)))


def light_and_pose() -> Iterator[Cell]:
    """Yield one sitter in five lights and with five movements and flaws, for the README."""
    sitter, office = people.find("tomo"), Backdrop(room=Room.OFFICE, strength_ev=-1.6)
    lights = ((30, 32, 14, -1.9), (48, 38, 8, -3.0), (-85, 10, 10, -3.2), (0, 78, 6, -2.6), (0, -35, 14, -2.5))
    for azimuth, elevation, radius, ambient_ev in lights:
        lamps = (Lamp(azimuth_deg=azimuth, elevation_deg=elevation, radius_deg=radius),)
        yield "", portrait(sitter, lamps=lamps, ambient=Ambient(strength_ev=ambient_ev))
    yield "", portrait(sitter, subject=Subject(yaw_deg=38, shoulders_yaw_deg=14, distance_mm=900))
    yield "", portrait(sitter, subject=Subject(pitch_deg=-14, roll_deg=10, yaw_deg=-20, distance_mm=900))
    yield "", portrait(sitter, subject=Subject(smile_frac=1.0, distance_mm=800), backdrop=office)
    yield "", portrait(sitter, subject=Subject(left_open_frac=0, smile_frac=0.4, distance_mm=800), backdrop=office)
    shaken = Subject(distance_mm=900, speed_mm_s=(260, 0, 0))
    yield "", portrait(sitter, subject=shaken, camera=Camera(hfov_deg=24, shutter_ms=33, exposure_ev=-1.5, noise=4), backdrop=office)


SHEETS: dict[str, Callable[[], Iterator[Cell]]] = {
    "personas": personas,
    "strangers": strangers,
    "light": light,
    "pose": pose,
    "expression": expression,
    "sensor": sensor,
    "sitters": sitters,
    "light_and_pose": light_and_pose,
}
README_SHEETS = {"sitters", "light_and_pose"}
README_WIDTH_PX = 1000


def labelled(picture: Rgb, text: str) -> Rgb:
    """Return the picture with a dark strip under it that holds a text; as it is where there is none."""
    if not text:
        return picture
    strip = np.full((LABEL_PX, picture.shape[1], 3), 24, np.uint8)
    cv2.putText(strip, text, (6, LABEL_PX - 7), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (225, 225, 225), 1, cv2.LINE_AA)
    return np.concatenate([picture, strip])


def sheet(cells: Iterator[Cell]) -> Rgb:
    """Return all cells in rows of as many as fit."""
    pictures = [labelled(render(scene), text) for text, scene in cells]
    columns = SHEET_PX // CELL_PX[0]
    pictures += [np.zeros_like(pictures[0])] * (-len(pictures) % columns)
    rows = [np.concatenate(pictures[start : start + columns], axis=1) for start in range(0, len(pictures), columns)]
    return np.concatenate(rows)


def main(arguments: list[str]) -> None:
    """Write the sheets of the given names, or all of them."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    for name in arguments[1:] or SHEETS:
        start_s = time.perf_counter()
        drawn = sheet(SHEETS[name]())
        path = folder / f"{name}.{'jpg' if name in README_SHEETS else 'png'}"
        if name in README_SHEETS:
            drawn = np.asarray(cv2.resize(drawn, (README_WIDTH_PX, README_WIDTH_PX * drawn.shape[0] // drawn.shape[1]), interpolation=cv2.INTER_AREA), np.uint8)
        cv2.imwrite(str(path), drawn[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 88])
        print(f"{path}  {drawn.shape[1]}×{drawn.shape[0]}  {time.perf_counter() - start_s:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
