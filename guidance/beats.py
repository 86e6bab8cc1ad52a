"""What is left of a hold and of its photograph, counted down in beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.snapshot import Phase

if TYPE_CHECKING:
    from guidance.profile import Timing
    from guidance.snapshot import Snapshot

FEWEST = 3
"""Half a second each in `classic`: slower than a blink, so that the digits count and do not flicker."""


class Beats:
    """Counts through the hold and the gathering of frames together: at nought the photograph is there, and the sitter may move.

    A beat is about a second where there are seconds to count; a shorter stretch has three beats, as a photographer counts.
    """

    def __init__(self, timing: Timing) -> None:
        self._hold_s = timing.hold_s
        self._whole_s = timing.hold_s + timing.collect_s
        self._beats = max(FEWEST, round(self._whole_s))
        self._shooting_since_s: float | None = None

    def left(self, snapshot: Snapshot) -> int | None:
        """Return how many beats are left at this step; None where nothing is held."""
        if snapshot.phase is not Phase.SHOOTING:
            self._shooting_since_s = None
        if snapshot.phase not in (Phase.HOLDING, Phase.SHOOTING) or self._whole_s <= 0:
            return None
        if self._shooting_since_s is None and snapshot.phase is Phase.SHOOTING:
            self._shooting_since_s = snapshot.t_s
        gathered_s = 0.0 if self._shooting_since_s is None else snapshot.t_s - self._shooting_since_s
        gone_frac = (snapshot.hold_frac * self._hold_s + gathered_s) / self._whole_s
        return max(1, self._beats - int(gone_frac * self._beats))
