"""The program in real terminals: whatever ends it, the terminal is as it was, and what was photographed is there."""

from __future__ import annotations

import re
import signal
import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals and signals are POSIX", allow_module_level=True)

from a_terminal import ANY_COLOUR, TRUE_COLOUR, Terminal
from clips import drawn_frames, write_clip
from reviewed import a_sitting
from terminal_runs import BREAKS, NOISE, screen, sit
from whole_folder import flaws

from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(120)

ENDINGS = {"ctrl-c": "\x03", "SIGINT": signal.SIGINT, "SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP, "closed window": None}
ENVIRONS = {
    "16 million": {"COLORTERM": "truecolor"},
    "over ssh": {"COLORTERM": "truecolor", "SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22"},
    "256": {},
    "tmux": {"TERM": "tmux-256color", "TMUX": "0,1,0"},
    "16": {"TERM": "xterm"},
    "console": {"TERM": "linux"},
    "NO_COLOR": {"NO_COLOR": "1", "COLORTERM": "truecolor"},
    "vt220": {"TERM": "vt220"},
}


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_sitting(tmp_path_factory.mktemp("sittings") / "one")


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clips") / "drawn.mp4", drawn_frames(1, (90, 160)) * 60)


def home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home"), "XDG_STATE_HOME": str(tmp_path / "home" / "state")}


@pytest.mark.parametrize("ending", ENDINGS)
def test_whatever_ends_a_sitting_the_terminal_is_as_it_was_and_every_photograph_is_there(ending: str, clip: Path, tmp_path: Path) -> None:
    folder, how = tmp_path / "one", ENDINGS[ending]
    with Terminal(sit, clip, folder, size=(60, 15), environ=home(tmp_path)) as terminal:
        terminal.until("▀".encode())
        terminal.type("t")
        terminal.until(lambda: bool(list(folder.glob("shots/*.json"))))
        assert {"line settings", "alternate screen", "mouse", "no cursor", "bracketed paste"} <= set(terminal.left_on())
        if isinstance(how, str):
            terminal.type(how)
        elif how is None:
            terminal.hang_up()
        else:
            terminal.send(how)
        assert terminal.wait() == 0
        assert b"Traceback" not in terminal.sent
        if how is not None:
            assert terminal.left_on() == []
            assert any("Photographs" in line or "photograph" in line for line in terminal.lines()), "the terminal's own screen has the last words"
    assert flaws(folder) == []
    session = Session.read(folder)
    assert session.shots
    assert session.events()[-1]["event"] == "ended"


@pytest.mark.parametrize("environ", ENVIRONS)
def test_a_terminal_gets_only_colours_that_it_has_and_no_noise_of_libraries(environ: str, sitting: Path, tmp_path: Path) -> None:
    with Terminal(screen, "live", sitting, environ={**ENVIRONS[environ], **home(tmp_path)}) as terminal:
        terminal.until(b"Help")
        terminal.until(b"Getting ready")
        shown = terminal.lines()
        terminal.type("q")
        assert terminal.wait() == 0
        assert terminal.left_on() == []
    assert any("Getting ready" in line for line in shown)
    assert bool(TRUE_COLOUR.search(terminal.sent)) is (environ in {"16 million", "over ssh"})
    assert bool(re.search(rb"[34]8;5;", terminal.sent)) is (environ in {"256", "tmux"})
    assert bool(ANY_COLOUR.search(terminal.sent)) is (environ not in {"NO_COLOR", "vt220"})
    if environ in {"NO_COLOR", "vt220"}:
        assert any(set("░▒▓█") & set(line) for line in shown), "the picture is drawn in shades"
    assert b"\x1b[6n" in terminal.sent, "a slow line gets fewer pictures, whatever its colours"
    assert not [noise for noise in NOISE if noise.encode() in terminal.drawn()]
    log = (tmp_path / "home" / "state" / "northlight" / "log" / "northlight.log").read_text()
    assert all(noise in log for noise in NOISE)


def test_a_screen_follows_its_window_and_a_stopped_program_gives_the_terminal_back_meanwhile(sitting: Path, tmp_path: Path) -> None:
    with Terminal(screen, "live", sitting, environ=home(tmp_path)) as terminal:
        terminal.until(b"Help")
        for size, words in (((10, 3), "Enlarge"), ((300, 100), "Straight"), ((20, 5), "your left"), ((80, 24), "Getting ready")):
            before = len(terminal.sent)
            terminal.resize(*size)
            terminal.until(lambda: any(words in line for line in terminal.lines(before)))  # noqa: B023 - it is over before the next one
        before = len(terminal.sent)
        terminal.send(signal.SIGTSTP)
        terminal.until(lambda: terminal.left_on() == [])
        terminal.send(signal.SIGCONT)
        terminal.until(lambda: any("Getting ready" in line for line in terminal.lines(before)))
        terminal.type("q")
        assert terminal.wait() == 0
        assert terminal.left_on() == []


def test_what_breaks_a_screen_is_told_on_the_terminal_as_it_was(sitting: Path, tmp_path: Path) -> None:
    with Terminal(screen, "review", sitting, environ=home(tmp_path)) as terminal:
        terminal.until(b"001 Straight")
        terminal.type("b")
        assert terminal.wait() == 1
        assert terminal.left_on() == []
        assert f"told afterwards: {BREAKS}" in "\n".join(terminal.lines())
        assert b"Traceback" not in terminal.sent


@pytest.mark.parametrize("name", ["setup", "review", "export", "help"])
def test_every_other_screen_ends_as_well(name: str, sitting: Path, tmp_path: Path) -> None:
    with Terminal(screen, name, sitting, environ=home(tmp_path)) as terminal:
        terminal.until(lambda: len("".join(terminal.lines()).split()) > 10)
        terminal.send(signal.SIGTERM)
        assert terminal.wait() == 0
        assert terminal.left_on() == []
