"""Whether the same light gets the same advice in every skin tone: one person in ten tones, then everybody.

`python -m tests.bench.measures.fairness` prints the ten tones' table alone, 90 characters wide.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture.analysis import Analyser
from capture.mediapipe_tracker import MediapipeTracker
from capture.studio import picture, sensor
from capture.types import Frame
from tests.bench.measures.table import Row
from tests.bench.measures.views import everybody, look
from tests.skin_tones import BURNT, DARKER_EV, LEVELS, LIGHTS, TONES, advice, at_level, burnt_frac, in_tones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from capture.script.scene import Scene

FEW = (("soft, 40° aside", -5, 0), ("soft, 40° aside", -3, 0), ("from the front", 0, 0), ("from the front", -6, 6), ("window behind", 0, 0))
"""What everybody is seen in, away from the borders between two advices."""
LOST = "x"
LEGEND = (
    "Light: all lamps dimmed, exposure: the camera's, in stops. . nothing is advised,",
    "+ more light, - less light, B lit from behind. One sign stands for all ten tones, but",
    "-n: n of them, the lightest, have burnt skin in truth and are told of it: that is physics,",
    "xn: in n of them the tracker lost the face: no advice, !n: n were told otherwise: unfair.",
    "EV: how far apart the ten read the light on the face, most of the lights' levels.",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is advised in one light, to all but those who are `burnt`, `lost` or told `otherwise` (numbers of tones)."""

    advised: str
    burnt: int
    lost: int
    otherwise: int
    apart_ev: float
    """By how much the light on the face is read differently; nan where it is known of fewer than two."""

    def __str__(self) -> str:
        """Return the advice, with the exceptions."""
        counted = (("-", self.burnt if self.advised != "-" else 0), (LOST, self.lost), ("!", self.otherwise))
        return " ".join([self.advised, *(f"{sign}{count}" for sign, count in counted if count)])


def rows(every: int) -> Iterator[Row]:
    """Yield a row for each light with what is advised at each level of (light, exposure) to the ten tones."""
    for name, cells in _lights(every):
        told = "  ".join(f"{light:+d}/{push:+d} {cell}" for (light, push), cell in zip(LEVELS, cells, strict=True))
        figure = f"{told}; light read within {_apart_ev(cells):.2f} EV"
        lost = sum(cell.lost for cell in cells) / (len(cells) * len(TONES))
        met = not any(cell.otherwise for cell in cells)
        yield Row(f"advice, {name}", f"tones 1 to {len(TONES)}, light/exposure EV", figure, "the same but for burnt skin", met, lost)
    yield from _everybody(every)


def table(every: int = 1) -> Iterator[str]:
    """Yield the lines of the ten tones' table, a light in each."""
    yield f"{'light/exposure':19}" + "".join(f"{f'{light:+d}/{push:+d}':7}" for light, push in LEVELS) + "  EV"
    for name, cells in _lights(every):
        yield f"{name:19}" + "".join(f"{cell!s:7}" for cell in cells) + f"{_apart_ev(cells):4.1f}"
    yield from LEGEND


def _lights(every: int) -> Iterator[tuple[str, list[Cell]]]:
    for name, scene in list(LIGHTS.items())[:: 3 if every > 1 else 1]:
        yield name, _cells(scene)


def _apart_ev(cells: Iterable[Cell]) -> float:
    return float(np.nanmax([cell.apart_ev for cell in cells]))


def _cells(scene: Scene) -> list[Cell]:
    """Return what the ten tones are told at each of the levels."""
    told: list[list[tuple[str, float | None, bool]]] = [[] for _ in LEVELS]
    with Analyser(MediapipeTracker(stills=True), stills=True) as analyser:
        for person in in_tones(scene.persona):
            bright = msgspec.structs.replace(scene, persona=person)
            # Drawn once: all its lamps dimmed is the same picture dimmed.
            light = picture.linear(bright)
            for column, level in zip(told, LEVELS, strict=True):
                dim = at_level(bright, *level)
                dimmed = light * np.float32(2.0 ** level[0])
                seen = analyser.observe(Frame(0, 0.0, sensor.expose(dimmed, dim)))
                signs = advice(seen.reading)
                light_ev = None if seen.reading.exposure is None else seen.reading.exposure.light_ev
                darker = at_level(bright, level[0], level[1] - DARKER_EV)
                due = "-" in signs and seen.face is not None and burnt_frac(sensor.expose(dimmed, darker), seen.face) > BURNT
                column.append((signs, light_ev, due))
    return [_cell(column) for column in told]


def _cell(column: Sequence[tuple[str, float | None, bool]]) -> Cell:
    burnt = sum(due for _, _, due in column)
    lost = sum(signs == LOST for signs, _, _ in column)
    others = [signs for signs, _, due in column if signs != LOST and not due]
    # What burnt skin is told beside "less light" must be what the others are told.
    beside = [signs.replace("-", "") for signs, _, due in column if due and signs != "-"]
    advised = max(set(others), key=others.count) if others else "-" if burnt else LOST
    otherwise = sum(signs != advised for signs in [*others, *beside])
    known = [light_ev for _, light_ev, _ in column if light_ev is not None]
    return Cell(advised, burnt, lost, otherwise, float(np.ptp(known)) if len(known) > 1 else float("nan"))


def _everybody(every: int) -> Iterator[Row]:
    for name, light_ev, exposure_ev in FEW:
        scenes = [at_level(msgspec.structs.replace(LIGHTS[name], persona=person), light_ev, exposure_ev) for person in everybody(every)]
        told = [advice(each.reading) for each in look(scenes)]
        kinds = sorted(set(told) - {LOST}, key=told.count, reverse=True)
        figure = ", ".join(f"{told.count(kind)}× {kind}" for kind in kinds)
        lost = told.count(LOST) / len(told)
        yield Row(f"advice, {name}", f"everybody, {light_ev:+d}/{exposure_ev:+d} EV", figure, "the same", len(kinds) <= 1, lost)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    for line in table():
        print(line, flush=True)
    sys.exit(0)
