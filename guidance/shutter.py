"""From the hold to the photograph: whether the bands still hold, and which frame of the moment is the one to keep."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from capture.types import Cause, Shot
from guidance.hold import Hold
from guidance.moment import Moment
from guidance.picker import best, mergeable, why_none

if TYPE_CHECKING:
    from guidance.moment import Whole
    from guidance.picker import Weighed
    from guidance.profile import Look, Profile
    from guidance.verdict import Candidate


class Shutter:
    """Owns the frames of the moment and the hold. Pure: its time is the frames'. `whole` is the `Moment`'s."""

    def __init__(self, profile: Profile, whole: Whole | None = None) -> None:
        self._profile = profile
        self._moment = Moment(profile.timing.buffer_s + profile.timing.collect_most_s, whole=whole)
        self._held = Hold(profile.timing.slip_s)
        self._spoken_s: float | None = None
        self._first_hold_s: float | None = None

    def add(self, candidate: Candidate) -> None:
        """Remember a frame, which may turn out to be the one."""
        self._moment.add(candidate)

    def forget(self) -> None:
        """Begin anew: what was seen and what held before says nothing of now."""
        self._moment.clear()
        self._held.forget()
        self._first_hold_s = None

    def begin(self, t_s: float) -> None:
        """Begin a hold: all is well."""
        self._held.begin(t_s)
        self._first_hold_s = t_s if self._first_hold_s is None else self._first_hold_s

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

    def gathers(self, look: Look | None, t_s: float, since_s: float, *, well: bool) -> bool:
        """Return whether to gather on: as long as is usual while the bands hold, and longer where no frame so far can be kept."""
        timing, gathered_s = self._profile.timing, t_s - since_s
        if not self._held.goes_on(t_s, well=well) or gathered_s >= timing.collect_most_s:
            return False
        return gathered_s < timing.collect_s or self.shot(look, since_s) is None

    def why_none(self, since_s: float) -> str:
        """Say what the frames of that gathering were refused for."""
        return why_none(self._frames(since_s), self._profile)

    def shot(self, look: Look | None, since_s: float) -> Shot | None:
        """Return the best of the frames round the trigger at `since_s`; None where each misses something."""
        frames = self._frames(since_s)
        found = best(frames, self._profile)
        if found is None or look is None:
            return None
        burst = tuple(self._moment.at_hand(index) for index in mergeable(frames, found.index, self._profile))
        return Shot(self._moment.whole(found.index), look.name, Cause.MOMENT, found.score, found.reasons, passed_over=found.passed_over, burst=burst)

    def _frames(self, since_s: float) -> list[Weighed]:
        """Return the frames from `buffer_s` before the trigger on, none from before the look's first hold: then its words were not heard yet."""
        first_s = -math.inf if self._first_hold_s is None else self._first_hold_s
        return self._moment.since(max(since_s - self._profile.timing.buffer_s, first_s))
