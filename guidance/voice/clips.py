"""A pack of spoken sentences: sound files in a folder, and a manifest that says of each what it says and where it comes from."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.errors import VoiceError
from guidance.voice.edges import edged
from guidance.voice.mixer import RATE_HZ
from guidance.voice.stretch import stretched

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from capture.types import Floats

_EDGE_FRAMES = RATE_HZ * 4 // 1000  # of the 20 ms of silence that a clip has at both ends
MANIFEST = "manifest.json"
_AGAIN = "Install northlight again, or build that pack again if it is your own; until then the instructions are on the screen only."


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who spoke a clip, how, and under which licence."""

    engine: str
    version: str
    voice: str
    settings: dict[str, str | int | float]
    licence: str


class Clip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence's sound file. `seconds` is its length."""

    file: str
    text: str
    text_sha256: str
    file_sha256: str
    seconds: float
    origin: Origin


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every clip of a pack, by its sentence's name, and the language that it speaks."""

    language: str
    clips: dict[str, Clip]


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a sentence's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


class Pack:
    """The clips in a folder, decoded when first asked for and then kept, at a `volume` from 0 to 1 and said `speed` times as fast.

    Only clips that say what the catalogue says now, `wanted` by sentence name, are in a pack: a sitter must not hear one thing and read another.
    """

    def __init__(self, folder: Traversable, manifest: Manifest, wanted: Mapping[str, str], *, volume: float = 1.0, speed: float = 1.0) -> None:
        self._folder = folder
        self._clips = {name: clip for name, clip in manifest.clips.items() if wanted.get(name) == clip.text}
        self._volume = volume
        self._speed = speed
        self._decoded: dict[str, Floats] = {}

    @property
    def names(self) -> frozenset[str]:
        """Every sentence that this pack can say."""
        return frozenset(self._clips)

    def text(self, name: str) -> str:
        """Return what the clip `name` says."""
        return self._clips[name].text

    def samples(self, name: str) -> Floats:
        """Return the clip `name` as a read-only array (frames,), mono at 48 kHz within ±1.

        Raises VoiceError when this pack has no such clip, or when its file is missing, altered or can't be decoded.
        """
        if name not in self._decoded:
            if name not in self._clips:
                raise VoiceError(f"The voice has no clip for the sentence '{name}'.", _AGAIN)
            self._decoded[name] = self._decode(self._clips[name])
        return self._decoded[name]

    def _decode(self, clip: Clip) -> Floats:
        try:
            encoded = (self._folder / clip.file).read_bytes()
        except OSError as error:
            raise VoiceError(f"The clip {clip.file} could not be read: {error.strerror}.", _AGAIN) from error
        if hashlib.sha256(encoded).hexdigest() != clip.file_sha256:
            raise VoiceError(f"The clip {clip.file} is not the file that the manifest names.", _AGAIN)
        decoded = decode(encoded, clip.file)
        if self._speed == 1 and self._volume == 1:
            return decoded
        sound = stretched(decoded, self._speed) * np.float32(self._volume)
        sound.setflags(write=False)
        return sound


def read_manifest(folder: Traversable) -> Manifest:
    """Return the manifest in `folder`. Raises VoiceError when it is missing, unreadable or not as expected."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except OSError as error:
        raise VoiceError(f"The voice's {MANIFEST} could not be read: {error.strerror}.", _AGAIN) from error
    except msgspec.DecodeError as error:
        raise VoiceError(f"The voice's {MANIFEST} is damaged: {error}.", _AGAIN) from error


def decode(encoded: bytes, name: str) -> Floats:
    """Return a sound file's content as a read-only array (frames,), mono at 48 kHz.

    Raises VoiceError, which names the file as `name`, for anything else.
    """
    try:
        import soundfile  # noqa: PLC0415 (where its library is missing there must be silence, not a program that can't start)
    except (ImportError, OSError) as error:
        remedy = "Install the Python package soundfile again."
        raise VoiceError(f"The library that reads sound files could not be loaded: {error}.", remedy) from error
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(encoded), dtype="float32")
    except soundfile.LibsndfileError as error:
        raise VoiceError(f"The clip {name} could not be decoded: {error.error_string}", _AGAIN) from error
    if samples.ndim != 1 or rate_hz != RATE_HZ:
        channels = 1 if samples.ndim == 1 else samples.shape[1]
        raise VoiceError(f"The clip {name} has {channels} channels at {rate_hz} Hz; expected 1 at {RATE_HZ}.", _AGAIN)
    # Opus leaves a little of its own at the very end, where the sound that it was given had ended.
    sound: Floats = edged(samples, _EDGE_FRAMES, _EDGE_FRAMES)
    sound.setflags(write=False)
    return sound
