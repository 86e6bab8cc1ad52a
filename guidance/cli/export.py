"""`northlight export`: a sitting's finished set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.export import Format, Order
from capture.export import export as make
from capture.session import read_info
from guidance.own_presets import known_presets
from guidance.past import chooser_for

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from capture.export import Summary


def export(options: argparse.Namespace) -> int:
    """Export the sitting as it is ordered, say what was made, and return the exit code: 2 where a photograph can't be used.

    The set is what the profile that is named wants, else the sitting's own, of at most `size` photographs where that is told.
    """
    format_ = Format(options.format) if options.format else None
    order = Order(tuple(options.preset), known_presets(), format_, options.name, options.like, merging=not options.single)
    chooser = chooser_for(read_info(options.session), name=options.profile, size=options.size)
    summary = make(options.session, options.to, order, choose=chooser)
    return told(summary, summary.lines)


def export_usual(session: Path) -> int:
    """Export the sitting's usual set, say what was made, and return the exit code."""
    summary = make(session, order=Order(known=known_presets()), choose=chooser_for(read_info(session)))
    return told(summary, summary.lines)


def told(summary: Summary, lines: Sequence[str]) -> int:
    """Print the lines of what was made, and return the exit code."""
    for line in lines:
        print(line)
    return 2 if summary.refused else 0
