from __future__ import annotations

import os
import subprocess
import sys
import time
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

import pytest

from guidance.__main__ import THREADS_OF
from guidance.cli import run
from guidance.cli.entry import _missing
from guidance.cli.streams import has_blocks, visible_output, write_what_can_be_written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sit --headless --camera none.mp4", "There is no file or folder “none.mp4”. Check the name"),
        ("sit --headless --profile clasic", "There is no profile 'clasic'. Did you mean 'classic'?"),
        ("sit --headless --like nowhere", "There is no folder nowhere. Give the folder that a sitting was written to."),
        ("export nowhere", "nowhere"),
        ("analyse none.jpg", "There is no file or folder “none.jpg”."),
        ("fly", "There is no command 'fly'."),
    ],
)
def test_what_a_user_does_wrong_is_one_line_and_exit_2(line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:  # noqa: E501 - pytest's own arguments
    monkeypatch.chdir(tmp_path)
    assert run(line.split()) == 2
    told = capfd.readouterr()
    assert told.err.startswith("northlight: ")
    assert said in told.err
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_our_fault_is_logged_and_exit_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("guidance.cli.entry.log_path", lambda: tmp_path / "log")
    monkeypatch.setattr("guidance.cli.entry.parse", lambda _: 1 / 0)
    assert run(["check"]) == 1
    told = capfd.readouterr().err
    assert "this is our fault" in told
    assert str(tmp_path / "log") in told
    assert "Traceback" not in told
    assert "ZeroDivisionError" in (tmp_path / "log").read_text()


def test_a_missing_system_library_is_named_with_its_package() -> None:
    said = str(_missing(ImportError("libGL.so.1: cannot open shared object file: No such file or directory")))
    assert said.endswith("On Debian or Ubuntu: sudo apt install libgl1")
    assert "Install Northlight again" in str(_missing(ImportError("No module named 'cv2'")))


def test_help_answers_at_once() -> None:
    taken_s = []
    for _ in range(5):
        began_s = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "guidance", "--help"], capture_output=True, text=True, check=True)
        taken_s.append(time.perf_counter() - began_s)
        assert "northlight" in done.stdout
    assert min(taken_s) < 0.3


def test_native_noise_goes_to_the_log(tmp_path: Path) -> None:
    script = """
import os, sys
from guidance.cli.streams import log_path, quiet_natives
with quiet_natives():
    os.write(2, b"native noise\\n")
    print("a word for the user", file=sys.stderr)
print("after", file=sys.stderr)
print(log_path())
"""
    home = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=home)
    assert done.stderr == "a word for the user\nafter\n"
    assert "native noise" in (tmp_path / "state" / "northlight" / "log" / "northlight.log").read_text()


def test_a_reader_that_leaves_ends_it_quietly() -> None:
    done = subprocess.run(f"{sys.executable} -m guidance --help | true", shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - a pipe is what is tested
    assert "Traceback" not in done.stderr


def test_libraries_are_loaded_after_they_were_told_to_keep_to_one_thread() -> None:
    code = "import sys; sys.argv = ['northlight', 'cameras']; from guidance.__main__ import main; main(); import cv2; print('threads', cv2.getNumThreads())"
    own = {name: value for name, value in os.environ.items() if name not in THREADS_OF}
    done = subprocess.run([sys.executable, "-c", code], env=own, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines()[-1] == "threads 1", done.stderr


def test_names_on_the_terminal_are_seen_and_not_obeyed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name = tmp_path / "a\x1b[31m\udcff\nb"
    assert run(["analyse", str(name)]) == 2
    assert run(["replay", str(name)]) == 2
    told = capfd.readouterr().err
    assert told.count("a\\x1b[31m\\udcff\\nb") == 2
    assert told.count("\n") == 2
    assert "\x1b" not in told


def test_what_is_printed_is_seen_and_not_obeyed(capfd: pytest.CaptureFixture[str]) -> None:
    with visible_output():
        sys.stdout.write("a\x1b[2J\udcff\n")
    sys.stdout.write("b\n")
    assert capfd.readouterr().out == "a\\x1b[2J\\udcff\nb\n"


@pytest.mark.parametrize(("encoding", "written"), [("utf-8", "a…▀"), ("latin-1", "a??"), ("ascii", "a??")])
def test_letters_that_the_output_lacks_end_nothing(encoding: str, written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    output = TextIOWrapper(BytesIO(), encoding=encoding)
    assert has_blocks(output) is (encoding == "utf-8")
    monkeypatch.setattr(sys, "stdout", output)
    write_what_can_be_written()
    sys.stdout.write("a…▀")
    sys.stdout.flush()
    assert output.buffer.getvalue().decode(encoding) == written
