from __future__ import annotations

from threading import Event
from time import monotonic, sleep

from guidance.pace import Pace


def test_frames_come_at_their_own_time() -> None:
    began_s = monotonic()
    pace = Pace(Event())
    for index in range(6):
        pace.keep(index * 0.05)
    assert 0.24 < monotonic() - began_s < 0.5


def test_a_little_that_was_lost_is_made_up_for() -> None:
    began_s = monotonic()
    pace = Pace(Event())
    sleep(0.2)
    for index in range(9):
        pace.keep(index * 0.05)
    assert monotonic() - began_s < 0.55


def test_a_long_wait_is_not_made_up_for() -> None:
    pace = Pace(Event())
    sleep(0.7)
    began_s = monotonic()
    for index in range(9):
        pace.keep(index * 0.05)
    assert monotonic() - began_s > 0.38


def test_a_stop_ends_the_wait() -> None:
    stop = Event()
    stop.set()
    began_s = monotonic()
    Pace(stop).keep(60.0)
    assert monotonic() - began_s < 1.0
