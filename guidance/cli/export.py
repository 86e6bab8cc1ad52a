"""`northlight export`: a sitting's finished set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.export import export as make

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from capture.export import Summary


def export(session: Path, to: Path | None, presets: Sequence[str]) -> int:
    """Export the sitting, say what was made, and return the exit code: 2 where a photograph had to be left out."""
    summary = make(session, to, presets)
    return told(summary, summary.lines)


def told(summary: Summary, lines: Sequence[str]) -> int:
    """Print the lines of what was made, and return the exit code."""
    for line in lines:
        print(line)
    return 2 if summary.refused else 0
