from __future__ import annotations

from typing import TYPE_CHECKING

from kept_shots import shot

from capture.export.selection import as_decided
from capture.session import Decision, Mark, Session

if TYPE_CHECKING:
    from pathlib import Path


def test_favourites_come_first_rejected_ones_not_at_all_and_the_rest_as_taken(tmp_path: Path) -> None:
    with Session.open(tmp_path, source="x", profile="y") as session:
        for look in ("straight", "smile", "left", "right"):
            session.keep(shot(look))
        shots = session.shots
    decisions = {"002_smile": Decision(Mark.REJECTED), "003_left": Decision(Mark.FAVOURITE, "this one"), "004_right": Decision(Mark.KEPT)}
    selection = as_decided(shots, decisions)
    assert [(pick.shot.id, pick.favourite) for pick in selection.picks] == [("003_left", True), ("001_straight", False), ("004_right", False)]
    assert selection.picks[0].decision.note == "this one"
    assert selection.left_out_lines == ("002_smile is not in the set: you rejected it.",)
    assert as_decided(shots, {}).picks[0].shot is shots[0]
