"""The moments of a sitting, each with what the truth says of every frame that could have been kept.

A moment is all frames from `buffer_s` before its trigger, at the earliest from its look's first hold, to the step that keeps one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import cv2
from obedient_sitter import READ_AGAIN_S
from true_quality import EXPRESSION, POSE, SAME, Quality, quality

from capture.against import relative
from capture.neutral import neutral_of
from capture.pixels import bounds
from capture.types import Cause
from guidance.guide import Guide
from guidance.rules import judge
from guidance.snapshot import Phase
from guidance.verdict import weigh

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.neutral import Neutral
    from capture.script.scene import Scene
    from capture.types import Observation, Reading, Shot
    from guidance.profile import Look, Profile

LEAST_PICTURE_PX = 64
RESTING = (Phase.RESTING, Phase.PAUSED, Phase.DONE)


@dataclass(frozen=True, slots=True)
class Seen:
    """One frame: what stood before the lens, its exact reading, what was measured of it, and how far speech opened the mouth."""

    scene: Scene
    true: Reading
    observation: Observation
    spoken_frac: float
    edges: float
    """How sharp a simple programme would call it: the variance of the face's Laplacian; the measured sharpness where there are no pixels."""


@dataclass(frozen=True, slots=True)
class TrueMoment:
    """The frames that were there, the true quality of each, and the places of the one that was kept and of the first that passes all bands."""

    look: str
    shot: Shot
    seen: tuple[Seen, ...]
    qualities: tuple[Quality, ...]
    kept: int
    first: int | None

    @property
    def sharpest(self) -> int:
        """The place of the sharpest."""
        return max(range(len(self.seen)), key=lambda place: self.seen[place].edges)

    def better_frac(self, place: int, by: float = SAME) -> float:
        """Return the share of the frames that are better than the one at `place` by more than that."""
        return sum(other.worth > self.qualities[place].worth + by for other in self.qualities) / len(self.qualities)

    def lost(self, place: int) -> float:
        """Return how much less the frame at `place` is worth than the best."""
        return max(other.worth for other in self.qualities) - self.qualities[place].worth


@dataclass(slots=True)
class Watcher:
    """Follows a coach's steps and gathers its moments."""

    profile: Profile
    moments: list[TrueMoment] = field(default_factory=list)
    _seen: list[Seen] = field(default_factory=list)
    _neutral: Neutral | None = None
    _taken: bool = False
    _trigger_s: float = 0.0
    _first_s: float | None = None
    _phase: Phase = Phase.SEEKING

    def note(self, seen: Seen, phase: Phase, kept: tuple[Shot, ...], neutral: Neutral | None) -> None:
        """Take in one step of the coach: its frame, and what it decided."""
        self._seen.append(seen)
        if neutral is not None and not self._taken:
            # Truth is held to the neutral that the sitter truly had meanwhile, or a tracker's constant error would count as the picker's.
            since_s = seen.scene.t_s - self.profile.timing.meet_s
            self._neutral = neutral_of([one.true for one in self._seen if one.scene.t_s >= since_s])
            self._taken = True
        if phase is Phase.HOLDING and self._first_s is None:
            self._first_s = seen.scene.t_s
        if phase is Phase.SHOOTING and self._phase is not Phase.SHOOTING:
            self._trigger_s = seen.scene.t_s
        self._moments_of(kept)
        if phase in RESTING:
            self._seen.clear()
            self._first_s = None
        self._phase = phase

    def _moments_of(self, kept: tuple[Shot, ...]) -> None:
        for shot in kept:
            if shot.cause is not Cause.MOMENT:
                continue
            look = next(look for look in self.profile.looks if look.name == shot.look)
            since_s = max(self._trigger_s - self.profile.timing.buffer_s, self._first_s or 0.0)
            there = tuple(one for one in self._seen if one.scene.t_s >= since_s)
            places = [one.observation.frame.index for one in there]
            passing = (place for place, one in enumerate(there) if self._passes(one.observation.reading, look))
            qualities = tuple(self._quality(one, look) for one in there)
            at = places.index(shot.observation.frame.index)
            self.moments.append(TrueMoment(look.name, shot, there, qualities, at, next(passing, None)))

    def _quality(self, seen: Seen, look: Look) -> Quality:
        bands = {name: self.profile.band(name, look) for name in (*POSE, *EXPRESSION)}
        true = seen.true if self._neutral is None else relative(seen.true, self._neutral)
        return quality(seen.scene, true, {name: (band.low, band.high) for name, band in bands.items()}, seen.spoken_frac)

    def _passes(self, reading: Reading, look: Look) -> bool:
        return not weigh(reading, judge(reading, self.profile, look), self.profile).misses


def edges(observation: Observation) -> float:
    """Return the variance of the Laplacian over the face's box, or the measured sharpness where the picture is a stand-in."""
    rgb, face = observation.frame.rgb, observation.face
    if face is None or observation.reading.focus is None:
        return 0.0
    box = bounds(face.outline_px, (rgb.shape[0], rgb.shape[1]), 0.0)
    if rgb.shape[0] < LEAST_PICTURE_PX or box is None:
        return observation.reading.focus.sharpness
    return float(cv2.Laplacian(cv2.cvtColor(rgb[box], cv2.COLOR_RGB2GRAY), cv2.CV_64F).var())


def unpictured(observation: Observation) -> Observation:
    """Return the observation without its pixels: those of a whole sitting would fill the memory."""
    return replace(observation, frame=replace(observation.frame, rgb=observation.frame.rgb[:0].copy(), encoded=None), face=None)


def moments_of(
    profile: Profile,
    scene: Callable[[float], tuple[Scene, float]],
    observe: Callable[[Scene, int], tuple[Observation, Reading]],
    hear: Callable[[str, bool], None],
    *,
    seconds: float,
    fps: float,
) -> list[TrueMoment]:
    """Return the moments of a sitting before the real coach and its guide, until all looks are taken or the time is over.

    `scene` gives what stands there and how far speech opens the mouth, `observe` what is measured of it and its exact reading, `hear` tells the sitter.
    """
    guide, watcher = Guide(profile), Watcher(profile)
    neutral: Neutral | None = None
    heard: tuple[float, str | None] = (0.0, None)
    for index in range(round(seconds * fps)):
        t_s = index / fps
        there, spoken_frac = scene(t_s)
        observation, true = observe(there, index)
        if neutral is not None:
            observation = replace(observation, reading=relative(observation.reading, neutral))
        snapshot = guide.step(observation)
        neutral = snapshot.neutral
        watcher.note(Seen(there, true, unpictured(observation), spoken_frac, edges(observation)), snapshot.phase, snapshot.kept, neutral)
        prompt = snapshot.prompt
        said = prompt is not None and snapshot.cue is not None and snapshot.cue.clip == prompt.clip
        if prompt is not None and (said or prompt.id != heard[1] or t_s - heard[0] >= READ_AGAIN_S):
            heard = (t_s, prompt.id)
            hear(prompt.id, prompt.much)
        if snapshot.phase is Phase.DONE:
            break
    return watcher.moments
