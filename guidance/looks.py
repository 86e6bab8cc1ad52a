"""The list of looks: which is worked on, which are done, and the nearest frame yet to each that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.types import Cause, Shot
from guidance.picker import Candidate, own_miss_frac, weigh
from guidance.rules import judge
from guidance.snapshot import LookProgress, LookState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Observation
    from guidance.profile import Look, Profile


class Looks:
    """Owns the looks' progress. A look is done once a shot of its moment is kept; skipped ones are not asked for again.

    `before` are the (look, cause) of the shots of a sitting that is gone on with.
    """

    def __init__(self, profile: Profile, before: Sequence[tuple[str, Cause]] = ()) -> None:
        self._profile = profile
        self._shots = {look.name: sum(name == look.name for name, _ in before) for look in profile.looks}
        self._met = {name for name, cause in before if cause is Cause.MOMENT}
        self._skipped: set[str] = set()
        self._history: list[Shot] = []
        self._taken_back: set[int] = set()
        self._nearest: dict[str, tuple[float, Candidate]] = {}
        self._any: Candidate | None = None

    @property
    def current(self) -> Look | None:
        """The first look that is neither met nor skipped."""
        return next((look for look in self._profile.looks if look.name not in self._met | self._skipped), None)

    @property
    def any_shots(self) -> bool:
        """Whether anything is kept."""
        return any(self._shots.values())

    def progress(self) -> tuple[LookProgress, ...]:
        """Return where each look stands, in the profile's order."""
        current = self.current
        return tuple(LookProgress(look.name, look.title, self._state(look, current), self._shots[look.name]) for look in self._profile.looks)

    def _state(self, look: Look, current: Look | None) -> LookState:
        if look.name in self._met:
            return LookState.DONE
        if look.name in self._skipped:
            return LookState.SKIPPED
        return LookState.CURRENT if look is current else LookState.TO_DO

    def skip(self) -> None:
        """Leave the current look undone and go on."""
        if self.current is not None:
            self._skipped.add(self.current.name)

    def kept(self, shot: Shot) -> None:
        """Count a shot; one of the look's own moment meets the look."""
        self._history.append(shot)
        self._shots[shot.look] += 1
        if shot.cause is Cause.MOMENT:
            self._met.add(shot.look)

    def take_back(self) -> bool:
        """Forget the newest shot of this sitting and ask for its look again; return whether there was one."""
        if not self._history:
            return False
        shot = self._history.pop()
        frame = shot.observation.frame.index
        self._taken_back.add(frame)
        self._nearest = {name: held for name, held in self._nearest.items() if held[1].observation.frame.index != frame}
        if self._any is not None and self._any.observation.frame.index == frame:
            self._any = None
        self._shots[shot.look] -= 1
        self._met.discard(shot.look)
        self._skipped.discard(shot.look)
        return True

    def consider(self, observation: Observation) -> None:
        """Remember the frame where it is the nearest yet to a look that has no shot."""
        if observation.face is None or observation.frame.index in self._taken_back:
            return
        for look in self._profile.looks:
            if self._shots[look.name]:
                self._nearest.pop(look.name, None)
                continue
            findings = judge(observation.reading, self._profile, look)
            candidate = Candidate(observation, weigh(observation.reading, findings, self._profile))
            if self._any is None or _rank(candidate) > _rank(self._any):
                self._any = candidate
            miss_frac = own_miss_frac(findings, look)
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
        used = {shot.observation.frame.index for shot in self._history}
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
            self._history.append(shot)
            self._shots[shot.look] += 1
        return tuple(shots)


def _rank(candidate: Candidate) -> tuple[bool, float]:
    return (not candidate.verdict.gates, candidate.verdict.score)


def _best_so_far(candidate: Candidate, look: Look) -> Shot:
    reasons = (f"the nearest frame to this look before the sitting ended ({candidate.verdict.score:.2f})",)
    return Shot(candidate.observation, look.name, Cause.BEST_SO_FAR, candidate.verdict.score, reasons, candidate.verdict.misses)
