from __future__ import annotations

from threading import Thread

import pytest

from capture.mailbox import Closed, Latest

LONG_S = 30


def test_the_newest_wins_and_each_reader_has_its_own_place() -> None:
    latest: Latest[str] = Latest()
    assert latest.peek() == (0, None)
    latest.put("one")
    latest.put("two")
    assert latest.wait(0) == (2, "two")
    assert latest.wait(1) == (2, "two"), "a second reader gets it as well"
    assert latest.wait(2, timeout_s=0.01) is None, "the time is up, and more may come"


def test_a_waiting_reader_is_woken_by_a_value() -> None:
    latest: Latest[int] = Latest()
    found: list[tuple[int, int] | None] = []
    readers = [Thread(target=lambda: found.append(latest.wait(0, LONG_S))) for _ in range(3)]
    for reader in readers:
        reader.start()
    latest.put(7)
    for reader in readers:
        reader.join(LONG_S)
    assert found == [(1, 7)] * 3


def test_closing_lets_a_waiting_reader_go() -> None:
    latest: Latest[int] = Latest()
    ended: list[str] = []

    def read() -> None:
        try:
            latest.wait(0)
        except Closed:
            ended.append("closed")

    reader = Thread(target=read, daemon=True)
    reader.start()
    latest.close()
    reader.join(LONG_S)
    assert ended == ["closed"]
    latest.put(1)
    assert latest.peek() == (0, None), "nothing comes after the end"


@pytest.mark.parametrize("timeout_s", [None, 0, 0.01])
def test_the_last_value_is_read_before_the_end_is_told_to_each_reader(timeout_s: float | None) -> None:
    latest: Latest[int] = Latest()
    latest.put(1)
    latest.close()
    assert latest.closed
    for _ in range(2):
        assert latest.wait(0, timeout_s) == (1, 1)
        with pytest.raises(Closed):
            latest.wait(1, timeout_s)


def test_the_last_value_is_read_before_the_error_is_raised() -> None:
    latest: Latest[int] = Latest()
    latest.put(1)
    latest.close(ValueError("broken"))
    latest.close()
    assert latest.wait(0) == (1, 1)
    with pytest.raises(ValueError, match="broken"):
        latest.wait(1)


def test_followers_are_called_after_each_value_and_the_end_until_they_let_go() -> None:
    latest: Latest[int] = Latest()
    seen: list[tuple[str, int | None, bool]] = []
    let_go = latest.follow(lambda: seen.append(("one", latest.peek()[1], latest.closed)))
    latest.put(1)
    latest.follow(lambda: seen.append(("other", latest.peek()[1], latest.closed)))
    latest.put(2)
    let_go()
    latest.close()
    latest.close()
    latest.put(3)
    assert seen == [("one", 1, False), ("one", 2, False), ("other", 2, False), ("other", 2, True)]
