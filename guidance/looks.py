"""The list of looks: which is worked on, which are done, and the nearest frame yet to each that is not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from capture.types import Cause
from guidance.rules import judge
from guidance.snapshot import LookProgress, LookState
from guidance.verdict import Candidate, own_miss_frac, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Observation, Shot
    from guidance.profile import Look, Profile

CONSIDER_EVERY_S = 0.09
"""Of a video every third frame is thought of for the end: there is nearly always a better one within a tenth of a second of the best."""


class Looks:
    """Owns the looks' progress. A look is done once a shot of its moment is kept; skipped ones are not asked for again.

    `before` are the (look, cause) of the shots of a sitting that is gone on with. Of looks that turn the head to either side, one after the other, the
    side that the light leaves short-lit comes first: that is the more flattering one, and the sitter may stop there.
    """

    def __init__(self, profile: Profile, before: Sequence[tuple[str, Cause]] = ()) -> None:
        self._profile = profile
        self._shots = {look.name: sum(name == look.name for name, _ in before) for look in profile.looks}
        self._met = {name for name, cause in before if cause is Cause.MOMENT}
        self._skipped: set[str] = set()
        self._again: str | None = None
        self._light_side = 0
        self._history: list[tuple[str, int]] = []
        """The look and the frame's number of each shot, in order: the shots themselves hold all the pictures of their moments."""
        self._taken_back: set[int] = set()
        self._nearest: dict[str, tuple[float, Candidate]] = {}
        self._any: Candidate | None = None
        self._considered_s = -math.inf

    @property
    def current(self) -> Look | None:
        """The look that is to be taken again, else the first that is neither met nor skipped, the short-lit side before the other."""
        left = [look for look in self._profile.looks if look.name not in self._met | self._skipped]
        if self._again is not None:
            return next(look for look in self._profile.looks if look.name == self._again)
        side = turned_to(left[0]) if left else 0
        if side * self._light_side < 0 and len(left) > 1 and turned_to(left[1]) == -side:
            return left[1]
        return left[0] if left else None

    @property
    def begun(self) -> bool:
        """Whether a photograph of a look's moment is kept: the light and the camera are settled, and stay."""
        return bool(self._met)

    @property
    def any_shots(self) -> bool:
        """Whether anything is kept."""
        return any(self._shots.values())

    def progress(self) -> tuple[LookProgress, ...]:
        """Return where each look stands, in the profile's order."""
        current = self.current
        return tuple(LookProgress(look.name, look.title, self._state(look, current), self._shots[look.name]) for look in self._profile.looks)

    def _state(self, look: Look, current: Look | None) -> LookState:
        if look is current:
            return LookState.CURRENT
        if look.name in self._met:
            return LookState.DONE
        return LookState.SKIPPED if look.name in self._skipped else LookState.TO_DO

    def skip(self) -> None:
        """Leave the current look undone and go on; one that was to be taken again stays as it was."""
        if self._again is None and self.current is not None:
            self._skipped.add(self.current.name)
        self._again = None

    def retake(self, name: str | None = None) -> bool:
        """Ask for a look again; return whether there is such a one. Its photographs stay, and so do all others.

        Where none is named it is the newest one taken, and asked for once more the one before that.
        """
        seen = [name for name, _ in self._history] or [look.name for look in self._profile.looks if self._shots[look.name]]
        taken = list(dict.fromkeys(reversed(seen)))
        following = taken.index(self._again) + 1 if self._again in taken else 0
        wanted = name if name is not None else (taken[following % len(taken)] if taken else None)
        if wanted is None or all(look.name != wanted for look in self._profile.looks):
            return False
        self._again = wanted
        self._skipped.discard(wanted)
        return True

    def kept(self, shot: Shot) -> None:
        """Count a shot; one of the look's own moment meets the look."""
        self._history.append((shot.look, shot.observation.frame.index))
        self._shots[shot.look] += 1
        if shot.cause is Cause.MOMENT:
            self._met.add(shot.look)
            self._again = None if self._again == shot.look else self._again
        light, look = shot.observation.reading.light, next(look for look in self._profile.looks if look.name == shot.look)
        if light is not None and turned_to(look) == 0:
            self._light_side = 1 if light.face_azimuth_deg > 0 else -1

    def take_back(self) -> bool:
        """Forget the newest shot of this sitting and ask for its look again; return whether there was one."""
        if not self._history:
            return False
        look, frame = self._history.pop()
        self._taken_back.add(frame)
        self._nearest = {name: held for name, held in self._nearest.items() if held[1].observation.frame.index != frame}
        if self._any is not None and self._any.observation.frame.index == frame:
            self._any = None
        self._shots[look] -= 1
        self._met.discard(look)
        self._skipped.discard(look)
        return True

    def consider(self, observation: Observation) -> None:
        """Remember the frame where it is the nearest yet to a look that has no shot; of a video every third."""
        if observation.face is None or observation.frame.index in self._taken_back or 0 <= observation.frame.t_s - self._considered_s < CONSIDER_EVERY_S:
            return
        self._considered_s = observation.frame.t_s
        usual = judge(observation.reading, self._profile, None, begun=self.begun)
        for look in self._profile.looks:
            if self._shots[look.name]:
                self._nearest.pop(look.name, None)
                continue
            findings = judge(observation.reading, self._profile, look, begun=self.begun, usual=usual)
            miss_frac, first = own_miss_frac(findings, look), look is self._profile.looks[0]
            if miss_frac > self._profile.choosing.near_frac and not first:
                continue
            candidate = Candidate(observation, weigh(observation.reading, findings, self._profile))
            # Where nothing comes near any look, it is the first one's name that the best frame is kept by.
            if first and (self._any is None or _rank(candidate) > _rank(self._any)):
                self._any = candidate
            if candidate.verdict.gates or miss_frac > self._profile.choosing.near_frac:
                continue
            # What makes a look itself counts before all else; the score of a frame is nearly the same in a whole sitting.
            worth = candidate.verdict.score - miss_frac
            held = self._nearest.get(look.name)
            if held is None or worth > held[0]:
                self._nearest[look.name] = (worth, candidate)

    def nearest(self) -> tuple[Shot, ...]:
        """Return a shot for each look that has none, was not skipped, and of which a frame came near: no frame twice, none that was taken back.

        There is at least one if a face was ever measured. Their looks stay unmet: nobody leaves with nothing, and nobody is told that it was all there.
        """
        shots: list[Shot] = []
        used = {frame for _, frame in self._history}
        for look in self._profile.looks:
            if look.name not in self._nearest or self._shots[look.name] or look.name in self._skipped:
                continue
            _, candidate = self._nearest[look.name]
            if candidate.observation.frame.index in used:
                continue
            used.add(candidate.observation.frame.index)
            shots.append(_best_so_far(candidate, look))
        if not shots and self._any is not None and not self.any_shots:
            shots.append(_best_so_far(self._any, self._profile.looks[0]))
        for shot in shots:
            self._history.append((shot.look, shot.observation.frame.index))
            self._shots[shot.look] += 1
        return tuple(shots)


def presses_to_retake(name: str | None, profile: Profile, before: Sequence[tuple[str, Cause]]) -> int:
    """Return how often a sitting that is gone on with must be asked to take a look again until it is that one; 0 where nothing of it is kept yet."""
    looks = Looks(profile, before)
    for presses in range(1, len(profile.looks) + 1):
        if name is None or not looks.retake():
            return 0
        if looks.current is not None and looks.current.name == name:
            return presses
    return 0


def turned_to(look: Look) -> int:
    """Return 1 for a look that turns the head to the sitter's left, -1 to their right, 0 for a straight one."""
    band = look.bands.get("yaw_deg")
    if band is None:
        return 0
    return int((band.low or 0.0) > 0) - int((band.high or 0.0) < 0)


def _rank(candidate: Candidate) -> tuple[bool, float]:
    return (not candidate.verdict.gates, candidate.verdict.score)


def _best_so_far(candidate: Candidate, look: Look) -> Shot:
    reasons = (f"the nearest frame to this look before the sitting ended ({candidate.verdict.score:.2f})",)
    return candidate.shot(look.name, Cause.BEST_SO_FAR, reasons)
