"""`northlight export`: a sitting's finished set."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Literal

from capture.develop import Recipe
from capture.errors import visible
from capture.export import Background, Format, Order, Signing
from capture.export import export as make
from capture.session import read_info
from guidance.own_presets import known_presets
from guidance.past import chooser_for, profile_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from capture.export import Summary
    from guidance.developing import Develop


def export(options: argparse.Namespace) -> int:
    """Export the sitting as it is ordered, say what was made, and return the exit code: 2 where a photograph can't be used.

    The set is what the profile that is named wants, else the sitting's own, of at most `size` photographs where that is told.
    """
    format_ = Format(options.format) if options.format else None
    signing = Signing.opened(*options.sign) if options.sign else None
    name = options.name and visible(options.name)
    order = Order(tuple(options.preset), known_presets(), format_, name, options.like, merging=not options.single, signing=signing)
    info = read_info(options.session)
    taste = profile_of(info, options.profile).develop
    order = replace(order, develop=_recipe(taste) if options.develop else None, background=_background(options.background, taste))
    summary = make(options.session, options.to, order, choose=chooser_for(info, name=options.profile, size=options.size))
    return told(summary, summary.lines)


def _recipe(taste: Develop) -> Recipe:
    return Recipe(**{field.name: getattr(taste, field.name) for field in fields(Recipe)})


def _background(wanted: tuple[Literal["blur", "plain"], str | None] | None, taste: Develop) -> Background | None:
    """Return the background that was asked for on the command line; the profile has what was not named."""
    match wanted:
        case None:
            return None
        case ("plain", colour):
            return Background("plain", colour or taste.plain)
        case _:
            return Background("blur", blur_frac=taste.blur_frac)


def export_usual(session: Path) -> int:
    """Export the sitting's usual set, say what was made, and return the exit code."""
    summary = make(session, order=Order(known=known_presets()), choose=chooser_for(read_info(session)))
    return told(summary, summary.lines)


def told(summary: Summary, lines: Sequence[str]) -> int:
    """Print the lines of what was made, and return the exit code."""
    for line in lines:
        print(line)
    return 2 if summary.refused else 0
