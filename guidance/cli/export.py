"""`northlight export`: a sitting's finished set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.export import export as make

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def export(session: Path, to: Path | None, presets: Sequence[str]) -> int:
    """Export the sitting, say what was made, and return the exit code: 2 where a photograph had to be left out."""
    summary = make(session, to, presets)
    for line in summary.lines:
        print(line)
    return 2 if summary.refused else 0
