"""Speech from eSpeak NG: the voice that comes with the program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from capture.errors import VoiceError
from guidance.voice.clips import Origin
from guidance.voice.engines.program import run, sheet

if TYPE_CHECKING:
    from capture.types import Floats
    from guidance.voice.engines.protocol import Wish

class Usual(NamedTuple):
    """What sounds best in a language. `pitch` is 0..99 in eSpeak NG's own measure, whose usual is 50."""

    voice: str
    speed_wpm: int
    pitch: int


VOICES = {"en": Usual("en-us", 155, 45), "de": Usual("de+Alex", 175, 35)}
"""The voice for each language, and how it speaks.

Plain `en-us` was chosen by measurement: of 22 voices, speeds and pitches, in noise 25 dB below them, a speech recogniser with an
open vocabulary (PocketSphinx) got the fewest words wrong of this one: 0.50 of them, against 0.84 for en-us+f3 and 0.60 to 0.95 for
the other women's voices. With only the 24 sentences to choose from it knew every one.

For German there is no such recogniser. The American one was given eSpeak NG's own sounds for each word and let choose among all
sentences. In pink noise 25 and 10 dB below them it knew 43 and 37 of every third sentence's 43 by this voice, which no other of 24 was
better than: plain `de` came to 36 to 40 and 27 to 32, de+f2, f3 and f5 to 31 to 38 and 27 to 31. At this speed sentences are as long
as the English ones, and a look's words are out before its photograph's own.
"""

_SLOWEST_WPM, _FASTEST_WPM = 80, 450
_LICENCE = "Spoken by eSpeak NG, a program under GPL-3.0-or-later that is not part of this package; the clip is under this package's licence."


class Espeak:
    """eSpeak NG with one of its voices, `mb-…` (MBROLA's) among them where they are installed."""

    name = "espeak-ng"
    program = "espeak-ng"
    remedy = "Install eSpeak NG 1.51 or later (on Debian and Ubuntu: sudo apt install espeak-ng)."

    def __init__(self, wish: Wish) -> None:
        if wish.voice is None and wish.language not in VOICES:
            raise VoiceError(f"No eSpeak NG voice is chosen for the language '{wish.language}'.", "Name one: --voice; espeak-ng --voices lists them.")
        if wish.model is not None:
            raise VoiceError("espeak-ng speaks without a model file.", "Leave out --model, or choose --engine piper.")
        usual = VOICES.get(wish.language, VOICES["en"])
        self._voice = wish.voice or usual.voice
        self._speed_wpm = min(max(round(usual.speed_wpm * wish.speed), _SLOWEST_WPM), _FASTEST_WPM)
        self._pitch = usual.pitch if wish.pitch is None else wish.pitch

    def origin(self) -> Origin:
        """Return the voice and the program's version."""
        said = run(self.program, "--version", remedy=self.remedy)
        version = re.search(r"\d+\.\d+(?:\.\d+)?", said)
        if version is None:
            raise VoiceError(f"{self.program} --version said '{said.strip()}'; expected a version number.", self.remedy)
        return Origin("eSpeak NG", version.group(), self._voice, {"speed_wpm": self._speed_wpm, "pitch": self._pitch}, _LICENCE)

    def speak(self, text: str) -> Floats:
        """Return the sentence, spoken."""
        with sheet() as wave:
            run(
                self.program, "-v", self._voice, "-s", str(self._speed_wpm), "-p", str(self._pitch), "-w", str(wave.path), "--", text, remedy=self.remedy
            )
            return wave.read(self.program)
