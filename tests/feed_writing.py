"""Feeds with writing in them, drawn by lot in the studio: a poster or a book's back behind the sitter, a page held up, a shirt's print; and what has none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.axes import focal_px
from capture.feed import writing
from capture.feed.lines import WIDEST_PX
from capture.script import people
from capture.script.life import Life
from capture.script.persona import Garment
from capture.script.scene import Ambient, Backdrop, Camera, Held, Lamp, Room, Subject, Typeface, Writing
from capture.script.timeline import Script
from capture.studio import lettering, render
from capture.studio.rooms.poster import corners_mm

if TYPE_CHECKING:
    from capture.types import Rgb

PEOPLE = 5
TEXTS = (
    "The quick answer\nis seldom the right one",
    "NEVER STOP\nEXPLORING",
    "Concert in the park\nSaturday 24 June, free entry",
    "Der Fluss und die Berge\nAusstellung bis Oktober",
    "BITTE LEISE\nAufnahme",
    "La vie est une fête\nqu'il faut préparer",
    "Recuerda respirar\ny sigue adelante",
    "Project plan\nresearch\ndesign\nbuild",
    "Great Expectations",
    "Department of Engineering\nBridge Laboratory",
    "Keep calm and\ncarry on reading",
    "Fresh Bread\nBaked Daily",
    "Jahresbericht 2025",
    "Grand Café de la Gare\ncuisine ouverte",
)
BACKS = ("A Brief History of Gardens", "Handbook of Surgery", "Die Kunst des Fragens", "The Secret Life of Bees")
PRINTS = ("RIVERSIDE\nATHLETICS", "Berlin 1987", "Free as air", "REGATTA CLUB")
PLACES = ("poster", "held", "shirt", "many")
MOMENTS_S = (0.6, 2.4, 4.2)
BESIDE_MM = 520.0
"""A sheet on the wall begins at most so far from the picture's middle."""
WIDTH_OF_HEIGHT = 1.05
"""A letter's width, with the space to the next, over the height of a small one, at most."""
SMALL_OF_CAPITAL = 0.7
"""Height of small letters over that of capitals."""


@dataclass(frozen=True)
class Case:
    """A sitting with writing, or without: `letter_px` is how tall its small letters are (of lines in capitals: the capitals) in the picture as it is looked at.

    Pictures of 1080p are looked at in half their size.
    """

    script: Script
    place: str
    letter_px: float
    blur: float
    """Diameter of the disc that a point of the writing becomes, over the letters' height."""


def _camera(rng: np.random.Generator) -> Camera:
    return Camera(
        hfov_deg=float(rng.uniform(52, 75)),
        exposure_ev=float(rng.uniform(-0.3, 0.6)),
        noise=float(rng.choice([0.4, 1.0, 1.5, 2.5])),
        jpeg_quality=int(rng.choice([0, 75, 85, 92])),
        aperture_mm=float(rng.choice([1.0, 1.5, 2.0, 3.0])),
    )


def _script(seed: int, rng: np.random.Generator, **parts: object) -> Script:
    """Return a sitting of those parts before a camera drawn by lot."""
    size = ((1280, 720), (1280, 720), (1920, 1080), (640, 480))[rng.integers(4)]
    usual = {
        "persona": _person(seed % PEOPLE),
        "camera": _camera(rng),
        "subject": Subject(
            distance_mm=float(rng.uniform(600, 850)), y_mm=float(rng.uniform(-110, -50)), x_mm=float(rng.normal(0, 40)), yaw_deg=float(rng.normal(0, 6))
        ),
        "lamps": {"key": Lamp(azimuth_deg=float(rng.uniform(-60, 60)), elevation_deg=float(rng.uniform(10, 40)))},
        "ambient": Ambient(strength_ev=float(rng.uniform(-2, -1))),
        "backdrop": Backdrop(room=list(Room)[rng.integers(len(Room))], strength_ev=float(rng.uniform(-1.8, -0.3))),
    }
    return Script(name=f"{seed}", title="", lesson="", seconds=5, fps=15, size=size, seed=seed, life=Life(sway_deg=0.0, blinks_per_minute=0), **(usual | parts))


@cache
def _person(number: int):  # noqa: ANN202
    return people.random(1000 + number)


def _sheet(rng: np.random.Generator, text: str, letter_px: float, px_per_mm: float) -> dict[str, object]:
    dark, light = tuple(rng.uniform(0.01, 0.12, 3).tolist()), tuple(rng.uniform(0.45, 0.85, 3).tolist())
    ink, paper = (dark, light) if rng.random() < 0.7 else (light, dark)
    small = 1.0 if text.isupper() else SMALL_OF_CAPITAL
    face = list(Typeface)[rng.integers(4)]
    return {"text": text, "capital_mm": letter_px / px_per_mm / small, "ink": ink, "paper": paper, "face": face if text.isascii() else Typeface.BOLD}


