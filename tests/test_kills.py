"""A slice of `python -m tests.bench.kills`: real sittings that are killed within an operation on a file, and after it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from killed_sitting import Kill, drawn, one_kill
from whole_folder import flaws

from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")

OPERATIONS = (4, 19, 33, 61)
"""Within making the sitting, the first photograph, and later ones."""


def test_sittings_that_are_killed_lose_nothing_that_was_announced_and_go_on(tmp_path: Path) -> None:
    pictures = drawn(tmp_path)
    announced = 0
    for number in OPERATIONS:
        ended = one_kill(pictures, tmp_path / str(number), Kill(None, number, live=number % 2 == 0, exported=False))
        assert ended.was, "it was over before"
        assert ended.found == []
        announced += ended.announced
    assert announced > 0


def test_what_is_broken_is_found(tmp_path: Path) -> None:
    with Session.open(tmp_path / "one", source="x", profile="y") as session:
        session.log("prompt", prompt="chin_up")
    assert flaws(tmp_path / "one", leftovers=False) == []
    (tmp_path / "one" / "shots" / "001_straight.png").write_bytes(b"\x89PNG half")
    (tmp_path / "one" / "shots" / "001_straight.json").write_bytes(b"{")
    (tmp_path / "one" / ".x.0a1b2c3d.part").write_bytes(b"")
    assert len(flaws(tmp_path / "one")) == 3
    assert len(flaws(tmp_path / "one", leftovers=False)) == 4
    (tmp_path / "one" / "session.json").unlink()
    assert any("without session.json" in line for line in flaws(tmp_path / "one"))
