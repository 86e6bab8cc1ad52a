from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from capture.script.tracks import Move, Track, smooth_share

UP = Move(t_s=2.0, over_s=1.0, value=10.0)
DOWN = Move(t_s=5.0, over_s=0.5, value=-4.0)
TRACK = Track(start=0.0, moves=(UP, DOWN))


def test_a_number_rests_glides_and_rests_again() -> None:
    assert [TRACK.at(t_s) for t_s in (0.0, 1.99, 2.0, 2.5, 3.0, 4.9, 5.25, 5.5, 60.0)] == [0, 0, 0, 5, 10, 10, 3, -4, -4]


@given(st.floats(0, 8), st.floats(0, 8))
def test_it_never_overshoots_and_never_turns_back_within_a_move(one_s: float, other_s: float) -> None:
    assert -4 <= TRACK.at(one_s) <= 10
    early_s, late_s = sorted((one_s, other_s))
    if late_s <= DOWN.t_s:
        assert TRACK.at(early_s) <= TRACK.at(late_s) + 1e-12


def test_it_begins_and_ends_at_rest() -> None:
    step = 1e-4
    assert smooth_share(step) / step < 1e-3
    assert (1 - smooth_share(1 - step)) / step < 1e-3
    assert smooth_share(-3) == 0
    assert smooth_share(3) == 1


def test_words_whole_numbers_and_the_unknown_change_at_once() -> None:
    room = Track(start="office", moves=(Move(t_s=1.0, over_s=5.0, value="window"),))
    assert [room.at(t_s) for t_s in (0.99, 1.0, 7.0)] == ["office", "window", "window"]
    focus = Track(start=None, moves=(Move(t_s=1.0, over_s=2.0, value=700.0), Move(t_s=3.0, over_s=2.0, value=900.0)))
    assert [focus.at(t_s) for t_s in (0.0, 1.0, 3.0, 4.0)] == [None, 700.0, 700.0, 800.0]
    quality = Track(start=90, moves=(Move(t_s=1.0, over_s=2.0, value=40),))
    assert quality.at(1.5) == 40


def test_a_move_that_takes_no_time_is_a_step() -> None:
    assert Track(start=1.0, moves=(Move(t_s=1.0, over_s=0.0, value=3.0),)).at(1.0) == 3.0
