"""The coach: from one observation to the next, what to say, when to hold, which frame to keep, which look comes next.

`Coach.step` is the whole sitting as a function of observations: it reads the frames' time, never a clock, and touches no screen, file, thread or speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from capture.types import Cause, Shot
from guidance.looks import Looks
from guidance.moment import Moment
from guidance.pacing import Pacing
from guidance.picker import Candidate, best, weigh
from guidance.rules import judge, ready
from guidance.snapshot import Command, Cue, Phase, Snapshot, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from capture.types import Observation, Reading
    from guidance.profile import Profile
    from guidance.prompts import Prompt
    from guidance.rules import Finding, State



FLEETING_FRAC = 0.1
"""A face in fewer of the frames than this was a passer-by, or none at all: detectors see a face in a curtain now and then."""


class Coach:
    """Owns all that a sitting knows. `done` counts the shots that a resumed sitting already has, by look."""

    def __init__(self, profile: Profile, *, done: Mapping[str, int] | None = None, language: str = "en") -> None:
        self._profile = profile
        self._looks = Looks(profile, done or {})
        self._pacing = Pacing(profile.timing, language)
        self._moment = Moment(profile.timing.buffer_s)
        self._phase = Phase.SEEKING
        self._paused_from: Phase | None = None
        self._since_s = 0.0
        self._ready_s: float | None = None
        self._announced = False
        self._states: dict[str, State] = {}
        self._commands: list[Command] = []
        self._last: Snapshot | None = None
        self._faces_seen = 0
        self._frames_seen = 0

    def command(self, command: Command) -> None:
        """Note what the sitter asks for; it is done at the next step."""
        self._commands.append(command)

    def step(self, observation: Observation) -> Snapshot:
        """Take in one observation and return what is now to be shown, heard and kept."""
        reading = observation.reading
        findings = judge(reading, self._profile, self._looks.current, self._states)
        self._states = {finding.rule.id: finding.state for finding in findings}
        self._frames_seen += 1
        self._faces_seen += observation.face is not None or reading.framing is not None
        snapshot = self._snapshot(reading, findings, None, None)
        candidate = Candidate(observation, weigh(reading, findings, self._profile))
        if self._phase not in (Phase.PAUSED, Phase.DONE):
            self._moment.add(candidate)
            self._looks.consider(observation)
        if self._commands:
            snapshot = self._obey(self._commands.pop(0), snapshot, candidate)
        elif self._phase is Phase.SEEKING:
            snapshot = self._seek(snapshot)
        elif self._phase is Phase.HOLDING:
            snapshot = self._hold(snapshot)
        elif self._phase is Phase.SHOOTING:
            snapshot = self._shoot(snapshot)
        elif self._phase is Phase.RESTING:
            snapshot = self._rest(snapshot)
        self._last = snapshot
        return snapshot

    def finish(self) -> Snapshot | None:
        """End the sitting: return a last snapshot that keeps the nearest frames to each look not met; None when no frame ever came."""
        if self._last is None:
            return None
        kept = self._looks.nearest()
        notices = () if kept or self._looks.any_shots else (self._why_nothing(),)
        self._phase = Phase.DONE
        self._moment.clear()
        last = replace(self._last, phase=Phase.DONE, kept=kept, undone=0, cue=None, prompt=None, hold_frac=0.0, looks=self._looks.progress())
        self._last = replace(last, notices=notices)
        return self._last

    def _why_nothing(self) -> str:
        if self._faces_seen < FLEETING_FRAC * self._frames_seen:
            return f"No face was seen in {self._frames_seen} frames, so nothing was kept. Come into the picture and sit again."
        return (
            f"A face was seen in {self._faces_seen} of {self._frames_seen} frames, but never near enough to judge, so nothing was kept. "
            "Come closer and sit again."
        )

    # ------------------------------------------------------------------------------------------------- phases

    def _seek(self, snapshot: Snapshot) -> Snapshot:
        """Coach until nothing that blocks is out of its band."""
        t_s, look = snapshot.t_s, self._looks.current
        if look is None:
            return self._done(snapshot)
        if ready(snapshot.findings):
            self._pacing.hush(t_s)
            self._enter(Phase.HOLDING, t_s)
            self._ready_s = t_s
            return self._refreshed(snapshot)
        if not self._announced and snapshot.reading.pose is not None:
            self._announced = True
            prompt, cue = self._pacing.announce(look.prompt, t_s)
            return replace(snapshot, prompt=prompt, cue=cue)
        shown, said = self._pacing.update(snapshot.findings, t_s)
        return replace(snapshot, prompt=shown, cue=said)

    def _hold(self, snapshot: Snapshot) -> Snapshot:
        """Wait until the bands have held long enough; a short lapse is forgiven, and a hold that is as short is not mentioned."""
        timing = self._profile.timing
        if not self._still_ready(snapshot):
            return self._back_to_seeking(snapshot)
        held_s = snapshot.t_s - self._since_s
        if held_s >= timing.hold_s:
            self._enter(Phase.SHOOTING, snapshot.t_s)
        if held_s >= timing.slip_s and self._last is not None and self._last.prompt is None:
            prompt, _ = self._pacing.announce("hold", snapshot.t_s)
            return replace(self._refreshed(snapshot), prompt=prompt, cue=Cue(tone=Tone.GOOD))
        return self._silent(snapshot)

    def _shoot(self, snapshot: Snapshot) -> Snapshot:
        """Gather frames in silence, then keep the best of the moment."""
        timing = self._profile.timing
        if self._still_ready(snapshot) and snapshot.t_s - self._since_s < timing.collect_s:
            return self._silent(snapshot)
        began_s = self._since_s - timing.hold_s
        chosen = best([candidate for candidate in self._moment.since(began_s) if not candidate.verdict.misses], self._profile)
        look = self._looks.current
        if chosen is None or look is None:
            return self._back_to_seeking(snapshot)
        candidate, reasons = chosen
        shot = Shot(candidate.observation, look.name, Cause.MOMENT, candidate.verdict.score, reasons)
        self._looks.kept(shot)
        self._moment.clear()
        self._enter(Phase.RESTING, snapshot.t_s)
        prompt, _ = self._pacing.announce("kept", snapshot.t_s)
        return replace(self._refreshed(snapshot), prompt=prompt, cue=Cue(clip=prompt.clip, tone=Tone.SHUTTER, urgent=True), kept=(shot,))

    def _rest(self, snapshot: Snapshot) -> Snapshot:
        if snapshot.t_s - self._since_s < self._profile.timing.rest_s:
            return replace(snapshot, prompt=self._last.prompt if self._last else None)
        self._restart(snapshot.t_s)
        return self._seek(self._refreshed(snapshot))

    def _done(self, snapshot: Snapshot) -> Snapshot:
        self._enter(Phase.DONE, snapshot.t_s)
        prompt, cue = self._pacing.announce("all_done", snapshot.t_s)
        return replace(snapshot, phase=Phase.DONE, prompt=prompt, cue=cue)

    # ----------------------------------------------------------------------------------------------- commands

    def _obey(self, command: Command, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        match command:
            case Command.PAUSE:
                return self._pause(snapshot)
            case Command.TAKE_NOW:
                return self._take(snapshot, candidate)
            case Command.NEXT_LOOK:
                self._looks.skip()
                self._restart(snapshot.t_s)
                return self._seek(self._refreshed(snapshot))
            case Command.UNDO:
                return self._undo(snapshot)

    def _pause(self, snapshot: Snapshot) -> Snapshot:
        if self._phase is Phase.PAUSED:
            self._restart(snapshot.t_s)
            self._announced = True
            prompt, cue = self._pacing.announce("going_on", snapshot.t_s)
        else:
            self._enter(Phase.PAUSED, snapshot.t_s)
            self._moment.clear()
            prompt, cue = self._pacing.announce("paused", snapshot.t_s, urgent=True)
        return replace(self._refreshed(snapshot), prompt=prompt, cue=cue)

    def _take(self, snapshot: Snapshot, candidate: Candidate) -> Snapshot:
        """Keep this very frame: the picture that the sitter saw when they pressed the key."""
        look = self._looks.current or self._profile.looks[-1]
        misses = (*candidate.verdict.gates, *candidate.verdict.misses)
        shot = Shot(candidate.observation, look.name, Cause.ASKED, candidate.verdict.score, ("taken by key",), misses)
        self._looks.kept(shot)
        prompt, _ = self._pacing.announce("taken", snapshot.t_s)
        return replace(self._refreshed(snapshot), prompt=prompt, cue=Cue(tone=Tone.SHUTTER, urgent=True), kept=(shot,))

    def _undo(self, snapshot: Snapshot) -> Snapshot:
        undone = self._looks.take_back()
        if undone:
            self._restart(snapshot.t_s)
            self._announced = True
        prompt, cue = self._pacing.announce("undone" if undone else "nothing_to_undo", snapshot.t_s)
        return replace(self._refreshed(snapshot), prompt=prompt, cue=cue, undone=int(undone))

    # ------------------------------------------------------------------------------------------------- shared

    def _enter(self, phase: Phase, t_s: float) -> None:
        self._phase, self._since_s = phase, t_s

    def _restart(self, t_s: float) -> None:
        """Start seeking afresh: the next look, or the same one again."""
        self._enter(Phase.SEEKING, t_s)
        self._moment.clear()
        self._ready_s = None
        self._announced = False

    def _still_ready(self, snapshot: Snapshot) -> bool:
        """Return whether the bands hold, or lapsed only just now."""
        if ready(snapshot.findings):
            self._ready_s = snapshot.t_s
        return self._ready_s is not None and snapshot.t_s - self._ready_s <= self._profile.timing.slip_s

    def _back_to_seeking(self, snapshot: Snapshot) -> Snapshot:
        self._enter(Phase.SEEKING, snapshot.t_s)
        self._pacing.hush(snapshot.t_s)
        return self._refreshed(snapshot)

    def _silent(self, snapshot: Snapshot) -> Snapshot:
        before: Prompt | None = self._last.prompt if self._last else None
        return replace(self._refreshed(snapshot), prompt=before)

    def _refreshed(self, snapshot: Snapshot) -> Snapshot:
        return self._snapshot(snapshot.reading, snapshot.findings, snapshot.prompt, snapshot.cue)

    def _snapshot(self, reading: Reading, findings: tuple[Finding, ...], prompt: Prompt | None, cue: Cue | None) -> Snapshot:
        hold_s = self._profile.timing.hold_s
        held = {Phase.HOLDING: min(1.0, (reading.t_s - self._since_s) / hold_s) if hold_s else 1.0, Phase.SHOOTING: 1.0}
        return Snapshot(reading.t_s, reading, findings, prompt, cue, self._phase, held.get(self._phase, 0.0), self._looks.progress())
