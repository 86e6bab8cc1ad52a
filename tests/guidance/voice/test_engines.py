from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stand_in import StandIn

from capture.errors import VoiceError
from guidance.voice.engines import ENGINES, Wish, found, open_engine

if TYPE_CHECKING:
    from pathlib import Path


def alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nothing on the PATH."""
    monkeypatch.setenv("PATH", str(folder))


def test_what_is_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)
    assert found() == {}
    StandIn(tmp_path, monkeypatch, "piper", "-f")
    StandIn(tmp_path, monkeypatch, "say", "-o")
    assert list(found()) == ["say", "piper"]
    assert found()["say"] == str(tmp_path / "programs" / "say")


def test_the_first_that_is_found_speaks_where_none_is_named_and_piper_where_a_model_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)
    assert open_engine(None, Wish("en")).name == "espeak-ng", "whose absence is then told with the remedy"
    StandIn(tmp_path, monkeypatch, "piper", "-f")
    StandIn(tmp_path, monkeypatch, "say", "-o")
    assert open_engine(None, Wish("en")).name == "say"
    assert open_engine(None, Wish("en", model=tmp_path / "anna.onnx")).name == "piper"


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_that_is_missing_is_a_sentence_with_the_remedy(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "anna.onnx"
    model.write_bytes(b"")
    model.with_name("anna.onnx.json").write_text("{}", encoding="utf-8")
    alone(tmp_path, monkeypatch)
    engine = open_engine(name, Wish("en", model=model if name == "piper" else None))
    with pytest.raises(VoiceError) as caught:
        engine.speak("Hold still.")
    assert str(caught.value) == f"{engine.program} is not installed. {engine.remedy}"


def test_an_unknown_engine_is_answered_with_the_nearest() -> None:
    with pytest.raises(VoiceError, match=r"There is no engine 'espeak'\. Did you mean 'espeak-ng'\?"):
        open_engine("espeak", Wish("en"))
