"""A kept photograph in words: its score, why it was kept, what it misses, what was decided, and its place in the set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from capture.export.sheet_words import WHY, look_title
from capture.session import Mark

if TYPE_CHECKING:
    from capture.session import Decision, KeptShot

SHAPES = {Mark.KEPT: "✓", Mark.REJECTED: "✗", Mark.FAVOURITE: "★", None: "·"}
COLOURS = {Mark.KEPT: "$success", Mark.REJECTED: "$warning", Mark.FAVOURITE: "$primary", None: "$quiet"}
SAID = {Mark.KEPT: "keep", Mark.REJECTED: "rejected", Mark.FAVOURITE: "favourite", None: "not decided"}


def title(shot: KeptShot) -> str:
    """Return the photograph's number and look: "002 Smile"."""
    return f"{shot.sidecar.number:03d} {look_title(shot.sidecar)}"


def row(shot: KeptShot, decision: Decision, *, here: bool, other: bool) -> Content:
    """Return the photograph as a line of a list: a mark where it is looked at or beside that one, what was decided, score, number and look."""
    mark = ("▶ ", "bold $primary") if here else ("◀ ", "bold $primary") if other else "  "
    words = f"{shot.sidecar.score * 100:3.0f}  {title(shot)}"
    style = "bold $foreground" if here else "$quiet" if decision.mark is Mark.REJECTED else "$foreground"
    return Content.assemble(mark, (f"{SHAPES[decision.mark]} ", COLOURS[decision.mark]), (words, style), (" ✎" if decision.note else "", "$quiet"))


def in_words(shot: KeptShot, decision: Decision, place: str) -> Content:
    """Return all that is known of the photograph, the most wanted first; `place` says where it stands in the set."""
    sidecar = shot.sidecar
    decided = f"{SHAPES[decision.mark]} {SAID[decision.mark]}", f"bold {COLOURS[decision.mark]}"
    short = (f"{score.measure} {'–' if score.score is None else score.score} of {score.asked}" for score in sidecar.iso if score.short)
    lines = [
        Content.assemble(decided, ("   score ", "$quiet"), f"{sidecar.score * 100:.0f}"),
        *([Content.assemble(("✎ ", "$quiet"), decision.note)] if decision.note else []),
        Content.assemble(("In the set: ", "$quiet"), place),
        Content.assemble(("Why: ", "$quiet"), "; ".join(dict.fromkeys((WHY[sidecar.cause], *sidecar.reasons)))),
        *(Content.assemble(("Misses: ", "$warning"), miss) for miss in sidecar.misses),
        *(Content.assemble(("ISO: ", "$warning"), score) for score in short),
        *(Content.assemble(("Passed over: ", "$quiet"), f"{_others(len(each.frames))}, {each.reason}") for each in sidecar.passed_over),
        Content.styled(f"{sidecar.width_px}×{sidecar.height_px} px", "$quiet"),
    ]
    return Content("\n").join(lines)


def _others(count: int) -> str:
    return f"{count} {'other' if count == 1 else 'others'}"
