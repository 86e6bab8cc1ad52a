"""The coach: from one observation to the next, what to say, when to hold, which frame to keep, which look comes next.

`Coach.step` is the whole sitting as a function of observations: it reads the frames' time, never a clock, and touches
no screen, file, thread or speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from capture.types import Cause
from guidance.attendance import Attendance
from guidance.looks import Looks
from guidance.meeting import Meeting
from guidance.naming import Naming
from guidance.pacing import Pacing, at_once
from guidance.rules import judge, ready, upset
from guidance.shutter import Shutter
from guidance.snapshot import Command, Cue, Phase, Snapshot, Tone, handed_over
from guidance.verdict import Candidate, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Observation, Reading, Shot
    from guidance.moment import Whole
    from guidance.profile import Look, Profile
    from guidance.prompts import Prompt
    from guidance.rules import Finding, State


class Coach:
    """Owns all that a sitting knows.

    `before` are the (look, cause) of the shots that a resumed sitting already has. With `stills` each frame is a photograph that somebody took: there
    is nothing to hold, and one that meets the look is kept at once. `whole` is the `Moment`'s.
    """

    def __init__(self, profile: Profile, *, before: Sequence[tuple[str, Cause]] = (), stills: bool = False, whole: Whole | None = None) -> None:
        self._profile = profile
        self._stills = stills
        self._looks = Looks(profile, before)
        timing = profile.timing
        self._pacing = Pacing(at_once(timing) if stills else timing, profile.language)
        self._shutter = Shutter(profile, whole)
        self._phase = Phase.SEEKING
        self._since_s = 0.0
        self._announced_s: float | None = None
        self._states: dict[str, State] = {}
        self._commands: list[Command] = []
        self._last: Snapshot | None = None
        self._candidate: Candidate | None = None
        self._attendance = Attendance(profile.choosing.fleeting_frac)
        self._meeting = Meeting(0.0 if stills or before else timing.meet_s, timing.meet_patience_s)
        self._naming = Naming(profile, over=stills or bool(before))

    def command(self, command: Command) -> None:
        """Note what the sitter asks for; it is done at the next step."""
        self._commands.append(command)

    @property
    def phase(self) -> Phase:
        """Where the sitting stands."""
        return self._phase

    def step(self, observation: Observation, *, coaching: bool = True) -> Snapshot:
        """Take in one observation and return what is now to be shown, heard and kept; without `coaching` only what was asked for is done."""
        reading = observation.reading
        findings = judge(reading, self._profile, self._looks.current, self._states, begun=self._looks.begun)
        self._states = {finding.rule.id: finding.state for finding in findings}
        self._attendance.count(observation, judged=coaching)
        snapshot = self._snapshot(reading, findings)
        candidate = Candidate(observation, weigh(reading, findings, self._profile))
        away = self._last is not None and not 0 <= reading.t_s - self._last.t_s <= self._profile.timing.gap_s
        if (away or not coaching) and not self._stills:
            self._forget_moment(reading.t_s)
        if coaching and self._phase not in (Phase.PAUSED, Phase.DONE):
            self._shutter.add(candidate)
            self._looks.consider(observation)
        carry_on = self._obey if self._commands else self._go_on
        snapshot = carry_on(snapshot, candidate) if self._commands or coaching else self._silent(snapshot)
        self._last, self._candidate = snapshot, candidate
        return snapshot

    def act(self) -> Snapshot | None:
        """Do what was asked for while no frame comes; None when nothing was, or none ever came. A photograph can't be taken then."""
        self._commands = [command for command in self._commands if command is not Command.TAKE_NOW]
        if not self._commands or self._last is None or self._candidate is None:
            return None
        self._last = self._obey(self._snapshot(self._last.reading, self._last.findings), self._candidate)
        return self._last

    def finish(self) -> Snapshot | None:
        """End the sitting: return a last snapshot that keeps the nearest frames to each look not met; None when no frame ever came."""
        if self._last is None or self._candidate is None:
            return None
        asked = self._obey(self._snapshot(self._last.reading, self._last.findings), self._candidate) if self._commands else None
        taken = self._shutter.shot(self._looks.current, self._since_s) if self._phase is Phase.SHOOTING else None
        if taken is not None:
            self._looks.kept(taken)
        kept = (*(asked.kept if asked else ()), *((taken,) if taken else ()), *self._looks.nearest())
        notices = () if self._looks.any_shots else (self._attendance.why_nothing(),)
        self._phase = Phase.DONE
        self._shutter.forget()
        last = replace(self._last, phase=Phase.DONE, kept=kept, undone=asked.undone if asked else 0, cue=None, prompt=None, hold_frac=0.0)
        self._last = replace(last, looks=self._looks.progress(), notices=notices)
        return self._last

    def _go_on(self, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        match self._phase:
            case Phase.SEEKING:
                return self._seek(snapshot, candidate)
            case Phase.HOLDING:
                return self._hold(snapshot)
            case Phase.SHOOTING:
                return self._shoot(snapshot)
            case Phase.RESTING:
                return self._rest(snapshot, candidate)
            case _:
                return replace(snapshot, prompt=self._prompt_before)

    def _seek(self, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        """Coach until nothing that blocks is out of its band."""
        t_s, look = snapshot.t_s, self._looks.current
        if look is None:
            return self._done(snapshot)
        if self._stills and ready(snapshot.findings):
            reasons = (f"a photograph that meets the look ({candidate.verdict.score:.2f})",)
            return self._keep(snapshot, candidate.shot(look.name, Cause.MOMENT, reasons))
        if look.neutral:
            self._meeting.look(snapshot.reading, snapshot.findings)
        self._naming.look(snapshot.reading, snapshot.findings)
        if self._announced_s is None and snapshot.reading.pose is not None and not self._stills and not upset(snapshot.findings):
            return self._announce(snapshot, look)
        if self._announced_s is not None and t_s - self._announced_s >= self._profile.timing.settle_s and self._all_set(snapshot):
            self._pacing.hush(t_s)
            self._enter(Phase.HOLDING, t_s)
            self._shutter.begin(t_s)
            return self._silent(snapshot)
        shown, said = self._pacing.update(snapshot.findings, t_s)
        return replace(snapshot, prompt=shown, cue=self._naming.cut_by(said, t_s))

    def _announce(self, snapshot: Snapshot, look: Look) -> Snapshot:
        """Say what the look is; before the first one, where nothing is wrong, what light there is."""
        words = self._naming.before_words(snapshot.reading, snapshot.findings)
        if words is None:
            self._announced_s = snapshot.t_s
            words = self._pacing.announce(look.prompt, snapshot.t_s)
        prompt, cue = words
        return replace(snapshot, prompt=prompt, cue=cue)

    def _all_set(self, snapshot: Snapshot) -> bool:
        """Return whether nothing keeps the hold from beginning: all bands hold and, before the first photograph, the sitter was met and all advice given."""
        look = self._looks.current
        met = self._meeting.over or look is None or not look.neutral
        return ready(snapshot.findings) and (self._looks.begun or (met and not self._pacing.advice_due(snapshot.findings, snapshot.t_s)))

    def _hold(self, snapshot: Snapshot) -> Snapshot:
        """Wait until the bands have held long enough; a short lapse is forgiven, and a hold that is as short is not mentioned."""
        t_s, since_s = snapshot.t_s, self._since_s
        if not self._shutter.goes_on(t_s, well=ready(snapshot.findings)):
            return self._back_to_seeking(snapshot)
        if self._shutter.due(t_s, since_s):
            self._enter(Phase.SHOOTING, t_s)
        if self._shutter.to_be_spoken_of(t_s, since_s):
            prompt, _ = self._pacing.announce("hold", t_s, aloud=False)
            return replace(self._refreshed(snapshot), prompt=prompt, cue=Cue(tone=Tone.GOOD))
        return self._silent(snapshot)

    def _shoot(self, snapshot: Snapshot) -> Snapshot:
        """Gather frames in silence, then keep the best of the moment."""
        look, since_s = self._looks.current, self._since_s
        if self._shutter.gathers(look, snapshot.t_s, since_s, well=ready(snapshot.findings)):
            return self._silent(snapshot)
        shot = self._shutter.shot(look, since_s)
        return self._keep(snapshot, shot) if shot else replace(self._back_to_seeking(snapshot), refused=self._shutter.why_none(since_s))

    def _keep(self, snapshot: Snapshot, shot: Shot) -> Snapshot:
        """Keep the shot of a look's moment, and rest."""
        self._looks.kept(shot)
        self._shutter.forget()
        self._enter(Phase.RESTING, snapshot.t_s)
        following = self._looks.current if self._stills else None
        prompt, cue = self._pacing.announce(following.prompt if following else "kept", snapshot.t_s, urgent=True)
        return replace(self._refreshed(snapshot), prompt=prompt, cue=replace(cue, tone=Tone.SHUTTER) if cue else None, kept=(shot,))

    def _rest(self, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        left_s = self._since_s + self._profile.timing.rest_s - snapshot.t_s
        if left_s > 0 and not self._stills:
            naming = self._naming.at_rest(snapshot.reading, snapshot.findings, left_s)
            return self._silent(snapshot) if naming is None else replace(snapshot, prompt=naming[0], cue=naming[1])
        self._restart(snapshot.t_s)
        return self._seek(self._refreshed(snapshot), candidate)

    def _done(self, snapshot: Snapshot) -> Snapshot:
        self._enter(Phase.DONE, snapshot.t_s)
        prompt, cue = self._pacing.announce("all_done", snapshot.t_s)
        return replace(snapshot, phase=Phase.DONE, prompt=prompt, cue=cue)

    def _obey(self, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        """Carry out all that was asked for since the last step."""
        asked, self._commands = self._commands, []
        kept: tuple[Shot, ...] = ()
        undone = 0
        for command in asked:
            snapshot = self._carry_out(command, replace(snapshot, kept=(), undone=0), candidate)
            kept, undone = handed_over(kept, undone, snapshot)
        return replace(snapshot, kept=kept, undone=undone)

    def _carry_out(self, command: Command, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        match command:
            case Command.FIND_LIGHT | Command.SELF_TIMER | Command.WAIT | Command.GO_ON:
                return snapshot
            case Command.PAUSE:
                return self._pause(snapshot)
            case Command.TAKE_NOW:
                return self._take(snapshot, candidate)
            case Command.NEXT_LOOK:
                self._looks.skip()
                return self._turn_to_look(snapshot, candidate)
            case Command.UNDO:
                return self._undo(snapshot)
            case Command.RETAKE:
                return self._turn_to_look(snapshot, candidate) if self._looks.retake() else self._silent(snapshot)

    def _pause(self, snapshot: Snapshot) -> Snapshot:
        if self._phase is Phase.PAUSED:
            self._restart(snapshot.t_s)
            self._announced_s = snapshot.t_s
            prompt, cue = self._pacing.announce("going_on", snapshot.t_s)
        else:
            self._enter(Phase.PAUSED, snapshot.t_s)
            self._shutter.forget()
            prompt, cue = self._pacing.announce("paused_hands" if self._profile.hands_free and not self._stills else "paused", snapshot.t_s, urgent=True)
        return replace(self._refreshed(snapshot), prompt=prompt, cue=cue)

    def _take(self, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        """Keep this very frame: the picture that the sitter saw when they pressed the key."""
        look = self._looks.current or self._profile.looks[-1]
        shot = candidate.shot(look.name, Cause.ASKED, ("taken by key",))
        self._looks.kept(shot)
        prompt, _ = self._pacing.announce("taken", snapshot.t_s, aloud=False)
        return replace(self._refreshed(snapshot), prompt=prompt, cue=Cue(tone=Tone.SHUTTER, urgent=True), kept=(shot,))

    def _turn_to_look(self, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        if self._phase is Phase.PAUSED:
            return self._silent(snapshot)
        self._restart(snapshot.t_s)
        return self._seek(self._refreshed(snapshot), candidate)

    def _undo(self, snapshot: Snapshot) -> Snapshot:
        undone = self._looks.take_back()
        if undone and self._phase is not Phase.PAUSED:
            self._restart(snapshot.t_s)
            self._announced_s = snapshot.t_s
        prompt, cue = self._pacing.announce("undone" if undone else "nothing_to_undo", snapshot.t_s)
        return replace(self._refreshed(snapshot), prompt=prompt, cue=cue, undone=int(undone))

    def _enter(self, phase: Phase, t_s: float) -> None:
        if phase is not Phase.SEEKING and self._looks.begun:
            self._meeting.close()
        self._phase, self._since_s = phase, t_s

    def _restart(self, t_s: float) -> None:
        """Start seeking afresh: the next look, or the same one again."""
        self._enter(Phase.SEEKING, t_s)
        self._pacing.begin_look()
        self._shutter.forget()
        self._announced_s = None

    def _forget_moment(self, t_s: float) -> None:
        """Begin the moment anew: the camera was away or nothing was coached, and what held before says nothing of now."""
        self._shutter.forget()
        if self._phase in (Phase.HOLDING, Phase.SHOOTING):
            self._enter(Phase.SEEKING, t_s)

    def _back_to_seeking(self, snapshot: Snapshot) -> Snapshot:
        self._enter(Phase.SEEKING, snapshot.t_s)
        self._pacing.hush(snapshot.t_s)
        return self._refreshed(snapshot)

    @property
    def _prompt_before(self) -> Prompt | None:
        return self._last.prompt if self._last else None

    def _silent(self, snapshot: Snapshot) -> Snapshot:
        return replace(self._refreshed(snapshot), prompt=self._prompt_before)

    def _refreshed(self, snapshot: Snapshot) -> Snapshot:
        return self._snapshot(snapshot.reading, snapshot.findings)

    def _snapshot(self, reading: Reading, findings: tuple[Finding, ...]) -> Snapshot:
        hold_s = self._profile.timing.hold_s
        held = {Phase.HOLDING: min(1.0, (reading.t_s - self._since_s) / hold_s) if hold_s else 1.0, Phase.SHOOTING: 1.0}
        looks = self._looks.progress()
        return Snapshot(reading.t_s, reading, findings, None, None, self._phase, held.get(self._phase, 0.0), looks, neutral=self._meeting.neutral)
