from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from stand_in import StandIn

from capture.errors import VoiceError
from guidance.voice.engines import Wish
from guidance.voice.engines.piper import Piper
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Return a model that says that it speaks German."""
    path = tmp_path / "de_DE-anna-medium.onnx"
    path.write_bytes(b"")
    card = {"language": {"code": "de_DE", "family": "de"}, "piper_version": "1.0.0", "audio": {"sample_rate": 16000}}
    path.with_name(f"{path.name}.json").write_text(json.dumps(card), encoding="utf-8")
    return path


def test_what_it_is_told(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = StandIn(tmp_path, monkeypatch, "piper", "--output_file")
    engine = Piper(Wish("de", model=model, speed=1.25))
    assert engine.speak("Kinn höher.").size == RATE_HZ // 2
    arguments, text = program.calls[0]
    assert arguments[:3] == ["--model", str(model), "--output_file"]
    assert arguments[4:] == ["--length_scale", "0.8", "--sentence_silence", "0.25"]
    assert text == "Kinn höher.\n"
    origin = engine.origin()
    assert (origin.engine, origin.version, origin.voice, origin.settings) == ("piper", "1.0.0", "de_DE-anna-medium", {"length_scale": 0.8})


def test_a_model_of_another_language_is_refused(model: Path) -> None:
    with pytest.raises(VoiceError, match=r"speaks 'de'; expected 'en'\. .* choose --language de"):
        Piper(Wish("en", model=model)).origin()


def test_a_model_that_says_little_of_itself_is_taken_at_its_word(model: Path) -> None:
    model.with_name(f"{model.name}.json").write_text("{}", encoding="utf-8")
    assert Piper(Wish("en", model=model)).origin().version == "unknown"


def test_what_is_missing_or_damaged_is_named(model: Path) -> None:
    card = model.with_name(f"{model.name}.json")
    card.write_text("{", encoding="utf-8")
    with pytest.raises(VoiceError, match=r"settings .*\.onnx\.json can't be read"):
        Piper(Wish("de", model=model)).origin()
    card.unlink()
    with pytest.raises(VoiceError, match=r"There is no file .*\.onnx\.json"):
        Piper(Wish("de", model=model)).origin()
    with pytest.raises(VoiceError, match=r"There is no file .*nobody\.onnx"):
        Piper(Wish("de", model=model.with_name("nobody.onnx"))).origin()
    with pytest.raises(VoiceError, match=r"none is named\. Name one: --model FILE\.onnx"):
        Piper(Wish("de"))
    with pytest.raises(VoiceError, match="neither a voice nor a pitch"):
        Piper(Wish("de", model=model, voice="anna"))
