from __future__ import annotations

from guidance.audit.finding import Finding, Sure, Weight, unjudged


def test_a_line_has_the_number_the_meaning_and_how_sure() -> None:
    found = Finding("a", "Texture", Weight.REMARK, "40 %", "smoothed", "make-up", Sure.FAIRLY)
    assert found.line == "Texture → 40 % → smoothed (fairly sure)"


def test_what_cannot_be_judged_says_why() -> None:
    assert unjudged("a", "Texture", "no face was found").line == "Texture → can't be judged: no face was found"
