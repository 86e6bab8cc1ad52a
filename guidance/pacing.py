"""What to say now, and when to be quiet: one instruction at a time, given once, kept until it is mended, never nagging."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

from guidance.prompts import prompt, wording
from guidance.rules import State, faults
from guidance.snapshot import Cue, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guidance.profile import Timing
    from guidance.prompts import Prompt
    from guidance.rules import Finding


class Pacing:
    """Chooses the prompt on the screen and the cue for the voice from the findings over time. Pure: its time is the frames'."""

    def __init__(self, timing: Timing, language: str = "en") -> None:
        self._timing = timing
        self._language = language
        self._since_s: dict[tuple[str, State], float] = {}
        self._shown: Prompt | None = None
        self._shown_for: tuple[str, State] | None = None
        self._shown_at_s = 0.0
        self._unsaid: Prompt | None = None
        self._ended: dict[str, tuple[str, float]] = {}
        self._spoken_at_s: float | None = None
        self._said_at_s: dict[str, float] = {}
        self._times: dict[str, int] = {}

    def begin_look(self) -> None:
        """Start a look: what was said in the one before counts no longer."""
        self._times = {}

    def announce(self, prompt_id: str, t_s: float, *, urgent: bool = False, aloud: bool = True) -> tuple[Prompt, Cue | None]:
        """Return a prompt that belongs to the sitting's course, to be shown for a while and, unless a tone stands for it, spoken at once."""
        said = prompt(prompt_id, 0, self._language)
        self._show(said, None, t_s)
        return said, self._speak(said, t_s, urgent=urgent) if aloud else None

    def update(self, findings: Sequence[Finding], t_s: float) -> tuple[Prompt | None, Cue | None]:
        """Return what to show now, and what to say on this very step (None: nothing new)."""
        now = {(finding.rule.id, finding.state): finding for finding in faults(findings)}
        self._since_s = {key: self._since_s.get(key, t_s) for key in now}
        if self._shown_for is not None and self._shown_for not in now:
            mended = any(finding.rule.id == self._shown_for[0] and finding.state is State.OK for finding in findings)
            self._take_down(t_s)
            # Where faults are told at once (photographs), the next one is told with this very frame.
            if self._timing.fault_s > 0 or not now:
                return None, Cue(tone=Tone.GOOD) if mended else None
        fault = self._next(findings, t_s)
        lost = fault is not None and fault.interrupts and self._shown_for != (fault.rule.id, fault.state)
        if self._shown is not None and t_s - self._shown_at_s < self._timing.prompt_s and not lost:
            return self._shown, self._say_if_quiet(t_s)
        if fault is None or fault.prompt is None:
            self._take_down(t_s)
            return None, None
        said = self._worded(fault, fault.prompt)
        if self._shown_for != (fault.rule.id, fault.state):
            self._show(said, (fault.rule.id, fault.state), t_s)
        elif self._shown is not None and said.show != self._shown.show:
            self._shown = said
        self._unsaid = said
        cue = self._say_if_quiet(t_s, urgent=lost)
        return self._shown, cue

    def hush(self, t_s: float) -> None:
        """Take the prompt down without a word, and let every fault last anew before it is mentioned."""
        self._take_down(t_s)
        self._since_s = {}

    def advice_due(self, findings: Sequence[Finding], t_s: float) -> bool:
        """Return whether advice is still to be given, or was given only just now, that the shutter does not wait for otherwise."""
        for fault in faults(findings):
            if fault.blocks or fault.prompt is None:
                continue
            if self._shown_for == (fault.rule.id, fault.state):
                return t_s - self._shown_at_s < self._timing.prompt_s
            if not self._times.get(_family(self._worded(fault, fault.prompt))) and not self._rests(fault, t_s):
                return True
        return False

    def _worded(self, fault: Finding, prompt_id: str) -> Prompt:
        """Return the fault's prompt in the way whose turn it is."""
        family = _family(prompt(prompt_id, 0, self._language, much=fault.much))
        return prompt(prompt_id, self._times.get(family, 0) // self._timing.say_times, self._language, much=fault.much)

    def _take_down(self, t_s: float) -> None:
        if self._shown_for is not None and self._shown is not None:
            self._ended[self._shown_for[0]] = (self._shown.id, t_s)
        self._shown = self._shown_for = self._unsaid = None

    def _next(self, findings: Sequence[Finding], t_s: float) -> Finding | None:
        """Return the first fault that has lasted, is not the opposite of what was just asked, and is not advice that rests."""
        for fault in faults(findings):
            key = (fault.rule.id, fault.state)
            lasted = t_s - self._since_s[key] >= self._timing.fault_s
            if lasted and not self._rests(fault, t_s) and not self._turned_round(fault, t_s):
                return fault
        return None

    def _rests(self, fault: Finding, t_s: float) -> bool:
        """Return whether this is advice that was given just now or often enough: what blocks the shutter must not wait for it."""
        if fault.blocks:
            return False
        families = (f"{fault.prompt}", f"{fault.prompt}.much")
        often = sum(self._times.get(family, 0) for family in families) >= self._timing.advice_times
        return often or any(t_s - self._said_at_s.get(family, -math.inf) < self._timing.repeat_s for family in families)

    def _turned_round(self, fault: Finding, t_s: float) -> bool:
        """Return whether the opposite was asked only just now, by this rule or by its twin for the other side."""
        twins = (fault.rule.low, fault.rule.high)
        return any(
            asked != fault.prompt and asked in twins and t_s - ended_s < self._timing.prompt_s for asked, ended_s in self._ended.values()
        )

    def _say_if_quiet(self, t_s: float, *, urgent: bool = False) -> Cue | None:
        """Speak what is shown and was not yet said, once it is quiet or at once where `urgent`, not too soon after the last time, and not too often."""
        said = self._unsaid
        speaking = self._spoken_at_s is not None and t_s - self._spoken_at_s < self._timing.prompt_s
        if said is None or (speaking and not urgent):
            return None
        family = _family(said)
        ways = len(wording(said.id, self._language, much=said.much).say)
        fresh = t_s - self._said_at_s.get(family, -self._timing.repeat_s) >= self._timing.repeat_s
        if not fresh or self._times.get(family, 0) >= self._timing.say_times * ways:
            return None
        self._shown = said
        return self._speak(said, t_s, urgent=urgent)

    def _show(self, said: Prompt, key: tuple[str, State] | None, t_s: float) -> None:
        self._take_down(t_s)
        self._shown, self._shown_for, self._shown_at_s = said, key, t_s

    def _speak(self, said: Prompt, t_s: float, *, urgent: bool = False) -> Cue:
        family = _family(said)
        self._spoken_at_s = self._said_at_s[family] = t_s
        self._unsaid = None
        self._times[family] = self._times.get(family, 0) + 1
        return Cue(clip=said.clip, urgent=urgent)


def _family(said: Prompt) -> str:
    """Return the sentence's name whichever way it is worded; one that asks for much is not one that asks for a little."""
    return said.clip.rpartition(".")[0]


def at_once(timing: Timing) -> Timing:
    """Return the timing for photographs: each stands alone, what is wrong with it is said at once, and the next one is another matter."""
    return msgspec.structs.replace(timing, fault_s=0.0, prompt_s=timing.volley_s, repeat_s=timing.volley_s)
