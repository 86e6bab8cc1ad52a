"""The voice's own process, `python -m guidance.voice.booth SETTINGS`: a callback that is asked for sound every 12 ms.

In the program's process that callback waits for the interpreter behind tracker, measures and screen. There sentences broke off: a device that was
kept waiting for 50 ms ran dry, and PortAudio took 1.9 s to go on. Here it shares the interpreter with nothing. Whatever a sound device does to a process,
to hang or to crash it, happens to this one, which the program then starts again.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

import numpy as np

from capture.errors import VoiceError
from guidance.voice.mixer import Mixer
from guidance.voice.orders import Order, Report, line, order, settings
from guidance.voice.packs import find
from guidance.voice.speaker import Speaker
from guidance.voice.tones import tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

    from guidance.snapshot import Cue
    from guidance.speech import Speech
    from guidance.voice.clips import Pack

STALE_S = 1.0
"""A cue that met a device still opening, or one that stalled, is worth saying for this long."""

_TICK_S = 0.1
_DRY_S = 0.3  # a device that took no sound for this long, longer than the slowest buffer, is set going again
_DEAD_S = 2.0  # and is given up after this
_OPENING_S = 20.0  # a sound server that is only just starting may take this long to answer
_HANGING_S = 3.0  # PortAudio can hang where no Python ends it; the process then ends itself

_BROKE = "The voice broke off ({}: {}). Until it is back the instructions are on the screen only."
_DEAD = "The sound device stopped taking sound. Check that it is still connected; until it plays again the instructions are on the screen only."


class Booth:
    """One opening of the sound device that `speech` names, from the first order to the last.

    `report` is called with what the program should know, `alive` ten times a second for as long as the device does not hang.
    """

    def __init__(
        self,
        pack: Pack,
        report: Callable[[Report], None],
        *,
        speech: Speech,
        alive: Callable[[], None] = lambda: None,
        speaker: Callable[..., Speaker] = Speaker,
    ) -> None:
        self._pack = pack
        self._report = report
        self._device = speech.device
        self._volume = np.float32(speech.volume)
        self._alive = alive
        self._open_speaker = speaker
        self._orders: SimpleQueue[tuple[float, Order]] = SimpleQueue()
        self._mixer = Mixer()
        self._undecoded = sorted(pack.names)
        self._moved_s = 0.0
        self._frames = 0
        self._restarted = False
        self._reported = Report()
        self._name = ""

    def ask(self, wanted: Order) -> None:
        """Take an order, from any thread."""
        self._orders.put((monotonic(), wanted))

    def serve(self) -> None:
        """Open the device and do what is asked until the end is asked for or the device is lost; nothing is raised, what went wrong is reported."""
        try:
            speaker = self._open_speaker(self._mixer.fill, self._device)
            try:
                self._play(speaker)
            finally:
                speaker.close()
        except VoiceError as error:
            self._tell(notice=str(error))
        except Exception as error:  # noqa: BLE001 - the process's one door: whatever broke the voice, the sitting goes on and is told
            self._tell(notice=_BROKE.format(type(error).__name__, error))

    def _play(self, speaker: Speaker) -> None:
        self._moved_s = monotonic()
        self._name = speaker.name
        self._tell(is_open=True)
        while True:
            self._alive()
            if not self._flows(speaker):
                self._tell(notice=_DEAD)
                return
            if speaker.underruns != self._reported.underruns:
                self._tell(is_open=True, notice=self._reported.notice, underruns=speaker.underruns)
            try:
                asked_s, wanted = self._orders.get(timeout=_TICK_S)
            except Empty:
                self._decode_one()
                continue
            if wanted.cue is None:
                self._end(wanted.last_words_s)
                return
            if monotonic() - asked_s <= STALE_S:
                self._hand_over(wanted.cue)

    def _flows(self, speaker: Speaker) -> bool:
        """Return whether the device takes sound, and set it going again where it ran dry: of itself PortAudio waits for two seconds.

        That is done once: a device that is slow to begin, again or for the first time, would be held up by it for ever.
        """
        now_s = monotonic()
        if self._mixer.frames != self._frames:
            self._frames, self._moved_s, self._restarted = self._mixer.frames, now_s, False
        elif now_s - self._moved_s > _DEAD_S:
            return False
        elif now_s - self._moved_s > _DRY_S and self._frames > 0 and not self._restarted:
            self._restarted = True
            speaker.restart()
        return True

    def _hand_over(self, cue: Cue) -> None:
        try:
            if cue.clip is not None:
                self._mixer.submit(self._pack.samples(cue.clip), urgent=cue.urgent)
            elif cue.urgent:
                self._mixer.hush()
        except VoiceError as error:
            self._tell(is_open=True, notice=str(error))
        if cue.tone is not None:
            self._mixer.ring(tone(cue.tone) * self._volume)

    def _decode_one(self) -> None:
        """Decode a clip while nothing is asked, so that none is decoded while it is waited for."""
        if self._undecoded:
            with suppress(VoiceError):  # said when it is wanted
                self._pack.samples(self._undecoded.pop())

    def _end(self, last_words_s: float) -> None:
        self._wait_for_silence(last_words_s)
        self._mixer.hush()
        self._wait_for_silence(0.1)

    def _wait_for_silence(self, at_most_s: float) -> None:
        until_s = monotonic() + at_most_s
        while self._mixer.sounding and monotonic() < until_s:
            self._alive()
            sleep(0.01)

    def _tell(self, *, is_open: bool = False, notice: str | None = None, underruns: int | None = None) -> None:
        self._reported = Report(is_open, notice, self._reported.underruns if underruns is None else underruns, self._name)
        self._report(self._reported)


def _listen(orders: BinaryIO, booth: Booth) -> None:
    """Hand over what the program asks; it is gone where its lines end without a word."""
    for text in orders:
        wanted = order(text)
        if wanted is not None:
            booth.ask(wanted)
    booth.ask(Order())


def _tell(report: Report) -> None:
    with suppress(OSError):  # nobody hears it any more
        sys.stdout.buffer.write(line(report))
        sys.stdout.buffer.flush()


def main(arguments: Sequence[str]) -> int:
    """Be the voice of the program that started this process, until it says so or is gone. Returns 0."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is for the program, which ends its voice itself
    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the process runs

    def end_unless_seen_again(within_s: float = _HANGING_S) -> None:
        faulthandler.dump_traceback_later(within_s, exit=True, file=nowhere)

    end_unless_seen_again(_OPENING_S)
    try:
        speech = settings(arguments[0])
        booth = Booth(find(speech.pack).pack(volume=speech.volume, speed=speech.speed), _tell, speech=speech, alive=end_unless_seen_again)
    except VoiceError as error:
        _tell(Report(notice=str(error)))
        return 0
    Thread(target=_listen, args=(sys.stdin.buffer, booth), name="orders", daemon=True).start()
    booth.serve()
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # the thread that reads orders holds standard input's lock, which an ordinary exit waits for
