"""Speech from eSpeak NG: the voice that comes with the program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from capture.errors import VoiceError
from guidance.voice.clips import Origin
from guidance.voice.engines.program import run, sheet

if TYPE_CHECKING:
    from capture.types import Floats
    from guidance.voice.engines.protocol import Wish

VOICES = {"en": "en-us", "de": "de"}
"""The voice for each language.

Plain `en-us` was chosen by measurement: of 22 voices, speeds and pitches, in noise 25 dB below them, a speech recogniser with an
open vocabulary (PocketSphinx) got the fewest words wrong of this one: 0.50 of them, against 0.84 for en-us+f3 and 0.60 to 0.95 for
the other women's voices. With only the 24 sentences to choose from it knew every one.
"""

SPEED_WPM = 155
PITCH = 45
"""0..99, in eSpeak NG's own measure; 50 is its usual."""

_SLOWEST_WPM, _FASTEST_WPM = 80, 450
_LICENCE = "Spoken by eSpeak NG, a program under GPL-3.0-or-later that is not part of this package; the clip is under this package's licence."


class Espeak:
    """eSpeak NG with one of its voices, `mb-…` (MBROLA's) among them where they are installed."""

    program = "espeak-ng"
    remedy = "Install eSpeak NG 1.51 or later (on Debian and Ubuntu: sudo apt install espeak-ng)."

    def __init__(self, wish: Wish) -> None:
        if wish.voice is None and wish.language not in VOICES:
            raise VoiceError(f"No eSpeak NG voice is chosen for the language '{wish.language}'.", "Name one: --voice; espeak-ng --voices lists them.")
        if wish.model is not None:
            raise VoiceError("espeak-ng speaks without a model file.", "Leave out --model, or choose --engine piper.")
        self._voice = wish.voice or VOICES[wish.language]
        self._speed_wpm = min(max(round(SPEED_WPM * wish.speed), _SLOWEST_WPM), _FASTEST_WPM)
        self._pitch = PITCH if wish.pitch is None else wish.pitch

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
