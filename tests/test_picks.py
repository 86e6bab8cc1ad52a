"""The frames that are kept, judged by the studio's truth alone: `python -m tests.bench.picks` does it for a hundred sitters, this for a few."""

from __future__ import annotations

from functools import cache

import numpy as np
from lively_sitter import random_start
from picks import PATIENCE_S, PROFILE, on_truth

STARTS = (2, 5)
"""Two whose usual choices go wrong: the first that passes, and the sharpest."""


@cache
def moments() -> list:  # type: ignore[type-arg]
    return [moment for start in STARTS for moment in on_truth(start)]


def test_no_frame_is_kept_in_a_blink_a_word_a_movement_or_out_of_its_look() -> None:
    assert len(moments()) == len(STARTS) * len(PROFILE.looks)
    assert [moment.qualities[moment.kept].faults for moment in moments()] == [()] * len(moments())


def test_the_kept_frame_is_among_the_best_that_were_there() -> None:
    assert np.mean([moment.better_frac(moment.kept) < 0.1 for moment in moments()]) >= 0.9


def test_the_sitters_are_not_that_easy() -> None:
    lively = random_start(STARTS[0], PATIENCE_S)
    assert {kind for kind, *_ in lively.events_s} == {"talk", "turn", "glance", "light"}
    faulty = [np.mean([bool(one.faults) for one in moment.qualities]) for moment in moments()]
    assert np.mean(faulty) > 0.2
    simple = [moment for moment in moments() if moment.qualities[moment.sharpest].faults or moment.first is None or moment.qualities[moment.first].faults]
    assert len(simple) >= 2


def test_each_kept_frame_says_why_it_and_no_other() -> None:
    for moment in moments():
        told = [index for over in moment.shot.passed_over for index in over.frames]
        assert moment.shot.reasons[0].startswith(f"{len(told) + 1} frames")
        assert moment.shot.observation.frame.index not in told
        assert set(told) >= {one.observation.frame.index for one in moment.seen[1:-1]} - {moment.shot.observation.frame.index}
