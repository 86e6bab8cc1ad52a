from __future__ import annotations

from typing import TYPE_CHECKING

from reviewed import a_sitting

from capture.session import Session
from guidance.cli import run
from guidance.screens.review import ReviewScreen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from guidance.app import Shell


def test_a_sitting_is_shown_in_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[ReviewScreen] = []

    def show(app: Shell[None]) -> None:
        first = app.get_default_screen()
        assert isinstance(first, ReviewScreen)
        shown.append(first)
        first._review.close()

    monkeypatch.setattr("guidance.cli.review.missing", lambda: None)
    monkeypatch.setattr("guidance.cli.review.show", show)
    assert run(["review", str(a_sitting(tmp_path / "one"))]) == 0
    assert len(shown) == 1
    assert len(shown[0]._review.shots) == 4


def test_without_a_terminal_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", str(a_sitting(tmp_path / "one"))]) == 2
    assert "The photographs can't be shown here. A screen needs a terminal" in capsys.readouterr().err


def test_no_sitting_and_an_empty_one_are_told_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Session.open(tmp_path / "empty", source="x", profile="classic"):
        pass
    for folder, said in ((tmp_path / "nowhere", "There is no folder"), (tmp_path / "empty", "has no photograph to look at")):
        assert run(["review", str(folder)]) == 2
        told = capsys.readouterr().err
        assert said in told
        assert told.count("\n") == 1
