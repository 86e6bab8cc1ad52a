from __future__ import annotations

import os
import signal
import sys
from threading import Event
from types import SimpleNamespace

import pytest
from textual.screen import Screen

from capture.errors import NorthlightError
from guidance.app import Shell
from guidance.cli.screen import need_terminal, show, signals_to


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("terminal", "said"), [("", "can't draw a screen"), ("dumb", "can't draw a screen"), ("xterm", None)])
def test_a_screen_needs_a_terminal_that_can_draw(terminal: str, said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NorthlightError, match="The screen needs a terminal"):
        need_terminal()
    monkeypatch.setattr("guidance.cli.screen.sys", SimpleNamespace(stdin=Terminal(), stdout=Terminal()))
    monkeypatch.setenv("TERM", terminal)
    if said is None:
        need_terminal()
    else:
        with pytest.raises(NorthlightError, match=said):
            need_terminal()


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
