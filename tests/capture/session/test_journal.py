from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from kept_shots import no_file_larger_than

from capture.errors import SessionError
from capture.session.journal import Journal, read_journal

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_come_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path).add("prompt", 1.5, {"id": "chin_down", "text": "Chin down\na touch"})
    Journal(path).add("ended", None, {"shots": 3})
    assert read_journal(path) == [
        {"event": "prompt", "t_s": 1.5, "id": "chin_down", "text": "Chin down\na touch"},
        {"event": "ended", "t_s": None, "shots": 3},
    ]


def test_a_missing_journal_is_empty(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "none") == []


def test_a_torn_last_line_is_left_out_and_the_next_line_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path).add("prompt", 1.0, {})
    with path.open("ab") as file:
        file.write(b'{"event":"pro')
    assert [event["t_s"] for event in read_journal(path)] == [1.0]
    Journal(path).add("notice", 2.0, {})
    assert [event["t_s"] for event in read_journal(path)] == [1.0, 2.0]


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"event":"a","t_s":1}\nrubbish\n')
    with pytest.raises(SessionError, match="Line 2"):
        read_journal(path)


@pytest.mark.skipif(sys.platform == "win32", reason="size limits are POSIX")
def test_a_line_that_could_not_be_written_goes_out_with_the_next(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.add("first", 0.0, {})
    before = path.read_bytes()
    with no_file_larger_than(len(before) + 10), pytest.raises(SessionError):
        journal.add("second", 1.0, {"text": "x" * 100})
    assert path.read_bytes() == before
    journal.add("third", 2.0, {})
    assert [event["event"] for event in read_journal(path)] == ["first", "second", "third"]


def test_a_name_that_is_no_text_is_noted_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path).add("resumed", None, {"source": "a\udcff.jpg"})
    assert read_journal(path)[0]["source"] == "a\\udcff.jpg"


def test_a_line_that_is_nested_without_end_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_bytes(b'{"a":' * 50_000 + b"\n")
    with pytest.raises(SessionError, match=r"Line 1 of .*journal\.jsonl is damaged"):
        read_journal(tmp_path / "journal.jsonl")


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"a torn line")
    path = tmp_path / "journal.jsonl"
    path.symlink_to(elsewhere)
    with pytest.raises(SessionError, match="link to another place"):
        Journal(path)
    assert elsewhere.read_bytes() == b"a torn line"
    elsewhere.unlink()
    with pytest.raises(SessionError, match="link to another place"):
        Journal(path)
