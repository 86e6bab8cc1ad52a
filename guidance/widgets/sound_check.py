"""Can the coach be heard? It says a sentence and asks; no microphone is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from guidance.prompts import prompt
from guidance.snapshot import Cue
from guidance.widgets.form import Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from guidance.voice import Voice

SPOKEN = "look_straight"
"""The prompt that is said: one that every sitting says."""

NOT_HEARD = "Turn the volume up, or choose the speaker in your system's sound settings, then press s again. Without sound, the screen says all."


class SoundCheck(Vertical):
    """A row that says how things stand, and below it what to do where there is no sound. `voice` is None where silence was asked for."""

    def __init__(self, voice: Voice | None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.asking = False
        self._voice = voice
        self._heard: bool | None = None

    def compose(self) -> ComposeResult:
        """Lay out the row and the sentence."""
        yield Row("Sound", id="sound")
        yield Static(id="sound-words")

    def play(self) -> None:
        """Say a sentence, and ask whether it was heard."""
        if self._voice is not None and self._voice.notice is None:
            self._voice.play(Cue(clip=prompt(SPOKEN).clip, urgent=True))
            self.asking, self._heard = True, None

    def answer(self, *, heard: bool) -> None:
        """Take the answer."""
        self.asking, self._heard = False, heard

    def look(self) -> None:
        """Show how things stand now; a voice that fell silent is asked about no more."""
        fault = None if self._voice is None else self._voice.notice
        self.asking = self.asking and fault is None
        self.query_one(Row).say(*self._state(fault))
        words = Content(fault or (NOT_HEARD if self._heard is False else ""))
        line = self.query_one(Static)
        if line.content != words:
            line.update(words)
        line.display = bool(words)

    def _state(self, fault: str | None) -> tuple[str, str]:
        """Return the row's words and their colour."""
        if self._voice is None:
            return "off, as --no-voice asks", "$quiet"
        if fault is not None:
            return "✗ none", "$warning"
        if self.asking:
            return "heard it? y or n", "$warning"
        if self._heard is None:
            return "press s to hear the voice", "$foreground"
        return ("✓ heard", "$success") if self._heard else ("✗ not heard", "$warning")
