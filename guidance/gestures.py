"""From a raised hand to what it asks for: held for a moment it asks once, and again only after it was away."""

from __future__ import annotations

from capture.types import Gesture
from guidance.snapshot import Command

ASKS = {Gesture.PALM: Command.PAUSE, Gesture.THUMB_UP: Command.NEXT_LOOK}
MISSED_S = 0.45
"""A hand is looked at about six times a second: one look that misses it, and it is still up."""


class Gestures:
    """Follows the sitter's hand through the readings, by the frames' own time."""

    def __init__(self, hold_s: float, away_s: float) -> None:
        self._hold_s = hold_s
        self._away_s = away_s
        self._gesture: Gesture | None = None
        self._since_s = 0.0
        self._seen_s: float | None = None
        self._spent = False
        self._up = False

    @property
    def up(self) -> bool:
        """Whether the hand was up at the last reading."""
        return self._up

    def take(self, gesture: Gesture | None, t_s: float) -> Command | None:
        """Take in what the reading at `t_s` has of a hand; return what that asks for, on the one step on which it does."""
        if self._seen_s is not None and t_s < self._seen_s:
            self._seen_s, self._spent = None, False
        away_s = None if self._seen_s is None else t_s - self._seen_s
        self._up = gesture is not None or (away_s is not None and away_s <= MISSED_S)
        if gesture is None:
            return None
        if away_s is None or away_s >= self._away_s:
            self._spent = False
        if away_s is None or away_s > MISSED_S or gesture is not self._gesture:
            self._gesture, self._since_s = gesture, t_s
        self._seen_s = t_s
        if self._spent or t_s - self._since_s < self._hold_s:
            return None
        self._spent = True
        return ASKS[gesture]
