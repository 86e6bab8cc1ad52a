from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from screen_samples import snapshot

from guidance.beats import Beats
from guidance.profile import load
from guidance.snapshot import Phase

if TYPE_CHECKING:
    from guidance.profile import Timing

TIMING = load("classic").timing


def held(timing: Timing, per_s: int = 100) -> list[int | None]:
    """A hold from its first frame to its photograph's last."""
    beats = Beats(timing)
    hold, gather = round(timing.hold_s * per_s), round(timing.collect_s * per_s)
    steps = [snapshot(index / per_s, phase=Phase.HOLDING, hold_frac=index / hold) for index in range(hold)]
    steps += [snapshot((hold + index) / per_s, phase=Phase.SHOOTING, hold_frac=1.0) for index in range(gather)]
    return [beats.left(step) for step in steps]


def lengths_s(told: list[int | None]) -> dict[int | None, float]:
    return {left: told.count(left) / 100 for left in dict.fromkeys(told)}


def test_the_usual_hold_is_three_even_beats_that_end_with_the_photograph() -> None:
    told = lengths_s(held(TIMING))
    assert list(told) == [3, 2, 1]
    assert all(seconds == pytest.approx((TIMING.hold_s + TIMING.collect_s) / 3, abs=0.02) for seconds in told.values())
    assert min(told.values()) > 0.4, "digits that can be read, not a flicker"


@pytest.mark.parametrize(("hold_s", "first"), [(1.5, 3), (3.2, 4), (5.0, 6)])
def test_a_long_hold_is_counted_in_about_seconds(hold_s: float, first: int) -> None:
    told = lengths_s(held(msgspec.structs.replace(TIMING, hold_s=hold_s)))
    assert list(told) == list(range(first, 0, -1))
    assert all(0.75 < seconds < 1.2 for seconds in told.values())


def test_nothing_is_counted_where_nothing_is_held_and_each_photograph_is_counted_anew() -> None:
    beats = Beats(TIMING)
    for phase in set(Phase) - {Phase.HOLDING, Phase.SHOOTING}:
        assert beats.left(snapshot(1.0, phase=phase)) is None
    assert beats.left(snapshot(2.0, phase=Phase.SHOOTING, hold_frac=1.0)) == 2
    assert beats.left(snapshot(2.7, phase=Phase.SHOOTING, hold_frac=1.0)) == 1
    assert beats.left(snapshot(2.8, phase=Phase.RESTING)) is None
    assert beats.left(snapshot(9.0, phase=Phase.SHOOTING, hold_frac=1.0)) == 2


def test_a_gathering_that_takes_longer_stays_at_its_last_beat() -> None:
    beats = Beats(TIMING)
    beats.left(snapshot(0.0, phase=Phase.SHOOTING, hold_frac=1.0))
    assert beats.left(snapshot(60.0, phase=Phase.SHOOTING, hold_frac=1.0)) == 1


def test_a_profile_without_hold_and_gathering_has_no_count() -> None:
    beats = Beats(msgspec.structs.replace(TIMING, hold_s=0.0, collect_s=0.0))
    assert beats.left(snapshot(0.0, phase=Phase.SHOOTING, hold_frac=1.0)) is None
