"""The last moments' frames, at full resolution, so that the frame that is kept may lie before the trigger."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidance.picker import Candidate

BUDGET_BYTES = 320 * 1024 * 1024
"""Memory for frames: 1.5 s at 1080p and 30 frames a second raw are 280 MB. Beyond it (4K) the worst are let go first."""


class Moment:
    """A ring of candidates, at most `span_s` old, within a budget of memory."""

    def __init__(self, span_s: float, budget_bytes: int = BUDGET_BYTES) -> None:
        self._span_s = span_s
        self._budget_bytes = budget_bytes
        self._ring: deque[Candidate] = deque()
        self._bytes = 0

    def add(self, candidate: Candidate) -> None:
        """Remember a frame; let go of those too old, then of the worst while memory is short."""
        self._ring.append(candidate)
        self._bytes += _size(candidate)
        while self._ring and not candidate.t_s - self._span_s <= self._ring[0].t_s <= candidate.t_s:
            self._let_go(self._ring[0])
        while self._bytes > self._budget_bytes and len(self._ring) > 1:
            self._let_go(min(self._ring, key=lambda held: (not held.verdict.gates, held.verdict.score)))

    def _let_go(self, candidate: Candidate) -> None:
        self._ring.remove(candidate)
        self._bytes -= _size(candidate)

    def since(self, t_s: float) -> list[Candidate]:
        """Return the candidates from `t_s` on, oldest first."""
        return [candidate for candidate in self._ring if candidate.t_s >= t_s]

    def clear(self) -> None:
        """Forget everything: the next moment starts here."""
        self._ring.clear()
        self._bytes = 0


def _size(candidate: Candidate) -> int:
    frame = candidate.observation.frame
    return int(frame.rgb.nbytes) + len(frame.encoded or b"")
