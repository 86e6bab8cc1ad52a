"""Who can speak a pack of clips. Each engine is a program of its own that is run, and none is shipped."""

from __future__ import annotations

import shutil

from capture.errors import VoiceError, nearest
from guidance.voice.engines.espeak import Espeak
from guidance.voice.engines.piper import Piper
from guidance.voice.engines.protocol import Engine, Wish
from guidance.voice.engines.say import Say
from guidance.voice.engines.windows import Windows

__all__ = ["ENGINES", "Engine", "Wish", "found", "open_engine"]

_KNOWN: tuple[type[Engine], ...] = (Espeak, Say, Windows, Piper)

ENGINES = {engine.name: engine for engine in _KNOWN}
"""By the name that is typed; of those found on a machine the first is the usual one."""


def found() -> dict[str, str]:
    """Return the engines of this machine, each with its program's path."""
    paths = {name: shutil.which(engine.program) for name, engine in ENGINES.items()}
    return {name: path for name, path in paths.items() if path is not None}


def open_engine(name: str | None, wish: Wish) -> Engine:
    """Return the engine of that name; None is piper where a model is named, else the first found here. Raises VoiceError where it can't fulfil the wish."""
    if name is None:
        name = "piper" if wish.model is not None else next((here for here in found() if here != "piper"), "espeak-ng")
    if name not in ENGINES:
        raise VoiceError(f"There is no engine '{name}'.", nearest(name, ENGINES))
    return ENGINES[name](wish)
