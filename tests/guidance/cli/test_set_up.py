from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from select import select

import pytest
from small_session import small_session

from capture.errors import ProfileError
from capture.session import Session
from guidance.cli import run
from guidance.cli.arguments import parse
from guidance.cli.set_up import is_wanted, titles
from guidance.profile_files import names

SMALL = small_session(60, 4, (320, 180))
CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", True),
        ("sit", True),
        ("--no-voice --session there --hfov 60", True),
        ("--camera 0", False),
        ("--profile classic", False),
        ("--go", False),
        ("--headless", False),
        ("--watch", False),
    ],
)
def test_questions_are_asked_where_nothing_was_named(line: str, wanted: bool) -> None:
    assert is_wanted(parse(line.split())) is wanted


def test_the_usual_profile_is_offered_first_the_users_own_too_and_a_wrong_one_not(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text('extends = "classic"\nname = "mine"\ntitle = "My own"\n', encoding="utf-8")
    (tmp_path / "profiles" / "wrong.toml").write_text("bands = 3\n", encoding="utf-8")
    offered = titles(tmp_path)
    assert offered[0] == ("classic", "Classic headshot")
    assert ("mine", "My own") in offered
    assert sorted(name for name, _ in offered) == sorted(["mine", *names()])


def test_wrong_single_values_are_said(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text("bands = 3\n", encoding="utf-8")
    with pytest.raises(ProfileError):
        titles(tmp_path)


def test_without_a_terminal_nothing_is_asked(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    told = capfd.readouterr().err.splitlines()
    assert told[0].startswith("A screen needs a terminal, and this is none. Lines of text instead")
    assert "No camera was found" in told[1]


class Northlight:
    """The program on a terminal of its own, with nothing of this machine's user."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self._here, there = pty.openpty()
        kept = {key: value for key, value in os.environ.items() if not key.startswith("XDG_") and key != "NO_COLOR"}
        path = os.pathsep.join([str(CHECKOUT), *filter(None, sys.path)])
        size = {"COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment = {**kept, **size, "PYTHONPATH": path, "HOME": str(home)}
        command = [sys.executable, "-m", "guidance", *arguments]
        self.process = subprocess.Popen(command, stdin=there, stdout=there, stderr=there, env=environment, cwd=home)
        os.close(there)

    def until(self, word: str | None) -> str:
        """Return what the terminal was sent up to `word`, or to the program's end."""
        text = b""
        while word is None or word.encode() not in text:
            ready, _, _ = select([self._here], [], [], 40)
            assert ready, f"the program went silent after {text[-300:]!r}"
            try:
                got = os.read(self._here, 65536)
            except OSError:  # Linux's way to say that the other end is closed
                got = b""
            if not got:
                assert word is None, f"the program ended with {text[-300:]!r}"
                break
            text += got
        return text.decode(errors="replace")

    def type(self, keys: str) -> None:
        os.write(self._here, keys.encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._here)


def test_q_leaves_nothing_behind(tmp_path: Path) -> None:
    program = Northlight(tmp_path, "--no-voice", "--session", str(tmp_path / "sitting"))
    try:
        program.until("as --no-voice asks")
        program.type("q")
        program.until(None)
        assert program.process.wait(20) == 0
    finally:
        program.close()
    assert not (tmp_path / "sitting").exists()


@pytest.mark.timeout(200)
def test_the_answers_begin_the_sitting_and_its_camera_is_free_by_then(tmp_path: Path) -> None:
    script = tmp_path / "small.toml"
    script.write_text(SMALL, encoding="utf-8")
    program = Northlight(tmp_path, "--no-voice", "--session", str(tmp_path / "sitting"))
    try:
        program.until("as --no-voice asks")
        program.type("a")
        program.until("▶ Phone")
        program.type(f"{script}\r")
        program.until("rendered")
        program.type("\r")
        program.until("Take now")
        program.type("q")
        program.until(None)
        assert program.process.wait(60) == 0
    finally:
        program.close()
    session = Session.read(tmp_path / "sitting")
    assert (session.info.source, session.info.profile) == ("Sample sitting small", "classic")
