"""The voice that is heard: a process of its own, kept alive from here."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from guidance.speech import Speech
from guidance.voice.orders import Order, Report, line, report

if TYPE_CHECKING:
    from guidance.snapshot import Cue

_ANSWER_S = 2.0
_AGAIN_S = (1.0, 2.0, 4.0, 8.0, 15.0)  # after a device was lost or refused, the next try comes later each time: it costs a quarter of a second of work
_LAST_WORDS_S = 0.3
_TO_ITS_END_S = 6.0  # longer than any sentence, said as slowly as can be
_CLOSE_S = 1.5

_GONE = "The voice broke off (its process ended with code {}). Until it is back the instructions are on the screen only."
_UNANSWERED = "The sound device has not answered yet. Until it does the instructions are on the screen only."


ENGLISH = Speech(pack="en")
"""The voice that comes with the program, as it is."""


class Player:
    """A voice on the sound device, as `speech` says; its `pack` is the name of one.

    It sounds from a process of its own (`guidance.voice.booth` says why). Whatever goes wrong there ends in silence and in `notice`, and the process is
    started again: the voice comes back when its device does.
    """

    def __init__(self, speech: Speech = ENGLISH) -> None:
        self._command = [sys.executable, "-m", "guidance.voice.booth", line(speech).decode().strip()]
        self._process: subprocess.Popen[bytes] | None = None
        self._started_s = monotonic()
        self._report: Report | None = None
        self._underruns = 0
        self._fault: str | None = None
        self._closing = Event()
        self._thread = Thread(target=self._run, name="northlight-voice", daemon=True)
        self._thread.start()

    @property
    def notice(self) -> str | None:
        """What keeps the voice from being heard and what to do about it; None while all is well."""
        if self._report is None and self._fault is None and monotonic() - self._started_s > _ANSWER_S:
            return _UNANSWERED
        return self._fault

    @property
    def ready(self) -> bool:
        """Whether the device is open and takes sound."""
        return self._report is not None and self._report.open

    @property
    def lost(self) -> bool:
        """Whether the device was refused or lost, or the voice lacks something; the device is tried again."""
        return self._fault is not None

    @property
    def device(self) -> str:
        """The name of the device that is open; empty while there is none."""
        return self._report.device if self._report is not None and self._report.open else ""

    @property
    def underruns(self) -> int:
        """How often the device was kept waiting for sound so far."""
        return self._underruns + (self._report.underruns if self._report else 0)

    def play(self, cue: Cue) -> None:
        """Say `cue` now, and return at once. A cue that can't begin within about a second is dropped."""
        self._ask(Order(cue))

    def close(self, *, hurry: bool = True) -> None:
        """End: what is being said may end, for at most 0.3 s in a `hurry` and else to its own end, which is not waited for. Again it does nothing."""
        self._closing.set()
        process = self._process
        if process is not None and process.stdin is not None:
            self._ask(Order(last_words_s=_LAST_WORDS_S if hurry else _TO_ITS_END_S))
            with suppress(OSError):
                process.stdin.close()
        if hurry:
            self._thread.join(_CLOSE_S)

    def _ask(self, order: Order) -> None:
        process = self._process
        if process is not None and process.stdin is not None:
            with suppress(OSError, ValueError):  # it is gone, or closed: its end is noticed where its reports are read
                process.stdin.write(line(order))

    def _run(self) -> None:
        tries = 0
        while not self._closing.is_set():
            self._started_s = monotonic()
            try:
                code = self._live()
            except OSError as error:
                self._fault = _GONE.format(error.strerror)
            else:
                tries = 0 if self._report is not None and self._report.open else tries
                self._fault = self._fault or _GONE.format(code)
            self._underruns, self._report = self.underruns, None
            self._closing.wait(_AGAIN_S[min(tries, len(_AGAIN_S) - 1)])
            tries += 1

    def _live(self) -> int:
        """Start the voice's process, take in what it reports, and return its exit code."""
        with subprocess.Popen(  # noqa: S603 - our own module, no shell
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        ) as process:
            self._process = process
            if self._closing.is_set() and process.stdin is not None:
                process.stdin.close()
            for text in process.stdout or ():
                said = report(text)
                if said is not None:
                    self._report, self._fault = said, said.notice
            self._process = None
        return process.returncode
