"""A sample sitting played through pixels, tracker and coach without a screen, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from capture.camera.virtual import VirtualCamera
from capture.pipeline import open_analyser
from capture.types import Cause
from guidance.guide import Guide
from guidance.profile import load
from guidance.snapshot import Phase

if TYPE_CHECKING:
    from capture.script.timeline import Script
    from capture.types import Shot
    from guidance.snapshot import Cue

INFORMING = ("kept.", "taken.", "named_", "paused", "going_on", "all_done")
"""What asks for nothing."""

SIZE, FPS = (480, 270), 5.0
"""Small and slow enough for a test, large and fast enough for the tracker and for the coach's hold."""


@dataclass
class Course:
    """What a sitting was: the prompts as they came up on the screen, and the photographs of moments."""

    script: Script
    prompts: list[tuple[float, str]] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)
    cues: list[tuple[float, Phase, Cue]] = field(default_factory=list)

    def told(self) -> str:
        """Return it in words, for a test that fails."""
        taken = [(round(shot.observation.reading.t_s, 2), shot.look) for shot in self.shots]
        return f"{self.script.name}: prompts {[(round(t_s, 2), name) for t_s, name in self.prompts]}, shots {taken}"

    def misses(self) -> list[str]:
        """Return what the session's file expects and did not happen, and what it forbids and did."""
        expect = self.script.expect
        names = {name for _, name in self.prompts}
        missed = [
            f"{said.id} was not said between {said.from_s} s and {said.by_s} s"
            for said in expect.prompts
            if not any(name == said.id and said.from_s <= t_s <= said.by_s for t_s, name in self.prompts)
        ]
        missed += [f"{name} was said" for name in expect.never if name in names]
        missed += [
            f"{taken.look} was not taken by {taken.by_s} s"
            for taken in expect.shots
            if not any(shot.look == taken.look and shot.observation.reading.t_s <= taken.by_s for shot in self.shots)
        ]
        missed += [
            f"{shot.look} was taken at {shot.observation.reading.t_s:.2f} s"
            for shot in self.shots
            if any(span.holds(shot.observation.reading.t_s) for span in expect.no_shots)
        ]
        return missed + ([] if len(self.shots) >= expect.at_least else [f"{len(self.shots)} of {expect.at_least} photographs"])

    def ill_mannered(self) -> list[str]:
        """Return what was said where silence was due: during a hold or a burst, or an instruction on the heels of another one."""
        spoken = [(t_s, phase, cue) for t_s, phase, cue in self.cues if cue.clip is not None]
        bad = [f"{cue.clip} at {t_s:.2f} s, while {phase}" for t_s, phase, cue in spoken if phase in (Phase.HOLDING, Phase.SHOOTING)]
        asking = [(t_s, cue) for t_s, _, cue in spoken if not cue.urgent and not str(cue.clip).startswith(INFORMING)]
        closest_s = load("classic").timing.prompt_s
        return bad + [
            f"{cue.clip} {t_s - before_s:.2f} s after {before.clip}"
            for (before_s, before), (t_s, cue) in pairwise(asking)
            if t_s - before_s < closest_s
        ]

    def decided(self, t_s: float) -> bool:
        """Return whether all that is expected has happened and nothing forbidden by its time is to come."""
        last_s = max([self.script.seconds if span.to_s is None else span.to_s for span in self.script.expect.no_shots], default=0.0)
        return t_s > last_s and not self.misses()


def play(script: Script) -> Course:
    """Play the session, small and as fast as it goes, until everything that it expects is decided."""
    small = msgspec.structs.replace(script, size=SIZE, fps=FPS)
    course, guide = Course(small), Guide(load("classic"))
    shown = None
    with open_analyser(stills=False, hands=True) as analyser, VirtualCamera(small) as camera:
        for frame in camera:
            snapshot = guide.step(analyser.observe(frame, camera.horizontal_fov_deg))
            analyser.neutral = snapshot.neutral
            prompt = snapshot.prompt.id if snapshot.prompt else None
            if prompt is not None and prompt != shown:
                course.prompts.append((frame.t_s, prompt))
            shown = prompt
            if snapshot.cue is not None:
                course.cues.append((frame.t_s, snapshot.phase, snapshot.cue))
            course.shots += [shot for shot in snapshot.kept if shot.cause is Cause.MOMENT]
            if course.decided(frame.t_s):
                break
    return course
