"""`northlight export`: a sitting's finished set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.export import export as make
from capture.session import read_info
from guidance.past import chooser_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from capture.export import Summary


def export(session: Path, to: Path | None, presets: Sequence[str], *, profile: str | None = None, size: int | None = None) -> int:
    """Export the sitting, say what was made, and return the exit code: 2 where a photograph can't be used.

    The set is what that profile wants, else the sitting's own, of at most `size` photographs where that is told.
    """
    summary = make(session, to, presets, choose=chooser_for(read_info(session), name=profile, size=size))
    return told(summary, summary.lines)


def told(summary: Summary, lines: Sequence[str]) -> int:
    """Print the lines of what was made, and return the exit code."""
    for line in lines:
        print(line)
    return 2 if summary.refused else 0
