"""Speech from macOS: the program `say`."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from capture.errors import VoiceError
from guidance.voice.clips import Origin
from guidance.voice.engines.program import run, sheet

if TYPE_CHECKING:
    from capture.types import Floats
    from guidance.voice.engines.protocol import Wish

VOICES = {"en": "Samantha", "de": "Anna"}
"""For each language the voice that every Mac has."""

SPEED_WPM = 175
_LICENCE = "Spoken by a voice of macOS: Apple's licence for macOS says what may be done with it. Keep it for yourself."


class Say:
    """macOS with one of its voices."""

    name = "say"
    program = "say"
    remedy = "It comes with macOS; choose another engine elsewhere."

    def __init__(self, wish: Wish) -> None:
        if wish.voice is None and wish.language not in VOICES:
            raise VoiceError(f"No voice of macOS is chosen for the language '{wish.language}'.", "Name one: --voice; say -v '?' lists them.")
        if wish.model is not None or wish.pitch is not None:
            raise VoiceError("say takes neither a model file nor a pitch.", "Leave out --model and --pitch, or choose another engine.")
        self._voice = wish.voice or VOICES[wish.language]
        self._speed_wpm = round(SPEED_WPM * wish.speed)

    def origin(self) -> Origin:
        """Return the voice and the system's version; whether the voice is there, only speaking tells."""
        return Origin("macOS say", platform.mac_ver()[0] or "unknown", self._voice, {"speed_wpm": self._speed_wpm}, _LICENCE)

    def speak(self, text: str) -> Floats:
        """Return the sentence, spoken."""
        with sheet() as wave:
            form = ("--file-format=WAVE", "--data-format=LEI16@22050")
            run(self.program, "-v", self._voice, "-r", str(self._speed_wpm), "-o", str(wave.path), *form, "-f", "-", remedy=self.remedy, text=text)
            return wave.read(self.program)
