"""From the hold to the photograph: whether the bands still hold, and which frame of the moment is the one to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.types import Cause, Shot
from guidance.hold import Hold
from guidance.moment import Moment
from guidance.picker import best

if TYPE_CHECKING:
    from guidance.moment import Whole
    from guidance.profile import Look, Profile
    from guidance.verdict import Candidate


class Shutter:
    """Owns the frames of the moment and the hold. Pure: its time is the frames'. `whole` is the `Moment`'s."""

    def __init__(self, profile: Profile, whole: Whole | None = None) -> None:
        self._profile = profile
        self._moment = Moment(profile.timing.buffer_s + profile.timing.collect_s, whole=whole)
        self._held = Hold(profile.timing.slip_s)
        self._spoken_s: float | None = None

    def add(self, candidate: Candidate) -> None:
        """Remember a frame, which may turn out to be the one."""
        self._moment.add(candidate)

    def forget(self) -> None:
        """Begin anew: what was seen and what held before says nothing of now."""
        self._moment.clear()
        self._held.forget()

    def begin(self, t_s: float) -> None:
        """Begin a hold: all is well."""
        self._held.begin(t_s)

    def goes_on(self, t_s: float, *, well: bool) -> bool:
        """Return whether the bands hold, or lapsed only just now."""
        return self._held.goes_on(t_s, well=well)

    def due(self, t_s: float, since_s: float) -> bool:
        """Return whether a hold since then has lasted, and all is well at this very moment."""
        return t_s - since_s >= self._profile.timing.hold_s and self._held.well_at(t_s)

    def to_be_spoken_of(self, t_s: float, since_s: float) -> bool:
        """Return whether a hold since then is to be mentioned now, once for a while: one as short as a lapse is not."""
        timing = self._profile.timing
        rested = self._spoken_s is None or t_s - self._spoken_s >= timing.prompt_s
        if t_s - since_s < timing.slip_s or not rested:
            return False
        self._spoken_s = t_s
        return True

    def shot(self, look: Look | None, since_s: float) -> Shot | None:
        """Return the best frame from `buffer_s` before the gathering `since_s` on; None where each misses something."""
        found = best(self._moment.since(since_s - self._profile.timing.buffer_s), self._profile)
        if found is None or look is None:
            return None
        return Shot(self._moment.whole(found.index), look.name, Cause.MOMENT, found.score, found.reasons, passed_over=found.passed_over)
