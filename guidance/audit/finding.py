"""What an audit tells: one finding is a number, what it means, how sure that is, and what it can't tell. Never a verdict on the whole picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Sure(StrEnum):
    """How sure a finding's meaning is."""

    SURE = "sure"
    FAIRLY = "fairly sure"
    HINT = "a hint, no more"


class Weight(StrEnum):
    """What a finding asks of its reader."""

    PLAIN = "as expected"
    """Nothing: it is what portraits are like."""
    REMARK = "worth a look"
    UNJUDGED = "can't be judged"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of an audit. `what` names it, `number` tells the measure in words with its unit, `values` for programs."""

    id: str
    what: str
    weight: Weight
    number: str
    meaning: str
    cannot_tell: str
    sure: Sure = Sure.SURE
    values: Mapping[str, float | str | None] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The finding in one line: what → number → meaning (how sure)."""
        if self.weight is Weight.UNJUDGED:
            return f"{self.what} → can't be judged: {self.meaning}"
        return f"{self.what} → {self.number} → {self.meaning} ({self.sure})"


def unjudged(id_: str, what: str, why: str) -> Finding:
    """Return the finding that something can't be judged, and why."""
    return Finding(id_, what, Weight.UNJUDGED, "", why, "")
