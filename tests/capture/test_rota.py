from __future__ import annotations

from itertools import pairwise

import pytest

from capture.rota import MOST_S, Rota


def turns(fps: float, frames: int = 60) -> list[frozenset[str]]:
    rota = Rota("light", "tones")
    return [rota.due(index / fps) for index in range(frames)]


def test_everything_is_due_at_first_and_then_one_thing_at_a_time() -> None:
    first, *rest = turns(30)
    assert first == {"light", "tones"}
    assert max(len(due) for due in rest) == 1
    for name in ("light", "tones"):
        assert 0.08 <= sum(name in due for due in rest) / len(rest) <= 0.11


@pytest.mark.parametrize("fps", [2, 4, 7, 10, 15, 24, 25, 30, 60])
def test_nothing_gets_much_older_than_a_third_of_a_second(fps: float) -> None:
    for name in ("light", "tones"):
        due_s = [index / fps for index, due in enumerate(turns(fps)) if name in due]
        waits_s = [later - earlier for earlier, later in pairwise(due_s)]
        assert max(waits_s) <= max(MOST_S, 1 / fps) + 1 / fps
        if fps <= 2:
            assert max(waits_s) == pytest.approx(1 / fps)


def test_after_a_cut_and_when_time_runs_backwards_everything_is_due() -> None:
    rota = Rota("light", "tones")
    rota.due(5.0)
    assert not rota.due(5.03)
    rota.forget()
    assert rota.due(5.07) == {"light", "tones"}
    assert rota.due(0.0) == {"light", "tones"}
