from __future__ import annotations

from typing import TYPE_CHECKING

from reviewed import a_sitting

from capture.session import Decisions, Mark, Session
from guidance.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_table_says_what_would_have_been_kept_and_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_sitting(tmp_path / "one")
    with Decisions(folder) as decisions:
        decisions.mark("003_smile", Mark.FAVOURITE)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert run(["replay", str(folder), "--profile", "passport"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Judged by Passport photograph (no guarantee of acceptance); the sitting was held by classic.\n")
    rows = {line.split()[0]: line for line in told.splitlines() if line[:2] == "00"}
    assert list(rows) == ["001_straight", "002_straight", "003_smile", "004_three-quarter-left"]
    assert "passed over: Light, left 35° where at most 25 was" in rows["001_straight"]
    assert "(you: favourite)" in " ".join(told.split())
    assert "0 of 4 would be kept." in told
    assert "Not met by any of them: Neutral, mouth closed." in told
    assert max(map(len, told.splitlines())) <= 110
    assert {path: path.read_bytes() for path in before} == before


def test_by_its_own_profile_it_keeps_what_it_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["replay", str(a_sitting(tmp_path / "one"))]) == 0
    told = capsys.readouterr().out
    assert "3 of 4 would be kept." in told
    assert "passed over: Turn 12° where 17 to 38 was asked" in told


def test_a_damaged_file_is_told_and_the_others_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_sitting(tmp_path / "one")
    (folder / "shots" / "003_smile.json").write_text("{}", encoding="utf-8")
    assert run(["replay", str(folder)]) == 2
    told = capsys.readouterr().out
    assert "2 of 3 would be kept." in told
    assert "Left out: 003_smile.json is damaged" in told


def test_an_empty_sitting_no_sitting_and_no_such_profile_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Session.open(tmp_path / "empty", source="x", profile="classic"):
        pass
    folder = a_sitting(tmp_path / "one")
    for arguments, said in (
        ([str(tmp_path / "empty")], "has no photograph to judge"),
        ([str(tmp_path / "nowhere")], "There is no folder"),
        ([str(folder), "--profile", "pasport"], "Did you mean 'passport'?"),
    ):
        assert run(["replay", *arguments]) == 2
        assert said in capsys.readouterr().err


def test_export_takes_a_size_and_ranks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_sitting(tmp_path / "one")
    assert run(["export", str(folder), "--preset", "square", "--size", "2"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "1. 001_straight: the best of two" in told
    assert "2. 003_smile: the only one of its look" in told
    assert "002_straight is not in the set: nearly the same as 001_straight, which scores higher." in told
    assert "004_three-quarter-left is not in the set: the set has room for 2." in told
    assert {path.name for path in (folder / "set").glob("0*")} == {"01_straight_square.jpg", "03_smile_square.jpg"}
    assert run(["export", str(folder), "--size", "0"]) == 2
