"""Which of a sitting's shots are made into its set, in which order, and why; whoever has an opinion on that hands over a `Choose`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from capture.session import UNDECIDED, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from capture.session import Decision, KeptShot

    Choose: TypeAlias = Callable[[Sequence[KeptShot], Mapping[str, Decision]], "Selection"]
    """From all shots, as taken, and what was decided about them, to those for the set."""

REJECTED = "you rejected it"


@dataclass(frozen=True, slots=True)
class Pick:
    """A shot of the set, why it is in it, in words (none: nobody weighed it), and what was decided about it."""

    shot: KeptShot
    reason: str = ""
    decision: Decision = UNDECIDED

    @property
    def favourite(self) -> bool:
        """Whether somebody likes it best."""
        return self.decision.mark is Mark.FAVOURITE


@dataclass(frozen=True, slots=True)
class Selection:
    """The shots of the set, the first one first, and those left out, by id, with the reason in words."""

    picks: tuple[Pick, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def left_out_lines(self) -> tuple[str, ...]:
        """A line for each shot left out."""
        return tuple(f"{shot} is not in the set: {reason}." for shot, reason in self.left_out)


def as_decided(shots: Sequence[KeptShot], decisions: Mapping[str, Decision]) -> Selection:
    """Return all shots that were not rejected, favourites first, else as they were taken."""
    picks = [Pick(shot, decision=decisions.get(shot.id, UNDECIDED)) for shot in shots]
    wanted = [pick for pick in picks if pick.decision.mark is not Mark.REJECTED]
    rejected = tuple((pick.shot.id, REJECTED) for pick in picks if pick not in wanted)
    return Selection(tuple(sorted(wanted, key=lambda pick: not pick.favourite)), rejected)
