from __future__ import annotations

import io
import os
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from kept_shots import shot

from capture.session import Session
from guidance.cli import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def ended(program: subprocess.Popen[bytes]) -> Iterator[None]:
    """Leave no program waiting for an answer where a test fails."""
    try:
        yield
    finally:
        program.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize(("typed", "there"), [("yes\n", False), ("y\n", True)])
def test_in_a_real_terminal_the_question_is_seen(sitting: Path, typed: str, there: bool) -> None:
    import pty  # noqa: PLC0415 - POSIX only

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "guidance", "purge", str(sitting)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as program, ended(program):
        os.close(theirs)
        seen, until_s = b"", time.monotonic() + 20
        while b"Type yes to delete them: " not in seen and time.monotonic() < until_s:
            if select.select([ours], [], [], 0.5)[0]:
                seen += os.read(ours, 1024)
        assert b"Type yes to delete them: " in seen
        os.write(ours, typed.encode())
        assert program.wait(20) == 0
    os.close(ours)
    assert sitting.exists() is there


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def sitting(tmp_path: Path) -> Path:
    folder = tmp_path / "ada"
    with Session.open(folder, source="x", profile="y") as session:
        session.keep(shot())
    return folder


def test_typed_yes_deletes(sitting: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (sitting / "mine.txt").write_text("mine")
    monkeypatch.setattr("sys.stdin", Terminal("yes\n"))
    assert run(["purge", str(sitting)]) == 0
    told = capsys.readouterr().out
    assert f"5 files of the sitting in {sitting} will be deleted for good" in told
    assert f"1 file will stay, not made by Northlight, or changed since it was made:\n  {sitting / 'mine.txt'}" in told
    assert "5 files deleted." in told
    assert f"1 file stayed, not made by Northlight, or changed since it was made:\n  {sitting / 'mine.txt'}" in told
    assert [path.name for path in sitting.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("typed", ["", "\n", "y\n", "no\n"])
def test_anything_else_deletes_nothing(sitting: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str) -> None:
    before = sorted(sitting.rglob("*"))
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert run(["purge", str(sitting)]) == 0
    assert "Nothing was deleted." in capsys.readouterr().out
    assert sorted(sitting.rglob("*")) == before


def test_in_a_pipe_it_refuses_unless_it_is_told_so(sitting: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert run(["purge", str(sitting)]) == 2
    assert "there is nobody to ask. In a script say so: northlight purge SITTING --yes" in capsys.readouterr().err
    assert sitting.exists()
    assert run(["purge", str(sitting), "--yes"]) == 0
    assert capsys.readouterr().out.endswith(f"{sitting} is gone.\n")
    assert not sitting.exists()


def test_what_is_no_sitting_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["purge", str(tmp_path), "--yes"]) == 2
    assert "There is no sitting in" in capsys.readouterr().err
