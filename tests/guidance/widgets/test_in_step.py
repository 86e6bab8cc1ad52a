from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.widgets import in_step
from guidance.widgets.in_step import LOST_S, ON_THE_WAY, QUESTION, InStep

if TYPE_CHECKING:
    import pytest


def test_a_terminal_that_answers_is_never_sent_more_than_it_can_draw() -> None:
    step = InStep()
    assert step.question() == QUESTION
    step.answered()
    for _ in range(ON_THE_WAY):
        assert step.free
        assert step.question() == QUESTION
    assert not step.free
    step.answered()
    assert step.free


def test_a_terminal_that_never_answers_is_sent_all_and_soon_asked_no_more() -> None:
    step = InStep()
    asked = [step.question() for _ in range(10) if step.free]
    assert len(asked) == 10
    assert asked.count(QUESTION) == ON_THE_WAY


def test_a_lost_answer_holds_the_picture_up_only_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 100.0
    monkeypatch.setattr(in_step, "monotonic", lambda: now_s)
    step = InStep()
    step.question()
    step.answered()
    for _ in range(ON_THE_WAY):
        step.question()
    assert not step.free
    now_s += LOST_S + 0.1
    assert step.free


def test_an_answer_that_nobody_asked_for_does_no_harm() -> None:
    step = InStep()
    step.answered()
    assert step.free
