from __future__ import annotations

from threading import Thread
from time import monotonic

import pytest

from capture.mailbox import Latest


def test_the_newest_wins_and_each_reader_has_its_own_place() -> None:
    latest: Latest[str] = Latest()
    assert latest.peek() == (0, None)
    latest.put("one")
    latest.put("two")
    assert latest.wait(0) == (2, "two")
    assert latest.wait(1) == (2, "two"), "a second reader gets it as well"
    assert latest.wait(2, timeout_s=0.01) is None


def test_a_waiting_reader_is_woken_by_a_value() -> None:
    latest: Latest[int] = Latest()
    found: list[tuple[int, int] | None] = []
    readers = [Thread(target=lambda: found.append(latest.wait(0, 5))) for _ in range(3)]
    for reader in readers:
        reader.start()
    latest.put(7)
    for reader in readers:
        reader.join(5)
    assert found == [(1, 7)] * 3


def test_closing_lets_a_waiting_reader_go_at_once() -> None:
    latest: Latest[int] = Latest()
    began_s = monotonic()
    found: list[object] = []
    reader = Thread(target=lambda: found.append(latest.wait(0)))
    reader.start()
    latest.close()
    reader.join(5)
    assert found == [None]
    assert monotonic() - began_s < 4
    latest.put(1)
    assert latest.peek() == (0, None), "nothing comes after the end"


def test_the_last_value_is_read_before_the_error_is_raised() -> None:
    latest: Latest[int] = Latest()
    latest.put(1)
    latest.close(ValueError("broken"))
    latest.close()
    assert latest.wait(0) == (1, 1)
    with pytest.raises(ValueError, match="broken"):
        latest.wait(1)
