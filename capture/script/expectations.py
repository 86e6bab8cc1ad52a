"""What a sample sitting is to show: the words that must be said by when, and the photographs that must and must not be taken.

Prompts and looks are only names here: what they mean is the coach's business.
"""

from __future__ import annotations

import msgspec


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A prompt that must be given after `from_s` and not later than `by_s`."""

    id: str
    from_s: float = 0.0
    by_s: float


class Taken(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A look whose moment must be photographed by `by_s`."""

    look: str
    by_s: float


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A stretch of time; without `to_s` it lasts to the end."""

    from_s: float = 0.0
    to_s: float | None = None

    def holds(self, t_s: float) -> bool:
        """Return whether `t_s` lies in it."""
        return self.from_s <= t_s and (self.to_s is None or t_s <= self.to_s)


class Expect(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A session's expectations. Photographs are those that a look's moment gave; what a sitting keeps at its end for want of better does not count."""

    prompts: tuple[Said, ...] = ()
    never: tuple[str, ...] = ()
    """Prompts that must not be given at all."""
    shots: tuple[Taken, ...] = ()
    at_least: int = 0
    """Photographs in all."""
    no_shots: tuple[Span, ...] = ()
