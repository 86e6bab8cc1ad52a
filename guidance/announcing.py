"""A photograph is announced once it is on the disk: "Got it", the tick, the counts and the film strip. Its moment itself is told by the shutter alone.

What was announced is then there whatever happens next, also when this program is killed or the power fails.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.snapshot import Cue, LookState, Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Shot
    from guidance.prompts import Prompt
    from guidance.snapshot import LookProgress, Snapshot

_SAYS_SO = {"kept", "taken"}
"""Prompts that say that a photograph is there."""


class Announcing:
    """Turns what the coach decided into what may be shown and heard by now. Belongs to the coach's thread."""

    def __init__(self) -> None:
        self._waiting: list[Shot] = []
        self._words: Cue | None = None
        self._prompt: Prompt | None = None

    def after(self, snapshot: Snapshot, written: Sequence[Shot], failing: int) -> Snapshot:
        """Return the coach's snapshot as it may be shown and heard, once `written` are on the disk, while `failing` of those that wait could not be written.

        Its `undone` counts photographs that were announced; of others that are taken back nothing is told. Words that come too late to be said in the rest
        after their photograph are not said.
        """
        dropped = min(snapshot.undone, len(self._waiting))
        self._waiting = [*self._waiting[: len(self._waiting) - dropped], *snapshot.kept]
        there = {id(shot) for shot in written}
        told = tuple(shot for shot in self._waiting if id(shot) in there)
        self._waiting = [shot for shot in self._waiting if id(shot) not in there]
        looks = tuple(_without(look, Counter(shot.look for shot in self._waiting)) for look in snapshot.looks)
        heard = replace(snapshot, cue=self._heard(snapshot), looks=looks, written=told, undone=snapshot.undone - dropped)
        shown = self._shown(replace(heard, writing=max(len(self._waiting) - failing, 0)), failing)
        self._prompt = shown.prompt
        return shown

    def _heard(self, snapshot: Snapshot) -> Cue | None:
        """Return the cue without the words that must wait, or with those that need not wait any more."""
        cue = snapshot.cue
        if snapshot.kept and cue is not None and cue.clip is not None and _says_so(snapshot.prompt):
            self._words, cue = cue, replace(cue, clip=None)
        elif (cue is not None and cue.clip is not None) or snapshot.phase is not Phase.RESTING:
            self._words = None
        if self._words is None or self._waiting:
            return cue
        words, self._words = self._words, None
        return Cue(clip=words.clip, tone=None if cue is None else cue.tone, urgent=words.urgent)

    def _shown(self, snapshot: Snapshot, failing: int) -> Snapshot:
        """Return the snapshot without what says that a photograph is there, while one is not."""
        if not self._waiting:
            return snapshot
        if _says_so(snapshot.prompt):
            snapshot = replace(snapshot, prompt=None if failing else self._prompt)
        if snapshot.phase is Phase.RESTING:
            # As in the moment itself, which for the sitter is not over before they know.
            return replace(snapshot, phase=Phase.SEEKING) if failing else replace(snapshot, phase=Phase.SHOOTING, hold_frac=1.0)
        return snapshot


def _says_so(prompt: Prompt | None) -> bool:
    return prompt is not None and prompt.id in _SAYS_SO


def _without(look: LookProgress, waiting: Counter[str]) -> LookProgress:
    """Return a look without its photographs that wait; one that is met by them alone is not met yet."""
    shots = max(look.shots - waiting[look.name], 0)
    if shots == look.shots:
        return look
    return replace(look, shots=shots, state=LookState.TO_DO if shots == 0 and look.state is LookState.DONE else look.state)
