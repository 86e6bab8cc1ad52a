from __future__ import annotations

from readings import observation

from guidance.moment import Moment
from guidance.picker import Candidate, Verdict


def candidate(index: int, score: float = 0.5, gates: tuple[str, ...] = ()) -> Candidate:
    return Candidate(observation(index), Verdict(score, gates, (), ()))


def indices(moment: Moment, since_s: float = 0.0) -> list[int]:
    return [held.observation.frame.index for held in moment.since(since_s)]


def test_frames_older_than_the_span_are_let_go() -> None:
    moment = Moment(span_s=0.5)
    for index in range(60):
        moment.add(candidate(index))
    assert indices(moment) == list(range(44, 60))
    assert indices(moment, since_s=1.9) == [57, 58, 59]


def test_when_memory_is_short_the_worst_go_first() -> None:
    one = observation(0).frame.rgb.nbytes
    moment = Moment(span_s=10, budget_bytes=3 * one)
    scores = [0.5, 0.9, 0.1, 0.8, 0.7]
    for index, score in enumerate(scores):
        moment.add(candidate(index, score))
    assert indices(moment) == [1, 3, 4]
    moment.add(candidate(5, 0.99, gates=("eyes not open",)))
    assert indices(moment) == [1, 3, 4]


def test_a_time_that_ran_backwards_starts_anew() -> None:
    moment = Moment(span_s=1)
    moment.add(candidate(90))
    moment.add(candidate(0))
    assert indices(moment) == [0]


def test_clear_forgets_all() -> None:
    moment = Moment(span_s=1)
    moment.add(candidate(1))
    moment.clear()
    assert indices(moment) == []
