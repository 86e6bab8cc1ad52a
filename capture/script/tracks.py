"""How one number or word of a script goes through time: it rests, and each move takes it smoothly somewhere else."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Value: TypeAlias = float | int | str | bool | None


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """From `t_s` on, the value goes to `value`, and is there `over_s` later."""

    t_s: float
    over_s: float
    value: Value


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """A value through a script's time: `start`, until moves take it elsewhere. They are in order and none begins before the one before it has ended."""

    start: Value
    moves: tuple[Move, ...] = ()

    def at(self, t_s: float) -> Value:
        """Return the value at `t_s`. Numbers glide and never overshoot; words, whole numbers and what is unknown on either side change at once."""
        value = self.start
        for move in self.moves:
            if t_s < move.t_s:
                break
            if isinstance(value, float) and isinstance(move.value, float):
                value += (move.value - value) * smooth_share((t_s - move.t_s) / move.over_s if move.over_s > 0 else 1.0)
            else:
                value = move.value
        return value


def smooth_share(share: float) -> float:
    """Return how much of a move is done when `share` of its time has passed: 3s² − 2s³, at rest at both ends, as heads and hands move."""
    clipped = min(1.0, max(0.0, share))
    return clipped * clipped * (3 - 2 * clipped)
