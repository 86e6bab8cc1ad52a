from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stand_in import StandIn

from capture.errors import VoiceError
from guidance.prompts import languages
from guidance.voice.engines import Wish, found
from guidance.voice.engines.espeak import VOICES, Espeak
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path

needs_espeak = pytest.mark.skipif("espeak-ng" not in found(), reason="eSpeak NG is not installed, and only making clips needs it")


@needs_espeak
@pytest.mark.parametrize("language", languages())
def test_it_speaks_every_language_of_the_catalogue(language: str) -> None:
    engine = Espeak(Wish(language))
    assert engine.origin().voice == VOICES[language].voice
    assert 0.4 < engine.speak("Hold still.").size / RATE_HZ < 2.5


@needs_espeak
def test_faster_is_shorter() -> None:
    slow, fast = (Espeak(Wish("de", speed=speed)).speak("Halt still, bitte.").size for speed in (0.8, 1.3))
    assert fast < 0.75 * slow


@needs_espeak
def test_a_voice_that_it_does_not_have_is_refused() -> None:
    with pytest.raises(VoiceError, match=r"espeak-ng failed: .*voice"):
        Espeak(Wish("de", voice="nobody")).speak("Halt still.")


def test_what_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = StandIn(tmp_path, monkeypatch, "espeak-ng", "-w", says="eSpeak NG text-to-speech: 1.51  Data at: /usr")
    engine = Espeak(Wish("de", voice="de+f2", speed=2.0, pitch=60))
    assert (engine.origin().version, engine.origin().voice, engine.origin().settings) == ("1.51", "de+f2", {"speed_wpm": 350, "pitch": 60})
    assert engine.speak("-- Größer!").size == RATE_HZ // 2
    arguments = program.calls[-1].arguments
    assert arguments[:6] == ["-v", "de+f2", "-s", "350", "-p", "60"]
    assert arguments[-2:] == ["--", "-- Größer!"]


def test_what_it_can_not_do_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(VoiceError, match="language 'xx'"):
        Espeak(Wish("xx"))
    with pytest.raises(VoiceError, match="without a model"):
        Espeak(Wish("en", model=tmp_path))
    StandIn(tmp_path, monkeypatch, "espeak-ng", "-w", says="something else")
    with pytest.raises(VoiceError, match="said 'something else'; expected a version number"):
        Espeak(Wish("en")).origin()
