from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stand_in import StandIn

from capture.errors import VoiceError
from guidance.voice.engines import Wish
from guidance.voice.engines.say import Say
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path


def test_what_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = StandIn(tmp_path, monkeypatch, "say", "-o")
    engine = Say(Wish("de", speed=1.2))
    assert engine.speak("Kinn höher.").size == RATE_HZ // 2
    arguments, text = program.calls[0]
    assert arguments[:5] == ["-v", "Anna", "-r", "210", "-o"]
    assert arguments[6:] == ["--file-format=WAVE", "--data-format=LEI16@22050", "-f", "-"]
    assert text == "Kinn höher."
    origin = engine.origin()
    assert (origin.engine, origin.voice, origin.settings) == ("macOS say", "Anna", {"speed_wpm": 210})
    assert Say(Wish("xx", voice="Kyoko")).origin().voice == "Kyoko"


def test_what_it_can_not_do_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="language 'xx'"):
        Say(Wish("xx"))
    with pytest.raises(VoiceError, match="neither a model file nor a pitch"):
        Say(Wish("en", pitch=50))
    with pytest.raises(VoiceError, match="neither a model file nor a pitch"):
        Say(Wish("en", model=tmp_path))
