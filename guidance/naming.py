"""The light named aloud, once a sitting, where nothing else has to be said.

Where nothing at all is wrong at its beginning that is before the first look's words, in the seconds in which the sitter's own neutral is taken. Otherwise
all the silence until the first photograph is needed for what is to be mended, and the light is named in the rest after it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.light_words import named, told, what
from guidance.prompts import prompt
from guidance.rules import faults
from guidance.snapshot import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Reading
    from guidance.profile import Profile
    from guidance.prompts import Prompt
    from guidance.rules import Finding


class Naming:
    """Says once what light there is and what it is worth. It asks for nothing, so nothing that must be asked for waits for it: that cuts it off.

    A `name_s` of 0 in the profile names nothing; nor is it done where it is `over` from the beginning.
    """

    def __init__(self, profile: Profile, *, over: bool = False) -> None:
        self._profile = profile
        self._language = profile.language
        self._over = over or profile.timing.name_s <= 0
        self._too_late = False
        self._name: str | None = None
        self._stood_since_s = -math.inf
        self._said: Prompt | None = None
        self._said_s = -math.inf

    def look(self, reading: Reading, findings: Sequence[Finding]) -> None:
        """Take in one reading: a light that changes while the sitter turns or a lamp is moved has no name yet. The first one seen has."""
        light = told(reading.light, findings)
        if light is None or what(light) == self._name:
            return
        self._stood_since_s = -math.inf if self._name is None else reading.t_s
        self._name = what(light)

    def before_words(self, reading: Reading, findings: Sequence[Finding]) -> tuple[Prompt, Cue | None] | None:
        """Return what to show and to say on this step before the first look's words; None where these are to come now."""
        if self._said is not None and not self._over:
            self._over = not 0 <= reading.t_s - self._said_s < self._profile.timing.name_s
            return None if self._over else (self._said, None)
        if self._over or self._too_late:
            return None
        self._too_late = True
        return None if faults(findings) else self._say(reading, findings)

    def at_rest(self, reading: Reading, findings: Sequence[Finding], left_s: float) -> tuple[Prompt, Cue] | None:
        """Return what to show and to say on this step of the rest after a photograph, of which so much is left; None: nothing."""
        if self._over or left_s > self._profile.timing.name_s:
            return None
        naming = self._say(reading, findings)
        self._over = naming is not None
        return naming

    def cut_by(self, cue: Cue | None, t_s: float) -> Cue | None:
        """Return the cue as it is to be played: words that come while the light is being named do not wait for its end."""
        being_said = 0 <= t_s - self._said_s < self._profile.timing.name_s
        return replace(cue, urgent=True) if cue is not None and cue.clip is not None and being_said else cue

    def _say(self, reading: Reading, findings: Sequence[Finding]) -> tuple[Prompt, Cue] | None:
        light = told(reading.light, findings)
        stands = reading.t_s - self._stood_since_s >= self._profile.timing.fault_s
        if light is None or not stands or self._is_turned(reading):
            return None
        prompt_id = named(light, findings, self._profile.ideal)
        if prompt_id is None:
            return None
        self._said, self._said_s = prompt(prompt_id, 0, self._language), reading.t_s
        return self._said, Cue(clip=self._said.clip)

    def _is_turned(self, reading: Reading) -> bool:
        """Return whether the head is turned: a light strikes it from elsewhere then, and its name would not be that of the straight look."""
        yaw_deg, band = 0.0 if reading.pose is None else reading.pose.yaw_deg, self._profile.bands.yaw_deg
        return not (-math.inf if band.low is None else band.low) <= yaw_deg <= (math.inf if band.high is None else band.high)
