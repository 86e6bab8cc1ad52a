"""Getting to know the sitter: their own neutral, from a stretch of looking into the lens, relaxed, before the first photograph.

Faces are judged against it from then on, never it against other faces. Nothing is asked for it beyond the first look's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.neutral import Neutral, neutral_of
from guidance.rules import Group, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Reading
    from guidance.rules import Finding

CALM = (Group.POSE, Group.EYES, Group.EXPRESSION)
"""Of these nothing may be out of its band: who smiles or looks elsewhere does not show their neutral. Shut eyes alone are a blink, which is passed over."""
BLINK = "lids"


class Meeting:
    """Takes one neutral from a stretch of `meet_s`; after `patience_s` without one it is over all the same. A `meet_s` of 0 takes none."""

    def __init__(self, meet_s: float, patience_s: float) -> None:
        self._meet_s = meet_s
        self._patience_s = patience_s
        self._seen: list[Reading] = []
        self._since_s: float | None = None
        self._over = meet_s <= 0
        self.neutral: Neutral | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more is to come of it."""
        return self._over

    def close(self) -> None:
        """Take no neutral any more; one that was taken stays."""
        self._over = True

    def look(self, reading: Reading, findings: Sequence[Finding]) -> None:
        """Take in one reading: a stretch goes on while the sitter is calm, and begins anew after that. Its time is the frames'."""
        if self._over:
            return
        out = {finding.rule.id for finding in findings if finding.rule.group in CALM and finding.blocks and finding.state in (State.LOW, State.HIGH)}
        if reading.pose is None or out - {BLINK}:
            self._seen = []
        if reading.pose is None or out:
            return
        if self._seen and reading.t_s < self._seen[-1].t_s:
            self._seen = []
        self._seen.append(reading)
        if self._since_s is None or reading.t_s < self._since_s:
            self._since_s = reading.t_s
        if reading.t_s - self._seen[0].t_s >= self._meet_s:
            self.neutral = neutral_of(self._seen)
            # Who moved at its beginning may have been still since.
            self._seen = self._seen[len(self._seen) // 4 + 1 :] if self.neutral is None else []
        self._over = self.neutral is not None or reading.t_s - self._since_s >= self._patience_s
