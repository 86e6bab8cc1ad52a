"""No picture for a terminal that has yet to draw the one before: over a slow line the sitter would see a self of seconds ago.

Each picture ends with a question that every terminal answers in its turn, where its cursor is. So the rate falls by itself to what the line carries.
"""

from __future__ import annotations

from time import monotonic

QUESTION = "\x1b[6n"

ON_THE_WAY = 2
"""Pictures that may be unanswered: with one alone, a line that is quick but long would wait most of the time."""

LOST_S = 3.0
"""An answer that is later than this is lost."""


class InStep:
    """Counts the pictures that are on their way. A terminal that never answers is sent every picture."""

    def __init__(self) -> None:
        self._asked_s: list[float] = []
        self._answers = False

    @property
    def free(self) -> bool:
        """Whether the next picture may be sent."""
        if self._asked_s and monotonic() - self._asked_s[0] > LOST_S:
            self._asked_s.clear()
        return not self._answers or len(self._asked_s) < ON_THE_WAY

    def question(self) -> str:
        """Return the text that ends a picture."""
        if not self._answers and len(self._asked_s) >= ON_THE_WAY:
            return ""
        self._asked_s.append(monotonic())
        return QUESTION

    def answered(self) -> None:
        """Take in the terminal's answer."""
        self._answers = True
        if self._asked_s:
            self._asked_s.pop(0)
