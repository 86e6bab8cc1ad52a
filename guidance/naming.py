"""The light named aloud: once a sitting, before the first look's words, in a breath of silence that the sitter's own neutral is taken in."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.light_words import named, told, what
from guidance.prompts import prompt
from guidance.rules import State
from guidance.snapshot import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Reading
    from guidance.profile import Profile
    from guidance.prompts import Prompt
    from guidance.rules import Finding

PATIENCE = 2.0
"""A name that is still changing after so many times as long as a fault must last is not waited for: then the light stays unnamed."""


class Naming:
    """Says once what light there is and what it is worth. It asks for nothing, so nothing that must be asked for waits for it: that cuts it off.

    A `name_s` of 0 in the profile names nothing; nor is it done where it is `over` from the beginning.
    """

    def __init__(self, profile: Profile, language: str = "en", *, over: bool = False) -> None:
        self._profile = profile
        self._language = language
        self._over = over or profile.timing.name_s <= 0
        self._name: str | None = None
        self._stood_since_s = -math.inf
        self._asked_since_s: float | None = None
        self._said: Prompt | None = None
        self._said_s = -math.inf

    def look(self, reading: Reading, findings: Sequence[Finding]) -> None:
        """Take in one reading: a light that changes while the sitter turns or a lamp is moved has no name yet. The first one seen has."""
        light = told(reading.light, findings)
        if light is None or what(light) == self._name:
            return
        self._stood_since_s = -math.inf if self._name is None else reading.t_s
        self._name = what(light)

    def tell(self, reading: Reading, findings: Sequence[Finding]) -> tuple[Prompt | None, Cue | None] | None:
        """Return what to show and to say on this step; None once there is nothing to say, or it is said and the look may be announced."""
        t_s, timing = reading.t_s, self._profile.timing
        if self._over:
            return None
        if self._said is not None:
            self._over = not 0 <= t_s - self._said_s < timing.name_s
            return None if self._over else (self._said, None)
        self._asked_since_s = t_s if self._asked_since_s is None else self._asked_since_s
        light = told(reading.light, findings)
        # A light strikes a turned face from elsewhere: its name would not be that of the straight look.
        turned = any(finding.rule.id == "yaw" and finding.state in (State.LOW, State.HIGH) for finding in findings)
        prompt_id = None if light is None or turned else named(light, findings, self._profile.ideal)
        stands = t_s - self._stood_since_s >= timing.fault_s
        if prompt_id is None or (not stands and not 0 <= t_s - self._asked_since_s < PATIENCE * timing.fault_s):
            self._over = True
            return None
        if not stands:
            return None, None
        self._said, self._said_s = prompt(prompt_id, 0, self._language), t_s
        return self._said, Cue(clip=self._said.clip)

    def cut_by(self, cue: Cue | None, t_s: float) -> Cue | None:
        """Return the cue as it is to be played: words that come while the light is being named do not wait for its end."""
        being_said = 0 <= t_s - self._said_s < self._profile.timing.name_s
        return replace(cue, urgent=True) if cue is not None and cue.clip is not None and being_said else cue
