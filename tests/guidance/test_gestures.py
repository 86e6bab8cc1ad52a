from __future__ import annotations

import pytest

from capture.types import Gesture
from guidance.gestures import Gestures
from guidance.snapshot import Command

PALM, THUMB_UP = Gesture.PALM, Gesture.THUMB_UP
LOOK_FRAMES = 5


def asked(*stretches: tuple[Gesture | None, float], missing: int | None = None) -> list[tuple[float, Command]]:
    """Return what is asked for and when while a hand is held so, for so many seconds each; every fifth of 30 frames a second looks, the `missing`th in vain."""
    gestures, told, frame = Gestures(0.6, 1.0), [], 0
    for gesture, seconds in stretches:
        for _ in range(round(seconds * 30)):
            looked = frame % LOOK_FRAMES == 0 and frame // LOOK_FRAMES != missing
            command = gestures.take(gesture if looked else None, frame / 30)
            told += [(frame / 30, command)] if command else []
            frame += 1
    return told


@pytest.mark.parametrize(("gesture", "command"), [(PALM, Command.PAUSE), (THUMB_UP, Command.NEXT_LOOK)])
def test_a_hand_held_up_asks_once_however_long_it_stays(gesture: Gesture, command: Command) -> None:
    ((at_s, what),) = asked((None, 1), (gesture, 20))
    assert what is command
    assert 1.6 <= at_s <= 1.85


def test_a_hand_that_only_passes_asks_for_nothing() -> None:
    assert asked(*[(PALM, 0.5), (None, 0.6)] * 5) == []
    assert asked((PALM, 0.4), (THUMB_UP, 0.4), (PALM, 0.4)) == []


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_one_look_that_misses_the_hand_does_not_matter(missing: int) -> None:
    assert [what for _, what in asked((PALM, 1.2), missing=missing)] == [Command.PAUSE]


def test_the_same_palm_does_not_resume_and_a_second_one_does() -> None:
    assert len(asked((PALM, 1.5), (None, 0.5), (PALM, 2), (THUMB_UP, 2))) == 1, "it was hardly away"
    assert [what for _, what in asked((PALM, 1.5), (None, 1.4), (PALM, 1.5))] == [Command.PAUSE, Command.PAUSE]


def test_the_hand_is_up_between_looks_and_soon_after_no_more() -> None:
    gestures = Gestures(0.6, 1.0)
    ups = []
    for frame in range(60):
        gestures.take(PALM if frame % LOOK_FRAMES == 0 and 10 <= frame < 30 else None, frame / 30)
        ups.append(gestures.up)
    assert not any(ups[:10])
    assert all(ups[10:30])
    assert not any(ups[40:])


def test_time_that_runs_backwards_is_another_stream() -> None:
    gestures = Gestures(0.0, 1.0)
    assert gestures.take(PALM, 50.0) is Command.PAUSE
    assert gestures.take(PALM, 50.1) is None
    assert gestures.take(None, 3.0) is None
    assert gestures.take(PALM, 3.1) is Command.PAUSE
