"""Faces counted: real groups by hand, the studio's sitters alone, with somebody behind, and with somebody whom the edge cuts off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.mediapipe_tracker import MediapipeTracker
from capture.pipeline import analyse
from capture.script import people
from capture.script.scene import Backdrop, Bystander, Room, Scene, Subject
from capture.studio import render
from capture.studio.truth import truth
from capture.types import Frame
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from capture.script.persona import Persona

COUNTED_BY_HAND = {"group_63": 7, "two_people": 2}
"""Half faces at the edge count; all other stills show one."""
PLACES = ((430.0, 0.0, 1300.0), (-480.0, -60.0, 1500.0), (650.0, 40.0, 1700.0), (-360.0, -90.0, 1150.0), (760.0, 0.0, 1800.0))
"""Of somebody behind: mm right of the middle, mm down, mm from the lens."""
EDGES = ((-760.0, 0.0, 1350.0), (750.0, 30.0, 1350.0), (-980.0, -40.0, 1700.0))
"""Of somebody whom the edge of the picture cuts through the face."""
ROOMS = tuple(Room)


def rows(every: int) -> Iterator[Row]:
    """Yield the counts on stills, then in the studio."""
    yield _stills()
    who = everybody(every)
    alone = (Scene(persona=persona, backdrop=Backdrop(room=ROOMS[number % len(ROOMS)])) for number, persona in enumerate(who))
    yield _row("one alone", _counted(alone), "1 for everybody")
    yield _row("somebody behind", _counted(_beside(who, PLACES)), "2 for everybody")
    yield _row("somebody cut by the edge", _counted(_beside(who, EDGES)), "2 for everybody")


def _stills() -> Row:
    files = sorted((FACES / "stills").glob("*.jpg"))
    if not files:
        return Row("faces", "stills/", "no faces at hand", "groups right", None)
    found = {line.source: line.observation.reading.faces for line in analyse([str(file) for file in files]) if line.observation}
    wrong = [f"{file.stem}: {count}" for file, count in ((file, found.get(str(file), 0)) for file in files) if count != COUNTED_BY_HAND.get(file.stem, 1)]
    return Row("faces", "stills/", f"{len(files) - len(wrong)} of {len(files)} right {', '.join(wrong)}".strip(), "groups right", not wrong)


def _row(what: str, pairs: Iterable[tuple[int, int]], target: str) -> Row:
    """Return the row of (counted, true) pairs."""
    seen = list(pairs)
    right = sum(counted == true for counted, true in seen)
    return Row("faces", f"studio, {what}", f"{right} of {len(seen)} right ({100 * right / len(seen):.1f} %)", target, right == len(seen))


def _beside(who: list[Persona], places: tuple[tuple[float, float, float], ...]) -> Iterator[Scene]:
    others = list(people.named().values())
    for number, persona in enumerate(who):
        x_mm, y_mm, distance_mm = places[number % len(places)]
        other = others[(number * 3 + 1) % len(others)]
        guest = Bystander(persona=other, x_mm=x_mm, y_mm=y_mm, distance_mm=distance_mm, yaw_deg=(-15, 0, 10)[number % 3])
        yield Scene(persona=persona, subject=Subject(distance_mm=700 + 25 * (number % 5)), bystander=guest)


def _counted(scenes: Iterable[Scene]) -> Iterator[tuple[int, int]]:
    with MediapipeTracker(stills=True) as tracker:
        for scene in scenes:
            tracking = tracker.track(Frame(0, 0.0, render(scene)))
            yield len(tracking.boxes), truth(scene).faces
