"""What to say now, and when to be quiet: one instruction at a time, given once, kept until it is mended, never nagging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.prompts import catalogue, prompt
from guidance.rules import faults
from guidance.snapshot import Cue, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guidance.profile import Timing
    from guidance.prompts import Prompt
    from guidance.rules import Finding, State

class Pacing:
    """Chooses the prompt on the screen and the cue for the voice from the findings over time. Pure: its time is the frames'."""

    def __init__(self, timing: Timing, language: str = "en") -> None:
        self._timing = timing
        self._language = language
        self._since_s: dict[tuple[str, State], float] = {}
        self._shown: Prompt | None = None
        self._shown_for: tuple[str, State] | None = None
        self._shown_at_s = 0.0
        self._ended_at_s: dict[str, float] = {}
        self._last_side: dict[str, State] = {}
        self._spoken_at_s: float | None = None
        self._clip_at_s: dict[str, float] = {}
        self._times: dict[str, int] = {}

    def announce(self, prompt_id: str, t_s: float, *, urgent: bool = False) -> tuple[Prompt, Cue]:
        """Return a prompt that belongs to the sitting's course, to be shown for a while and spoken at once."""
        said = prompt(prompt_id, self._times.get(prompt_id, 0), self._language)
        self._show(said, None, t_s)
        return said, self._speak(said, t_s, urgent=urgent)

    def update(self, findings: Sequence[Finding], t_s: float) -> tuple[Prompt | None, Cue | None]:
        """Return what to show now, and what to say on this very step (None: nothing new)."""
        self._watch(findings, t_s)
        if self._shown is not None and self._shown_for is not None and self._shown_for not in self._since_s:
            self._take_down(t_s)
            return None, Cue(tone=Tone.GOOD)
        if self._shown is not None and t_s - self._shown_at_s < self._timing.prompt_s:
            return self._shown, None
        fault = self._next(findings, t_s)
        if fault is None or fault.prompt is None:
            self._take_down(t_s)
            return None, None
        key = (fault.rule.id, fault.state)
        said = prompt(fault.prompt, self._times.get(fault.prompt, 0), self._language)
        if self._shown_for != key:
            self._show(said, key, t_s)
        may_speak = self._quiet_enough(t_s) and self._not_worn_out(said, t_s)
        return self._shown, self._speak(said, t_s) if may_speak else None

    def hush(self, t_s: float) -> None:
        """Take the prompt down without a word: the moment has come."""
        self._take_down(t_s)

    def _watch(self, findings: Sequence[Finding], t_s: float) -> None:
        """Remember since when each fault lasts."""
        now = {(finding.rule.id, finding.state) for finding in faults(findings)}
        self._since_s = {key: self._since_s.get(key, t_s) for key in now}

    def _next(self, findings: Sequence[Finding], t_s: float) -> Finding | None:
        """Return the first fault that has lasted, is not the opposite of what was just asked, and is not advice given often enough."""
        for fault in faults(findings):
            key = (fault.rule.id, fault.state)
            lasted = t_s - self._since_s[key] >= self._timing.fault_s
            turned_round = self._last_side.get(fault.rule.id, fault.state) is not fault.state
            too_soon = turned_round and t_s - self._ended_at_s.get(fault.rule.id, -self._timing.prompt_s) < self._timing.prompt_s
            spent = not fault.rule.blocks and self._times.get(fault.prompt or "", 0) >= self._timing.advice_times and self._shown_for != key
            if lasted and not too_soon and not spent:
                return fault
        return None

    def _quiet_enough(self, t_s: float) -> bool:
        return self._spoken_at_s is None or t_s - self._spoken_at_s >= self._timing.prompt_s

    def _not_worn_out(self, said: Prompt, t_s: float) -> bool:
        """Return whether the sentence may be spoken again: not too soon, and not once every way of saying it was used twice."""
        ways = len(catalogue(self._language)[said.id].say)
        fresh = t_s - self._clip_at_s.get(said.clip, -self._timing.repeat_s) >= self._timing.repeat_s
        return fresh and self._times.get(said.id, 0) < 2 * ways

    def _show(self, said: Prompt, key: tuple[str, State] | None, t_s: float) -> None:
        self._take_down(t_s)
        self._shown, self._shown_for, self._shown_at_s = said, key, t_s

    def _take_down(self, t_s: float) -> None:
        if self._shown_for is not None:
            rule_id, state = self._shown_for
            self._ended_at_s[rule_id], self._last_side[rule_id] = t_s, state
        self._shown = self._shown_for = None

    def _speak(self, said: Prompt, t_s: float, *, urgent: bool = False) -> Cue:
        self._spoken_at_s = self._clip_at_s[said.clip] = t_s
        self._times[said.id] = self._times.get(said.id, 0) + 1
        return Cue(clip=said.clip, urgent=urgent)