def _beside(rng: np.random.Generator, side: int, sheet: dict[str, object], y_mm: float, turn_deg: float) -> Writing:
    """Hang a sheet up beside the sitter, near enough for most of it to be in the picture."""
    flat = Writing(**sheet, turn_deg=turn_deg + float(rng.normal(0, 2)))
    half_mm = float(np.ptp(corners_mm(flat, lettering.cover(flat.text, flat.face).shape)[:, 0])) / 2
    return msgspec.structs.replace(flat, x_mm=side * (half_mm + float(rng.uniform(430, BESIDE_MM))), y_mm=y_mm)


def with_writing(seed: int, *, turn_deg: float = 0.0, text: str = "", letter_px: float = 0.0) -> Case:
    """Return a sitting with writing; turned, of that text and size where they are given."""
    rng = np.random.default_rng((seed, 5))
    script = _script(seed, rng)
    across = focal_px((script.size[1], script.size[0]), script.camera.hfov_deg) / math.ceil(script.size[0] / WIDEST_PX)
    place = "poster" if turn_deg or text else PLACES[seed % len(PLACES)]
    wanted_px = letter_px or float(np.exp(rng.uniform(np.log(5), np.log(48))))
    chosen = text or TEXTS[rng.integers(len(TEXTS))]
    # What is hung up or held is whole in the picture: a sheet's width is about that of its longest line.
    width_px = script.size[0] / math.ceil(script.size[0] / WIDEST_PX)
    room_px = 0.9 * width_px if place == "held" else width_px / 2 - BESIDE_MM * across / script.backdrop.distance_mm
    longest = max(len(line) for line in (*chosen.split("\n"), *(BACKS if place == "many" else ())))
    wanted_px = min(wanted_px, room_px / (WIDTH_OF_HEIGHT * (longest + 2)))
    if place == "held":
        px_per_mm, distance = across / 480, 480.0
        sheet = _sheet(rng, chosen, wanted_px, px_per_mm)
        x_mm, y_mm, yaw_deg, roll_deg = rng.uniform((-60, 80, -25, -8), (60, 120, 25, 8)).tolist()
        held = Held(**sheet, distance_mm=distance, x_mm=x_mm, y_mm=y_mm, yaw_deg=yaw_deg, turn_deg=roll_deg)
        script = msgspec.structs.replace(script, held=held)
    elif place == "shirt":
        persona = script.persona
        text, colour = PRINTS[rng.integers(len(PRINTS))], tuple(rng.uniform(0.02, 0.12, 3).tolist())
        clothes = msgspec.structs.replace(persona.clothes, garment=Garment.CREW, print=text, colour=colour)
        subject = msgspec.structs.replace(script.subject, y_mm=-140.0, distance_mm=800.0)
        script = msgspec.structs.replace(script, persona=msgspec.structs.replace(persona, clothes=clothes), subject=subject)
        px_per_mm, distance, wanted_px = across / 800, 800.0, 42 * SMALL_OF_CAPITAL * across / 800
    else:
        distance = script.backdrop.distance_mm
        px_per_mm = across / distance
        side = -1 if rng.random() < 0.5 else 1
        sheets = [_beside(rng, side, _sheet(rng, chosen, wanted_px, px_per_mm), float(rng.uniform(-500, -250)), turn_deg)]
        if place == "many":
            row_mm = 3 * wanted_px / px_per_mm
            sheets += [_beside(rng, -side, _sheet(rng, back, wanted_px, px_per_mm), -550 + row_mm * row, 0) for row, back in enumerate(BACKS)]
        script = msgspec.structs.replace(script, backdrop=msgspec.structs.replace(script.backdrop, writing=tuple(sheets)))
    disc_px = script.camera.aperture_mm * across * abs(1 / distance - 1 / script.subject.distance_mm)
    return Case(script, place, wanted_px, disc_px / wanted_px)


def without_writing(seed: int) -> Case:
    """Return a sitting without any, in each room in turn."""
    rng = np.random.default_rng((seed, 6))
    backdrop = Backdrop(room=list(Room)[seed % len(Room)], strength_ev=float(rng.uniform(-1.8, -0.3)), distance_mm=float(rng.uniform(1800, 3500)))
    return Case(_script(seed, rng, backdrop=backdrop), "none", 0.0, 0.0)


def pictures(case: Case) -> list[Rgb]:
    """Return what its camera shows at three moments: only the noise is another, so that it is drawn once."""
    scene = case.script.at(MOMENTS_S[0])
    return [render(msgspec.structs.replace(scene, t_s=t_s)) for t_s in MOMENTS_S]


def told_of(shown: list[Rgb]) -> writing.Writing | None:
    return writing.together([writing.read(rgb) for rgb in shown])
