"""Each sample sitting is a lesson: played through render, MediaPipe and coach, it must teach what its file says."""

from __future__ import annotations

import pytest
from rehearsals import Course, play

from capture.script import sessions


@pytest.mark.parametrize("name", sessions.names())
def test_the_session_teaches_what_it_says(name: str) -> None:
    course = play(sessions.load(name))
    assert course.misses() == [], course.told()
    assert course.ill_mannered() == []
    for shot in course.shots:
        sitter = course.script.at(shot.observation.reading.t_s).subject
        assert min(sitter.left_open_frac, sitter.right_open_frac) > 0.6, "no blink is kept"
        assert shot.look == "smile" or sitter.mouth_open_frac < 0.3, "and no word's middle"


@pytest.mark.parametrize("name", sessions.names())
def test_a_sitting_in_which_nothing_happens_would_not_do(name: str) -> None:
    script = sessions.load(name)
    asked = len(script.expect.prompts) + len(script.expect.shots)
    assert len(Course(script).misses()) == asked + (script.expect.at_least > 0)
