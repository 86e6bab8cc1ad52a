from __future__ import annotations

from dataclasses import replace

from capture import audit
from capture.audit.proportions import Compared, Length
from guidance.audit import Sure, Weight, findings, in_sitting
from tests.audited import studio_portrait

SAME = {length: Compared(length, 0.004, 0.01, 5, 0) for length in Length}


def told(**changes: Compared) -> in_sitting.Finding:
    compared = tuple({**SAME, **{Length[name]: one for name, one in changes.items()}}.values())
    return in_sitting.proportions(replace(audit.measured(studio_portrait()), sitting=audit.Sitting(()), compared=compared))


def test_a_narrower_jaw_is_told_in_words() -> None:
    found = told(JAW=Compared(Length.JAW, -0.06, 0.012, 5, 5))
    assert (found.weight, found.sure) == (Weight.REMARK, Sure.SURE)
    assert found.meaning == "the jaw is 6 % narrower than in 5 of your photographs"
    assert found.number == "jaw width: -6 % (± 1 %)"


def test_what_differs_no_more_than_photographs_among_themselves_is_none() -> None:
    assert told().weight is Weight.PLAIN
    assert told(JAW=Compared(Length.JAW, -0.06, 0.05, 5, 5)).weight is Weight.PLAIN
    assert told(JAW=Compared(Length.JAW, -0.06, 0.012, 5, 4)).weight is Weight.PLAIN, "one of the photographs is as narrow"
    assert told(MOUTH=Compared(Length.MOUTH, 0.4, 0.05, 5, 5)).weight is Weight.PLAIN, "people smile"


def test_without_a_sitting_nothing_is_said_and_without_photographs_from_that_side_that() -> None:
    bare = audit.measured(studio_portrait())
    assert "proportions" not in {finding.id for finding in findings(bare)}
    alone = replace(bare, sitting=audit.Sitting(()))
    assert "same side" in in_sitting.proportions(alone).meaning
    assert {finding.id for finding in findings(alone)} >= {"proportions", "texture", "catchlights"}
