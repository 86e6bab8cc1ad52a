from __future__ import annotations

from guidance.self_timer import SECONDS, SelfTimer


def counted(timer: SelfTimer, first: int, last: int, per_s: int = 30) -> list[int | None]:
    return [timer.left(index / per_s) for index in range(first, last)]


def test_it_counts_whole_seconds_and_is_due_on_one_frame_alone() -> None:
    timer = SelfTimer(gap_s=1.0)
    assert counted(timer, 0, 10) == [None] * 10
    timer.begin()
    assert counted(timer, 10, 140) == [3] * 30 + [2] * 30 + [1] * 30 + [0] + [None] * 39
    assert not timer.running


def test_slow_cameras_are_counted_by_their_frames_own_time() -> None:
    timer = SelfTimer(gap_s=1.0)
    timer.begin()
    assert counted(timer, 7, 14, per_s=2) == [3, 3, 2, 2, 1, 1, 0]


def test_stopped_it_takes_nothing() -> None:
    timer = SelfTimer(gap_s=1.0)
    timer.begin()
    assert timer.left(0.0) == SECONDS
    timer.stop()
    assert counted(timer, 1, 200) == [None] * 199


def test_a_camera_that_was_away_ends_the_count_instead_of_taking_at_once() -> None:
    for back_s in (5.0, -2.0):
        timer = SelfTimer(gap_s=1.0)
        timer.begin()
        timer.left(0.0)
        assert timer.left(back_s) is None
        assert not timer.running


def test_each_second_is_news_once_in_every_count() -> None:
    timer = SelfTimer(gap_s=1.0)
    for _ in range(2):
        timer.begin()
        told = [timer.is_news(timer.left(index / 30)) for index in range(120)]
        assert [index for index, news in enumerate(told) if news] == [0, 30, 60]
