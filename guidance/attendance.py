"""Who was there: in how many of a sitting's frames a face was seen, and why nothing was kept where nothing was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.types import Observation


class Attendance:
    """Counts frames and faces. A face in fewer than `fleeting_frac` of the frames was a passer-by, or none."""

    def __init__(self, fleeting_frac: float) -> None:
        self._fleeting_frac = fleeting_frac
        self._frames = self._faces = 0

    def count(self, observation: Observation, *, judged: bool = True) -> None:
        """Take in one frame; one that was not `judged` (the light was looked for, a hand was up) can't have been kept, whoever was there."""
        if not judged:
            return
        self._frames += 1
        self._faces += observation.face is not None or observation.reading.framing is not None

    def why_nothing(self) -> str:
        """Return why no photograph was kept, and what to do, in words."""
        if not self._frames:
            return "The sitting ended before the first look began, so nothing was kept. Sit again."
        frames = "1 frame" if self._frames == 1 else f"{self._frames} frames"
        if self._faces < self._fleeting_frac * self._frames:
            return f"No face was seen in {frames}, so nothing was kept. Come into the picture and sit again."
        seen = f"A face was seen in {self._faces} of {frames}, but never well enough to judge"
        return f"{seen}, so nothing was kept. Come closer and sit again."
