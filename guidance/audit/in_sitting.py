"""What is told of a face against one's own photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.audit.proportions import FEWEST_PHOTOGRAPHS, Length
from guidance.audit.finding import Finding, Sure, Weight, unjudged

if TYPE_CHECKING:
    from capture.audit import Audit
    from capture.audit.proportions import Compared

LEAST_CHANGE, LEAST_SPREADS = 0.03, 2.5
"""Smaller changes are told by nobody; and so many times what pictures of one face differ by, a change must be: of two photographs that spread is known with
seven degrees of freedom, and several lengths are judged. A jaw 6 % narrower is 5 times in the mean.
"""
SURE_SPREADS = 4.0
MOVED_BY_FACES = frozenset({Length.MOUTH, Length.NOSE})
"""What a smile moves: told as numbers, never as a remark of its own."""
NARROWER = frozenset({Length.JAW, Length.CHEEKS, Length.NOSE, Length.MOUTH})
"""Widths are narrower or wider; the rest is shorter or longer."""


def proportions(audit: Audit) -> Finding:
    """Return whether the face's proportions are those of the sitting's photographs."""
    what = "Face against your photographs"
    if audit.sitting is None:
        return unjudged("proportions", what, "no sitting was given (--against SITTING)")
    if audit.portrait.face is None or audit.proportions is None:
        return unjudged("proportions", what, "no face was found")
    if not audit.compared:
        return unjudged("proportions", what, f"fewer than {FEWEST_PHOTOGRAPHS} of your photographs were taken from the same side")
    told = [one for one in audit.compared if one.length not in MOVED_BY_FACES and _differs(one)]
    told.sort(key=lambda one: -abs(one.change_frac) / one.spread_frac)
    most = told[0] if told else max(audit.compared, key=lambda one: abs(one.change_frac) / one.spread_frac if one.length not in MOVED_BY_FACES else 0)
    number = f"{most.length}: {100 * most.change_frac:+.0f} % (± {100 * most.spread_frac:.0f} %)"
    if Length.JAW not in {one.length for one in audit.compared}:
        number += "; jaw and chin are not clear enough to measure"
    meaning = "; ".join(_in_words(one) for one in told) or f"no proportion differs from {_count(most)} by more than they differ among themselves"
    return Finding(
        "proportions",
        what,
        Weight.REMARK if told else Weight.PLAIN,
        number,
        meaning,
        "whether it is the same person, and changes of weight, age or a lens held much nearer",
        _sureness(most) if told else Sure.FAIRLY,
        {f"{one.length.replace(' ', '_')}_change_frac": one.change_frac for one in audit.compared} | {"photographs": most.photographs},
    )


def _differs(one: Compared) -> bool:
    return abs(one.change_frac) >= max(LEAST_CHANGE, LEAST_SPREADS * one.spread_frac) and one.differs_from == one.photographs


def _sureness(one: Compared) -> Sure:
    return Sure.SURE if abs(one.change_frac) >= SURE_SPREADS * one.spread_frac else Sure.FAIRLY


def _in_words(one: Compared) -> str:
    names = {Length.JAW: "jaw", Length.CHEEKS: "face at the cheeks", Length.EYES: "distance of the eyes", Length.FACE: "face", Length.LOWER_FACE: "lower face"}
    smaller, larger = ("narrower", "wider") if one.length in NARROWER else ("shorter", "longer")
    return f"the {names[one.length]} is {100 * abs(one.change_frac):.0f} % {smaller if one.change_frac < 0 else larger} than in {_count(one)}"


def _count(one: Compared) -> str:
    return f"{one.photographs} of your photographs"
