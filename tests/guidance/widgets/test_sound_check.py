from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App, ComposeResult

from guidance.voice.packs import bundled_names, find
from guidance.widgets.form import Row
from guidance.widgets.sound_check import NOT_HEARD, SPOKEN, SoundCheck

if TYPE_CHECKING:
    from guidance.snapshot import Cue


class Listening:
    """A voice that remembers what it was to say, and may fall silent."""

    def __init__(self) -> None:
        self.notice: str | None = None
        self.said: list[str | None] = []

    def play(self, cue: Cue) -> None:
        self.said.append(cue.clip)

    def close(self) -> None:
        """Nothing is open."""


class SoundApp(App[None]):
    def __init__(self, voice: Listening | None) -> None:
        super().__init__()
        self._voice = voice

    def compose(self) -> ComposeResult:
        yield SoundCheck(self._voice)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888"}

    @property
    def told(self) -> tuple[str, str]:
        """What the row and the line below it say."""
        check = self.query_one(SoundCheck)
        check.look()
        return check.query_one(Row).words, str(check.query_one("#sound-words").render())


async def test_it_says_a_sentence_asks_and_takes_the_answer() -> None:
    voice = Listening()
    app = SoundApp(voice)
    async with app.run_test():
        check = app.query_one(SoundCheck)
        assert app.told == ("press s to hear the voice", "")
        check.play()
        assert voice.said == [f"{SPOKEN}.1"]
        assert app.told == ("heard it? y or n", "")
        check.answer(heard=False)
        assert app.told == ("✗ not heard", NOT_HEARD)
        check.play()
        check.answer(heard=True)
        assert app.told == ("✓ heard", "")


async def test_a_voice_that_falls_silent_says_why_and_is_asked_about_no_more() -> None:
    voice = Listening()
    app = SoundApp(voice)
    async with app.run_test():
        check = app.query_one(SoundCheck)
        check.play()
        voice.notice = "The sound device stopped taking sound."
        assert app.told == ("✗ none", "The sound device stopped taking sound.")
        assert not check.asking
        check.play()
        assert len(voice.said) == 1


async def test_silence_that_was_asked_for_is_no_fault() -> None:
    app = SoundApp(None)
    async with app.run_test():
        app.query_one(SoundCheck).play()
        assert app.told == ("off, as --no-voice asks", "")


def test_the_sentence_has_a_clip() -> None:
    for name in bundled_names():
        assert f"{SPOKEN}.1" in find(name).pack().names
