"""What a pack of clips asks of whoever speaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Floats
    from guidance.voice.clips import Origin


class Wish(NamedTuple):
    """How it shall be spoken; None leaves it to the engine, or to what was found best for it.

    `voice` is a name that the engine knows, `model` a file that it speaks from. `speed` is 1 for the engine's usual pace. `pitch` is 0 to 99, 50 in the
    middle.
    """

    language: str
    voice: str | None = None
    model: Path | None = None
    speed: float = 1.0
    pitch: int | None = None


class Engine(Protocol):
    """A program that speaks, run and not shipped. Making one raises VoiceError where it can't fulfil the wish that it is made for."""

    name: str
    """What is typed to choose it."""

    program: str
    """What is run."""

    remedy: str
    """How to get it."""

    def __init__(self, wish: Wish) -> None: ...

    def origin(self) -> Origin:
        """Return who speaks and how, with every setting that the sound depends on. Raises VoiceError when the program is missing, or lacks the voice."""
        ...

    def speak(self, text: str) -> Floats:
        """Return `text` as it is spoken, mono (frames,) at 48 kHz, with the engine's own silence and level. Raises VoiceError as `origin` does."""
        ...
