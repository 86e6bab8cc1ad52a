"""What a sitting's journal says of its feed, and what of that its receipt carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from capture.feed.watch import FeedReading  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FEED_EVENT = "feed"
"""The journal's word for it."""


class FeedNote(msgspec.Struct, frozen=True, kw_only=True):
    """What was found of a feed in a sitting's first seconds, in words and in numbers; `filtered` where a program's work was found in the picture."""

    filtered: bool
    in_plain_words: tuple[str, ...]
    reading: FeedReading

    def fields(self) -> dict[str, Any]:
        """Return it as fields of a line in the journal."""
        return dict(msgspec.to_builtins(self))


def feed_notes(events: Iterable[Mapping[str, object]]) -> tuple[FeedNote, ...]:
    """Return what a journal's events say of the sitting's feeds, in order; what can't be read is left out: another version wrote it."""
    found = []
    for event in events:
        if event.get("event") == FEED_EVENT:
            try:
                found.append(msgspec.convert(event, FeedNote))
            except msgspec.ValidationError:
                continue
    return tuple(found)
