"""The last moments' frames, at full resolution, so that the frame that is kept may lie before the trigger.

A camera's own JPEG is kept instead of its pixels, which are read from it again if they are wanted. Frames that came without are kept raw, within a budget;
beyond it the pictures of the worst are let go. What was measured of every frame stays: a blink is told by the frames beside it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from guidance.picker import Weighed

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from capture.types import Frame, Observation
    from guidance.verdict import Candidate

    Whole: TypeAlias = Callable[[Frame], Frame]

BUDGET_BYTES = 224 * 1024 * 1024
"""Memory for pictures: 36 raw ones of 1080p, 9 of 4K, or a whole moment of any camera's JPEGs."""


@dataclass(slots=True)
class _Held:
    candidate: Candidate
    size: int
    """Bytes of its picture; 0 once it is let go."""

    @property
    def worth(self) -> tuple[bool, bool, float]:
        """The lowest goes first."""
        verdict = self.candidate.verdict
        return not verdict.gates, not verdict.misses, verdict.score


class Moment:
    """A ring of candidates, at most `span_s` old, their pictures within a budget of memory.

    `whole` gives a frame its pixels again by its own JPEG; without it pixels are kept beside it.
    """

    def __init__(self, span_s: float, *, whole: Whole | None = None, budget_bytes: int = BUDGET_BYTES) -> None:
        self._span_s = span_s
        self._whole = whole
        self._budget_bytes = budget_bytes
        self._ring: deque[_Held] = deque()
        self.size_bytes = 0
        """How much memory its pictures take."""

    def add(self, candidate: Candidate) -> None:
        """Remember a frame; let go of those too old, then of the pictures of the worst while memory is short."""
        frame = candidate.observation.frame
        if self._whole is not None and frame.encoded is not None:
            candidate = _with(candidate, _without_pixels(frame))
        self._ring.append(_Held(candidate, int(candidate.observation.frame.rgb.nbytes) + len(frame.encoded or b"")))
        self.size_bytes += self._ring[-1].size
        while not candidate.t_s - self._span_s <= self._ring[0].candidate.t_s <= candidate.t_s:
            self.size_bytes -= self._ring.popleft().size
        while self.size_bytes > self._budget_bytes and sum(held.size > 0 for held in self._ring) > 1:
            worst = min((held for held in self._ring if held.size), key=lambda held: held.worth)
            blank = replace(_without_pixels(worst.candidate.observation.frame), encoded=None)
            self.size_bytes -= worst.size
            worst.candidate, worst.size = _with(worst.candidate, blank), 0

    def since(self, t_s: float) -> list[Weighed]:
        """Return the frames from `t_s` on, oldest first, as they are chosen from."""
        return [
            Weighed(held.candidate.observation.frame.index, held.candidate.observation.reading, held.candidate.verdict, at_hand=held.size > 0)
            for held in self._ring
            if held.candidate.t_s >= t_s
        ]

    def whole(self, index: int) -> Observation:
        """Return what was observed in the frame of that number, which is at hand, with its pixels."""
        observation = next(held.candidate.observation for held in self._ring if held.candidate.observation.frame.index == index and held.size)
        if self._whole is None or observation.frame.encoded is None:
            return observation
        return replace(observation, frame=self._whole(observation.frame))

    def at_hand(self, index: int) -> Frame:
        """Return the frame of that number, which is at hand, as it is held: with its pixels or the camera's own JPEG."""
        return next(held.candidate.observation.frame for held in self._ring if held.candidate.observation.frame.index == index and held.size)

    def clear(self) -> None:
        """Forget everything: the next moment starts here."""
        self._ring.clear()
        self.size_bytes = 0


def _with(candidate: Candidate, frame: Frame) -> Candidate:
    return replace(candidate, observation=replace(candidate.observation, frame=frame))


def _without_pixels(frame: Frame) -> Frame:
    # A slice would keep the whole picture's memory.
    return replace(frame, rgb=frame.rgb[:0].copy())
