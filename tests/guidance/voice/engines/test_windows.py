from __future__ import annotations

from pathlib import Path

import pytest
from stand_in import StandIn

from capture.errors import VoiceError
from guidance.voice.engines import Wish
from guidance.voice.engines.windows import Windows
from guidance.voice.mixer import RATE_HZ


def test_what_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = StandIn(tmp_path, monkeypatch, "powershell", "-To", says="Microsoft Hedda Desktop\r\n")
    engine = Windows(Wish("de", speed=1.25))
    origin = engine.origin()
    assert (origin.voice, origin.settings) == ("Microsoft Hedda Desktop", {"rate": 2})
    assert engine.speak("Kinn höher; rm -r $HOME").size == RATE_HZ // 2
    asked, told = (call.arguments for call in program.calls)
    assert asked[:4] == ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass"]
    script = Path(asked[5])
    assert asked[4] == "-File"
    assert asked[6:] == ["-Language", "de"]
    assert told[6:12] == ["-Language", "de", "-Voice", "Microsoft Hedda Desktop", "-Rate", "2"]
    assert told[12] == "-To"
    assert told[14:] == ["-Text", "Kinn höher; rm -r $HOME"]
    assert all(f"${name[1:]}" in script.read_text(encoding="utf-8") for name in told[6::2]), "the script takes each of them"


@pytest.mark.parametrize(("speed", "rate"), [(0.5, -6), (1.0, 0), (2.0, 6)])
def test_the_rate_is_that_of_windows(speed: float, rate: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    StandIn(tmp_path, monkeypatch, "powershell", "-To", says="Zira")
    assert Windows(Wish("en", voice="Zira", speed=speed)).origin().settings == {"rate": rate}


def test_what_it_can_not_do_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="neither a model file nor a pitch"):
        Windows(Wish("en", pitch=50))
    with pytest.raises(VoiceError, match="neither a model file nor a pitch"):
        Windows(Wish("en", model=tmp_path))
