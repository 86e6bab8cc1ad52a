"""Raised hands: what is told of them, of hands that do something else and of none; and what looking for them costs a frame."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.hands import HandWatch
from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people
from capture.script.scene import Backdrop, Hand, Room, Scene, Subject
from capture.studio import render
from capture.types import Frame, Gesture
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Face, Rgb

UP = ((750, Hand(x_mm=170, y_mm=20, turn_deg=0)), (900, Hand(x_mm=-185, y_mm=-10, turn_deg=-12)), (1300, Hand(x_mm=195, y_mm=0, turn_deg=8)))
"""The sitter's distance in mm, and a palm beside the head."""
BUSY = ((750, Hand(x_mm=10, y_mm=40, turn_deg=-10)), (900, Hand(x_mm=95, y_mm=-60, turn_deg=-40)), (1300, Hand(x_mm=185, y_mm=0, turn_deg=60)))
"""Before the face, at the hair, waved aside."""
NONE = tuple((distance_mm, None) for distance_mm, _ in UP)
FRAMES, SIZE_PX = 90, (1920, 1080)
MOST_IDLE_MS = 0.1


class _Counting(HandWatch):
    """Counts how often a hand was looked for."""

    looks = 0

    def _hands(self, *arguments: object) -> list:  # type: ignore[type-arg]
        self.looks += 1
        return super()._hands(*arguments)  # type: ignore[arg-type]


def rows(every: int) -> Iterator[Row]:
    """Yield what was told in the studio and on real portraits, then what it cost."""
    who = everybody(every)
    for what, places, wanted in (("a palm up", UP, Gesture.PALM), ("a busy hand", BUSY, None), ("no hand", NONE, None)):
        scenes = (
            Scene(
                persona=persona,
                size_px=(960, 540),
                subject=Subject(distance_mm=distance_mm, y_mm=-20),
                hand=hand,
                backdrop=Backdrop(room=list(Room)[number % len(Room)]),
            )
            for number, persona in enumerate(who)
            for distance_mm, hand in places
        )
        yield _row(f"studio, {what}", (render(scene) for scene in scenes), wanted)
    files = sorted((FACES / "stills").glob("*.jpg"))
    if files:
        yield _row("stills/, nobody raises one", (cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB) for file in files), None)
    yield from _costs()


def _row(on: str, pictures: Iterator[Rgb], wanted: Gesture | None) -> Row:
    told: list[Gesture | None] = []
    looks = 0
    for rgb in pictures:
        with MediapipeTracker(hands=True) as tracker:
            tracker._hands = watch = _counting(tracker)
            told.append(tracker.track(Frame(0, 0.0, rgb)).gesture)
            looks += watch.looks
    right = sum(each is wanted for each in told)
    share = right / len(told)
    target = "≥ 95 %" if wanted else "all silent"
    figure = f"{right} of {len(told)} right ({100 * share:.1f} %), looked for on {looks}"
    return Row("gesture", on, figure, target, share >= (0.95 if wanted else 1.0))


def _counting(tracker: MediapipeTracker) -> _Counting:
    assert tracker._hands is not None
    return _Counting(tracker._hands._solution)


def _costs() -> Iterator[Row]:
    """Yield what looking for hands takes a frame at 30 frames a second."""
    for what, hand in (("no hand", None), ("a palm up", UP[0][1])):
        rgb = render(Scene(persona=people.find("amara"), size_px=SIZE_PX, subject=Subject(distance_mm=750, y_mm=-20), hand=hand))
        with MediapipeTracker(hands=True) as tracker:
            face = tracker.track(Frame(0, 0.0, rgb)).face
            watch = _counting(tracker)
            if face is not None:
                mean_ms, most_ms = _spent_ms(watch, rgb, face)
                figure = f"{mean_ms:.3f} ms a frame, a frame that looks {most_ms:.2f}; {watch.looks / FRAMES * 30:.1f} looks a second"
                target = "" if hand else f"≤ {MOST_IDLE_MS} ms, no looks"
                yield Row("ms: raised hands", f"studio, 1080p, {what}", figure, target, None if hand else mean_ms <= MOST_IDLE_MS and watch.looks == 0)


def _spent_ms(watch: HandWatch, rgb: Rgb, face: Face) -> tuple[float, float]:
    """Return what a frame takes in the mean, and the median of those that take longest."""
    spent_ms = []
    for index in range(FRAMES):
        began = time.perf_counter()
        watch.look(rgb, face, index / 30)
        spent_ms.append((time.perf_counter() - began) * 1000)
    return float(np.mean(spent_ms)), float(np.median(sorted(spent_ms)[-FRAMES // 5 :]))
