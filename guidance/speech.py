"""What the voice sounds like, as a profile may say it."""

from __future__ import annotations

from typing import Annotated

import msgspec

_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Speed = Annotated[float, msgspec.Meta(ge=0.8, le=1.3)]


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which clips are heard, on which device, how loud and how fast."""

    pack: str = ""
    """The name of a pack of clips; without one, or where it speaks another language, the one that comes with the program."""
    device: str = ""
    """Part of a sound device's name; without one the device that the system plays on."""
    volume: _Share = 1.0
    speed: _Speed = 1.0
    """How fast sentences are said, at the same pitch."""
