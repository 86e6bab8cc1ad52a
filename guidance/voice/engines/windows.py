"""Speech from Windows: System.Speech, through PowerShell."""

from __future__ import annotations

import math
import platform
from pathlib import Path
from typing import TYPE_CHECKING

from capture.errors import VoiceError
from guidance.voice.clips import Origin
from guidance.voice.engines.program import run, sheet

if TYPE_CHECKING:
    from capture.types import Floats
    from guidance.voice.engines.protocol import Wish

_SCRIPT = Path(__file__).with_name("windows.ps1")
_LICENCE = "Spoken by a voice of Windows: Microsoft's licence for Windows says what may be done with it. Keep it for yourself."


class Windows:
    """Windows with one of its voices: the first of the language where none is named."""

    name = "windows"
    program = "powershell"
    remedy = "It comes with Windows; a voice is added in Settings, Time & language, Speech. Choose another engine elsewhere."

    def __init__(self, wish: Wish) -> None:
        if wish.model is not None or wish.pitch is not None:
            raise VoiceError("windows takes neither a model file nor a pitch.", "Leave out --model and --pitch, or choose another engine.")
        self._language = wish.language
        self._voice = wish.voice
        # From -10 to 10, which is a third and three times the usual pace.
        self._rate = min(max(round(10 * math.log(wish.speed, 3)), -10), 10)

    def origin(self) -> Origin:
        """Return the voice that speaks and the system's version."""
        self._voice = self._ask().strip()
        return Origin("Windows System.Speech", platform.version(), self._voice, {"rate": self._rate}, _LICENCE)

    def speak(self, text: str) -> Floats:
        """Return the sentence, spoken."""
        with sheet() as wave:
            self._ask("-Rate", str(self._rate), "-To", str(wave.path), "-Text", text)
            return wave.read(self.program)

    def _ask(self, *arguments: str) -> str:
        script = ("-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", str(_SCRIPT))
        voice = () if self._voice is None else ("-Voice", self._voice)
        return run(self.program, *script, "-Language", self._language, *voice, *arguments, remedy=self.remedy)
