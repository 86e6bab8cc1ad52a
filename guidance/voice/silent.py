"""A voice for those who want none, and for machines that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidance.snapshot import Cue


class Silent:
    """A voice that is not heard. `heard` holds the cues that a sitter would have heard, in order; `notice` says why there is silence."""

    def __init__(self, notice: str | None = None) -> None:
        self.notice = notice
        self.heard: list[Cue] = []
        self._closed = False

    def play(self, cue: Cue) -> None:
        """Remember `cue`, until closed."""
        if not self._closed:
            self.heard.append(cue)

    def close(self, *, hurry: bool = True) -> None:  # noqa: ARG002 - silence has no last words
        """Take no more cues."""
        self._closed = True
