"""Speech from piper, a neural engine that speaks from a model file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from capture.errors import VoiceError
from guidance.voice.clips import Origin
from guidance.voice.engines.program import run, sheet

if TYPE_CHECKING:
    from capture.types import Floats
    from guidance.voice.engines.protocol import Wish

_LICENCE = "Spoken by piper from a model that has a licence of its own: see where the model comes from."
_BETWEEN_S = 0.25  # piper leaves no pause between two sentences of its own


class _Language(msgspec.Struct):
    family: str | None = None


class _Card(msgspec.Struct):
    """What a model's settings file says of it."""

    language: _Language | None = None
    piper_version: str | None = None


class Piper:
    """piper with a model `NAME.onnx`, beside which its settings `NAME.onnx.json` lie."""

    name = "piper"
    program = "piper"
    remedy = "Install piper (pip install piper-tts), and see that the model and its .onnx.json lie in one folder."

    def __init__(self, wish: Wish) -> None:
        if wish.model is None:
            raise VoiceError("piper speaks from a model file, and none is named.", "Name one: --model FILE.onnx")
        if wish.voice is not None or wish.pitch is not None:
            raise VoiceError("piper takes neither a voice nor a pitch: its model has both.", "Leave out --voice and --pitch.")
        self._model = wish.model.expanduser()
        self._language = wish.language
        self._length_scale = round(1 / wish.speed, 3)

    def origin(self) -> Origin:
        """Return the model and what it says of itself. Raises VoiceError where it is missing, unreadable or speaks another language."""
        card = self._card()
        family = card.language.family if card.language else None
        if family is not None and family != self._language:
            remedy = f"Name a model for '{self._language}', or choose --language {family}."
            raise VoiceError(f"The model {self._model.name} speaks '{family}'; expected '{self._language}'.", remedy)
        return Origin("piper", card.piper_version or "unknown", self._model.stem, {"length_scale": self._length_scale}, _LICENCE)

    def speak(self, text: str) -> Floats:
        """Return the sentence, spoken."""
        with sheet() as wave:
            scales = ("--length_scale", str(self._length_scale), "--sentence_silence", str(_BETWEEN_S))
            run(self.program, "--model", str(self._model), "--output_file", str(wave.path), *scales, remedy=self.remedy, text=f"{text}\n")
            return wave.read(self.program)

    def _card(self) -> _Card:
        path = self._model.with_name(f"{self._model.name}.json")
        for needed in (self._model, path):
            if not needed.is_file():
                raise VoiceError(f"There is no file {needed}.", "Name the model, NAME.onnx; its settings, NAME.onnx.json, must lie beside it.")
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Card)
        except (OSError, msgspec.DecodeError) as error:
            raise VoiceError(f"The model's settings {path} can't be read: {error}.", "Get the model again, with its .onnx.json.") from error
