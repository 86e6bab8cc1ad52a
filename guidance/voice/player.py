"""The voice that is heard."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from capture.errors import VoiceError
from guidance.voice.mixer import Mixer
from guidance.voice.speaker import Speaker
from guidance.voice.tones import tone

if TYPE_CHECKING:
    from guidance.snapshot import Cue
    from guidance.voice.clips import Pack

_STALE_S = 1.0  # a cue that met a sound device still opening, or stalled, is worth saying for this long
_STALL_S = 2.0  # a device that took no sound for this long is called dead; the slowest buffers hold 0.2 s
_LAST_WORDS_S = 0.3
_CLOSE_S = 1.5

_BROKE = "The voice broke off ({}: {}). Start again to hear it; until then the instructions are on the screen only."
_UNANSWERED = "The sound device has not answered yet. Until it does the instructions are on the screen only."
_STALLED = "The sound device stopped taking sound. Check that it is still connected; until it plays again the instructions are on the screen only."


class Player:
    """A voice on the sound device.

    All work is done on a thread of its own, from opening the device to decoding clips, so that neither a slow sound server nor a
    slow disk holds up a sitting. Whatever goes wrong there ends in silence and in `notice`.
    """

    def __init__(self, pack: Pack, device: str | None = None) -> None:
        self._pack = pack
        self._device = device
        self._mixer = Mixer()
        self._asked: SimpleQueue[tuple[float, Cue] | None] = SimpleQueue()
        self._fault: str | None = None
        self._opening = True
        self._stalled = False
        self._moved_s = monotonic()
        self._frames = 0
        self._thread = Thread(target=self._run, name="northlight-voice", daemon=True)
        self._thread.start()

    @property
    def notice(self) -> str | None:
        """What keeps the voice from being heard and what to do about it; None while all is well."""
        if self._stalled:
            return _STALLED
        if self._opening and monotonic() - self._moved_s > _STALL_S:
            return _UNANSWERED
        return self._fault

    def play(self, cue: Cue) -> None:
        """Say `cue` now, and return at once. A cue that can't begin within about a second is dropped."""
        if self._thread.is_alive():
            self._asked.put((monotonic(), cue))

    def close(self) -> None:
        """Let what is being said end, for at most 0.3 s, and let the device go. A device that hangs is left behind after 1.5 s."""
        self._asked.put(None)
        self._thread.join(_CLOSE_S)

    def _run(self) -> None:
        try:
            speaker = Speaker(self._mixer.fill, self._device)
            self._moved_s, self._opening = monotonic(), False
            try:
                self._serve()
                self._end()
            finally:
                speaker.close()
        except VoiceError as error:
            self._fault, self._opening = str(error), False
        except Exception as error:  # noqa: BLE001 - a thread's one broad except: whatever broke the voice, the sitting goes on and is told
            self._fault, self._opening = _BROKE.format(type(error).__name__, error), False

    def _serve(self) -> None:
        while True:
            try:
                asked = self._asked.get(timeout=_STALL_S / 4)
            except Empty:
                self._watch()
                continue
            if asked is None:
                return
            self._watch()
            asked_s, cue = asked
            if monotonic() - asked_s <= _STALE_S and not self._stalled:
                self._hand_over(cue)

    def _hand_over(self, cue: Cue) -> None:
        try:
            if cue.clip is not None:
                self._mixer.submit(self._pack.samples(cue.clip), urgent=cue.urgent)
            elif cue.urgent:
                self._mixer.hush()
        except VoiceError as error:
            self._fault = str(error)
        if cue.tone is not None:
            self._mixer.ring(tone(cue.tone))

    def _watch(self) -> None:
        """Notice when the device stops asking for sound, and when it begins again."""
        now_s = monotonic()
        if self._mixer.frames != self._frames:
            self._frames, self._moved_s, self._stalled = self._mixer.frames, now_s, False
        elif now_s - self._moved_s > _STALL_S and not self._stalled:
            self._mixer.hush()
            self._stalled = True

    def _end(self) -> None:
        self._wait_for_silence(_LAST_WORDS_S)
        self._mixer.hush()
        self._wait_for_silence(0.1)

    def _wait_for_silence(self, at_most_s: float) -> None:
        until_s = monotonic() + at_most_s
        while self._mixer.sounding and not self._stalled and monotonic() < until_s:
            sleep(0.01)
