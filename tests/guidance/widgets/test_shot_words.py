from __future__ import annotations

from dataclasses import replace

import msgspec
from reviewed import kept

from capture.session import UNDECIDED, Decision, IsoScore, Mark
from capture.types import Cause, PassedOver
from guidance.widgets.shot_words import COLOURS, SAID, SHAPES, in_words, row, title

SHOT = kept(3, "three-quarter-left", 0.876)


def test_each_mark_has_a_shape_a_colour_and_a_word_of_its_own() -> None:
    for table in (SHAPES, COLOURS, SAID):
        assert set(table) == {None, *Mark}
        assert len(set(table.values())) == len(table)


def test_a_line_tells_mark_score_number_and_look() -> None:
    assert title(SHOT) == "003 Three quarter left"
    assert row(SHOT, UNDECIDED, here=False, other=False).plain == "  ·  88  003 Three quarter left"
    assert row(SHOT, Decision(Mark.FAVOURITE, "a note"), here=True, other=False).plain == "▶ ★  88  003 Three quarter left ✎"
    assert row(SHOT, Decision(Mark.REJECTED), here=False, other=True).plain == "◀ ✗  88  003 Three quarter left"


def test_all_that_is_known_is_told() -> None:
    short, enough = IsoScore("EyesOpen", 0.1, 40, 60), IsoScore("MouthClosed", 0.1, 90, 60)
    sidecar = msgspec.structs.replace(
        SHOT.sidecar, cause=Cause.BEST_SO_FAR, reasons=("the nearest frame",), misses=("Turn 12° where 17 to 38 was asked",), iso=(short, enough),
        passed_over=(PassedOver("in a blink", (4, 5, 9)), PassedOver("moving", (7,))),
    )
    lines = in_words(replace(SHOT, sidecar=sidecar), Decision(Mark.KEPT, "[b]not markup[/b]"), "2. the best of three").plain.split("\n")
    assert lines == [
        "✓ keep   score 88",
        "✎ [b]not markup[/b]",
        "In the set: 2. the best of three",
        "Why: nearest to the look; the nearest frame",
        "Misses: Turn 12° where 17 to 38 was asked",
        "ISO: EyesOpen 40 of 60",
        "Passed over: 3 others, in a blink",
        "Passed over: 1 other, moving",
        "64×48 px",
    ]
