"""What a sitting asks of a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from guidance.snapshot import Cue


class Voice(Protocol):
    """Something that says cues. No method raises or waits for sound: a sitting goes on whatever happens to its voice."""

    @property
    def notice(self) -> str | None:
        """What keeps the voice from being heard and what to do about it; None while all is well."""
        ...

    def play(self, cue: Cue) -> None:
        """Say `cue` now, and return at once."""
        ...

    def close(self, *, hurry: bool = True) -> None:
        """End cleanly: what is being said may end, for at most 0.3 s in a `hurry` and else to its own end, which is not waited for. Again it does nothing."""
        ...
