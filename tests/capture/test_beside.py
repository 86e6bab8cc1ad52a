from __future__ import annotations

from threading import Event, get_ident
from time import sleep
from typing import TYPE_CHECKING, TypeVar

import pytest

from capture.beside import LAG_S, Beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

FAST_S, SLOW_S = 1 / 30, 0.2


@pytest.fixture
def beside() -> Iterator[Beside]:
    with Beside("test") as made:
        yield made


def paced(beside: Beside, frames: int, every_s: float = FAST_S, from_s: float = 0.0) -> float:
    for index in range(frames):
        beside.hand_on(from_s + index * every_s)
    return from_s + (frames - 1) * every_s


def begin(beside: Beside, work: Callable[[], T], then: Callable[[T], None]) -> None:
    beside.do(work, then)
    beside.start()


def test_what_was_not_started_is_done_when_it_is_handed_on(beside: Beside) -> None:
    taken: list[str] = []
    t_s = paced(beside, 2)
    beside.do(lambda: "done", taken.append)
    beside.hand_on(t_s + LAG_S)
    assert taken == ["done"]


def test_no_two_pieces_run_at_the_same_time_even_where_one_can_not_wait(beside: Beside) -> None:
    running: list[str] = []
    seen: list[tuple[str, ...]] = []

    def work(name: str) -> None:
        running.append(name)
        sleep(0.1)
        seen.append(tuple(running))
        running.remove(name)

    paced(beside, 2)
    begin(beside, lambda: work("begun"), lambda _: None)
    beside.forget()
    beside.do(lambda: work("at once"), lambda _: None, at_once=True)
    assert seen == [("begun",), ("at once",)]


def test_work_is_done_elsewhere_and_handed_on_here_three_frames_later(beside: Beside) -> None:
    taken: list[tuple[int, int]] = []
    t_s = paced(beside, 2)
    begin(beside, get_ident, lambda worker: taken.append((worker, get_ident())))
    for frame in (1, 2):
        beside.hand_on(t_s + frame * FAST_S)
        assert not taken, "however soon it was done"
    beside.hand_on(t_s + 3 * FAST_S)
    ((worker, taker),) = taken
    assert worker != get_ident() == taker


def test_who_hands_on_waits_for_what_is_not_done(beside: Beside) -> None:
    may_end, taken = Event(), []
    t_s = paced(beside, 2)
    begin(beside, lambda: may_end.wait(20), taken.append)
    beside.hand_on(t_s + LAG_S / 2)
    may_end.set()
    beside.hand_on(t_s + LAG_S)
    assert taken == [True]


@pytest.mark.parametrize("every_s", [SLOW_S, 0.0], ids=["slow frames", "time stands still"])
def test_without_frames_in_quick_order_it_is_done_at_once(beside: Beside, every_s: float) -> None:
    taken: list[str] = []
    paced(beside, 3, every_s)
    beside.do(lambda: "done", taken.append)
    assert taken == ["done"]


def test_a_first_frame_and_what_is_asked_for_at_once_wait_for_nothing(beside: Beside) -> None:
    taken: list[str] = []
    beside.hand_on(5.0)
    beside.do(lambda: "first frame", taken.append)
    beside.hand_on(5.0 + FAST_S)
    beside.do(lambda: "asked for", taken.append, at_once=True)
    assert taken == ["first frame", "asked for"]


def test_what_was_begun_before_time_ran_backwards_is_handed_on_to_nobody(beside: Beside) -> None:
    taken: list[str] = []
    paced(beside, 2, from_s=60.0)
    begin(beside, lambda: "old", taken.append)
    paced(beside, 8)
    begin(beside, lambda: "new", taken.append)
    paced(beside, 4, from_s=9 * FAST_S)
    assert taken == ["new"]


def test_pieces_come_in_the_order_in_which_they_were_begun_and_the_last_at_the_end(beside: Beside) -> None:
    taken: list[int] = []
    t_s = paced(beside, 2)
    for piece in range(3):
        begin(beside, lambda piece=piece: piece, taken.append)
        t_s += FAST_S
        beside.hand_on(t_s)
    assert taken == [0], "the first alone is three frames old"
    beside.finish()
    assert taken == [0, 1, 2]


def test_an_error_is_raised_where_the_work_is_handed_on(beside: Beside) -> None:
    t_s = paced(beside, 2)
    begin(beside, lambda: 1 // 0, print)
    with pytest.raises(ZeroDivisionError):
        beside.hand_on(t_s + LAG_S)


def test_what_takes_longer_has_a_lag_of_its_own_and_is_not_waited_for_before() -> None:
    may_end, taken = Event(), []
    with Beside("test", lag_s=0.5) as beside:
        t_s = paced(beside, 2)
        begin(beside, lambda: may_end.wait(20), taken.append)
        paced(beside, 13, from_s=t_s + FAST_S)
        assert not taken
        may_end.set()
        paced(beside, 3, from_s=t_s + 0.45)
    assert taken == [True]
