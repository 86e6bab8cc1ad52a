"""The sample sittings name prompts and looks; capture can't know whether they exist."""

from __future__ import annotations

import pytest

from capture.script import sessions
from guidance.profile import load
from guidance.prompts import catalogue

LOOKS = {look.name for look in load("classic").looks}


@pytest.mark.parametrize("name", sessions.names())
def test_every_prompt_and_look_that_a_session_expects_exists(name: str) -> None:
    expect = sessions.load(name).expect
    asked = {said.id for said in expect.prompts} | set(expect.never)
    assert asked <= catalogue().keys()
    assert {taken.look for taken in expect.shots} <= LOOKS
