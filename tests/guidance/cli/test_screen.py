from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from io import StringIO
from threading import Event
from types import SimpleNamespace

import pytest
from textual.screen import Screen

from guidance.app import Shell
from guidance.cli.screen import show, signals_to, with_or_without


class Terminal:
    def __init__(self, encoding: str = "utf-8") -> None:
        self.encoding = encoding

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "encoding", "said"),
    [
        ("", "utf-8", "can't draw a screen"),
        ("dumb", "utf-8", "can't draw a screen"),
        ("xterm", "utf-8", None),
        ("xterm", "iso8859-1", "letters that iso8859-1 lacks"),
    ],
)
def test_where_no_screen_can_be_drawn_there_are_lines_of_text(
    terminal: str, encoding: str, said: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = Namespace(headless=False, camera="0")
    assert with_or_without(asked) == Namespace(headless=True, camera="0")
    assert capsys.readouterr().err.startswith("A screen needs a terminal, and this is none. Lines of text instead")
    assert with_or_without(Namespace(headless=True)).headless
    assert capsys.readouterr().err == "", "who asked for it is not told"
    told = StringIO()
    monkeypatch.setattr("guidance.cli.screen.sys", SimpleNamespace(stdin=Terminal(), stdout=Terminal(encoding), stderr=told))
    monkeypatch.setenv("TERM", terminal)
    assert with_or_without(asked).headless == (said is not None)
    assert (said or "") in told.getvalue()
    assert bool(told.getvalue()) == (said is not None)


@pytest.mark.skipif(sys.platform == "win32", reason="there, a signal ends the process")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_signals_ask_for_the_end_within_the_block_only(name: str) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    asked = Event()
    with signals_to(asked.set):
        os.kill(os.getpid(), number)
        assert asked.wait(5)
    assert signal.getsignal(number) is before


class Showing(Shell[str]):
    """An app that needs no terminal."""

    def __init__(self, broken: Exception | None) -> None:
        super().__init__(Screen())
        self.broken = broken

    def run(self, *_: object, **__: object) -> str:
        return "chosen"


def test_the_result_is_handed_on_and_so_is_what_broke() -> None:
    assert show(Showing(None)) == "chosen"
    with pytest.raises(ZeroDivisionError):
        show(Showing(ZeroDivisionError()))
