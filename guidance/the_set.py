"""Which of a sitting's photographs make its set, in which order, and why: every look, the best of each, and beyond that what is different.

Maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998): the next one is always that which is good and least like those chosen before it. What people
decided comes first: favourites, then what they want kept; what they rejected is out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.export.selection import REJECTED, Pick, Selection
from capture.session import UNDECIDED, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from capture.export.selection import Choose
    from capture.session import Decision, KeptShot
    from capture.types import Reading
    from guidance.set_weights import TheSet


@dataclass(frozen=True, slots=True)
class _Measure:
    """One number by which photographs differ, and how more and less of it are said."""

    name: str
    value: Callable[[Reading], float | None]
    more: str
    less: str


def _reads(part: str, name: str) -> Callable[[Reading], float | None]:
    def read(reading: Reading) -> float | None:
        found = getattr(reading, part)
        return None if found is None else getattr(found, name)

    return read


_MEASURES = (
    _Measure("yaw_deg", _reads("pose", "yaw_deg"), "turned further to the left", "turned further to the right"),
    _Measure("pitch_deg", _reads("pose", "pitch_deg"), "chin higher", "chin lower"),
    _Measure("smile_frac", _reads("expression", "smile_frac"), "smiling more", "smiling less"),
    _Measure("mouth_open_frac", _reads("expression", "mouth_open_frac"), "mouth more open", "mouth more closed"),
    _Measure("gaze_yaw_deg", _reads("eyes", "gaze_yaw_deg"), "looking further to the left", "looking further to the right"),
    _Measure("gaze_pitch_deg", _reads("eyes", "gaze_pitch_deg"), "looking higher", "looking lower"),
    _Measure("face_height_frac", _reads("framing", "face_height_frac"), "closer", "farther away"),
    _Measure("offset_frac", _reads("framing", "offset_frac"), "more to their left of the picture", "more to their right of the picture"),
)


def chooser(wanted: TheSet, size: int | None = None) -> Choose:
    """Return what chooses a set as a profile wants it, of at most `size` photographs where that is told."""
    most = wanted.size if size is None else size
    return lambda shots, decisions: choose(shots, decisions, wanted, most)


def choose(shots: Sequence[KeptShot], decisions: Mapping[str, Decision], wanted: TheSet, size: int) -> Selection:
    """Return the set of at most `size` of these photographs, the first one first, each with its reason, and why each other one is not in it.

    While there is room: favourites; what somebody wants kept; each look once; then whatever is not nearly the same as one that is in already. In each of these
    the next is the one that is good and different.
    """
    marks = {shot.id: decisions.get(shot.id, UNDECIDED).mark for shot in shots}
    left = [shot for shot in shots if marks[shot.id] is not Mark.REJECTED]
    picks: list[Pick] = []
    while left and len(picks) < size:
        offered = _offered(left, [pick.shot for pick in picks], marks, wanted)
        if not offered:
            break
        shot = max(offered, key=lambda shot: (_worth(shot, [pick.shot for pick in picks], wanted), -shot.sidecar.number))
        reason = _why(shot, picks, shots, marks, wanted)
        picks.append(Pick(shot, reason, decisions.get(shot.id, UNDECIDED)))
        left.remove(shot)
    chosen = [pick.shot for pick in picks]
    out = [(shot.id, _why_not(shot, chosen, marks, wanted, size)) for shot in shots if shot not in chosen]
    return Selection(tuple(picks), tuple(out))


def difference(one: Reading, other: Reading, wanted: TheSet) -> float:
    """Return how different two photographs are: 0 the same, 1 altogether. What was not measured in both says nothing."""
    return min(1.0, math.hypot(*(share for _, share in _shares(one, other, wanted))))


def _shares(one: Reading, other: Reading, wanted: TheSet) -> Iterable[tuple[_Measure, float]]:
    """Yield each measure with how much more of it `one` has, in shares of what makes two photographs altogether different."""
    for measure in _MEASURES:
        value, against = measure.value(one), measure.value(other)
        if value is not None and against is not None:
            yield measure, (value - against) / getattr(wanted.differs, measure.name)


def _offered(left: Sequence[KeptShot], chosen: Sequence[KeptShot], marks: Mapping[str, Mark | None], wanted: TheSet) -> list[KeptShot]:
    """Return those of which the next one is taken."""
    covered = {shot.sidecar.look for shot in chosen}
    tiers = (
        (shot for shot in left if marks[shot.id] is Mark.FAVOURITE),
        (shot for shot in left if marks[shot.id] is Mark.KEPT),
        (shot for shot in left if shot.sidecar.look not in covered),
        (shot for shot in left if _nearest(shot, chosen, wanted)[1] >= wanted.near_frac),
    )
    return next((found for tier in tiers if (found := list(tier))), [])


def _worth(shot: KeptShot, chosen: Sequence[KeptShot], wanted: TheSet) -> float:
    likeness = 1 - _nearest(shot, chosen, wanted)[1]
    return (1 - wanted.variety) * shot.sidecar.score - wanted.variety * likeness


def _nearest(shot: KeptShot, chosen: Sequence[KeptShot], wanted: TheSet) -> tuple[KeptShot | None, float]:
    """Return the one of `chosen` that is least different, and how different; 1 where there is none."""
    apart = [(difference(shot.sidecar.reading, other.sidecar.reading, wanted), other) for other in chosen]
    frac, other = min(apart, key=lambda pair: pair[0], default=(1.0, None))
    return other, frac


def _why(shot: KeptShot, picks: Sequence[Pick], shots: Sequence[KeptShot], marks: Mapping[str, Mark | None], wanted: TheSet) -> str:
    """Return why the photograph is the next one."""
    if marks[shot.id] is Mark.FAVOURITE:
        return "your favourite"
    if marks[shot.id] is Mark.KEPT:
        return "you keep it"
    chosen = [pick.shot for pick in picks]
    if all(other.sidecar.look != shot.sidecar.look for other in chosen):
        same = [other for other in shots if other.sidecar.look == shot.sidecar.look and marks[other.id] is not Mark.REJECTED]
        if len(same) == 1:
            return "the only one of its look"
        best = all(other.sidecar.score <= shot.sidecar.score for other in same)
        return f"the best of {_count(len(same))}" if best else f"of {_count(len(same))} the one most unlike the others here"
    other, _ = _nearest(shot, chosen, wanted)
    return "another one" if other is None else f"{_unlike(shot, other, wanted)} than {chosen.index(other) + 1}"


def _unlike(shot: KeptShot, other: KeptShot, wanted: TheSet) -> str:
    """Return by what the photograph differs most from another one."""
    shares = [*_shares(shot.sidecar.reading, other.sidecar.reading, wanted)]
    if not shares:
        return "other"
    measure, share = max(shares, key=lambda pair: abs(pair[1]))
    return measure.more if share > 0 else measure.less


def _why_not(shot: KeptShot, chosen: Sequence[KeptShot], marks: Mapping[str, Mark | None], wanted: TheSet, size: int) -> str:
    if marks[shot.id] is Mark.REJECTED:
        return REJECTED
    other, frac = _nearest(shot, chosen, wanted)
    if other is not None and frac < wanted.near_frac:
        better = ", which scores higher" if other.sidecar.score > shot.sidecar.score else ""
        return f"nearly the same as {other.id}{better}"
    return f"the set has room for {size}"


def _count(number: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(number, str(number))
