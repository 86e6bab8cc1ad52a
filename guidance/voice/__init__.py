"""The coach's voice: clips and tones through the sound card, and silence with a notice where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from capture.errors import VoiceError
from guidance.voice.packs import speaking
from guidance.voice.player import Player
from guidance.voice.protocol import Voice
from guidance.voice.silent import Silent

if TYPE_CHECKING:
    from guidance.profile import Profile

__all__ = ["Player", "Silent", "Voice", "open_voice"]


def open_voice(enabled: bool, profile: Profile) -> Voice:
    """Return the voice that the profile wants, for one sitting, at once and without raising.

    `enabled` False gives silence that needs no explanation. Where the pack is missing or damaged the voice is silent and its `notice` says why.
    """
    if not enabled:
        return Silent()
    try:
        pack = speaking(profile.language, profile.voice.pack)
    except VoiceError as error:
        return Silent(str(error))
    return Player(replace(profile.voice, pack=pack.name))
