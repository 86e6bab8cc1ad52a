from __future__ import annotations

from pathlib import Path

import pytest

from guidance.widgets.path_words import broken, short

LONG = "northlight export ~/Pictures/Northlight/2026-11-22_14-03-12"


def test_what_lies_at_home_begins_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ada"))
    assert short("/home/ada/Pictures/one") == "~/Pictures/one"
    assert short("/home/ada/My pictures/one") == "~/'My pictures/one'", "a shell must read it as it is"
    assert short("/home/adam/one") == "/home/adam/one"
    assert short("/home/ada") == "/home/ada"
    assert short("sittings/one") == "sittings/one"


@pytest.mark.parametrize("columns", [20, 30, 42, 59, 80])
def test_lines_break_after_slashes_and_lose_nothing(columns: int) -> None:
    lines = broken(LONG, columns)
    assert "".join(lines) == LONG
    assert all(line.endswith("/") for line in lines[:-1])
    assert all(len(line) <= max(columns, len("northlight export ~/")) for line in lines)


def test_what_fits_is_one_line() -> None:
    assert broken(LONG, len(LONG)) == [LONG]


def test_a_name_longer_than_the_line_stays_whole() -> None:
    assert broken("/a/averylongname/b", 6) == ["/a/", "averylongname/", "b"]
