"""The coach's voice: clips and tones through the sound card, and silence with a notice where there is none."""

from __future__ import annotations

from capture.errors import VoiceError
from guidance.voice.clips import Pack
from guidance.voice.player import Player
from guidance.voice.protocol import Voice
from guidance.voice.silent import Silent

__all__ = ["Pack", "Player", "Silent", "Voice", "open_voice"]


def open_voice(enabled: bool, language: str = "en", device: str | None = None) -> Voice:
    """Return the voice for one sitting, at once and without raising.

    `enabled` False gives silence that needs no explanation. `language` names a pack of clips; where that pack is missing or
    damaged the voice is silent and its `notice` says why. `device` is part of a sound device's name; None is the one that the
    system plays on.
    """
    if not enabled:
        return Silent()
    try:
        Pack.load(language)
    except VoiceError as error:
        return Silent(str(error))
    return Player(language, device)
