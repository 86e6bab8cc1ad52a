"""A row of the table of measures, and the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Row:
    """One measure on one kind of picture. `null_frac` is the share of pictures on which it said that it can't tell; None where that means nothing."""

    measure: str
    on: str
    figure: str
    target: str
    met: bool | None
    """None for a row that informs and has no target."""
    null_frac: float | None = None


def show(rows: Iterable[Row]) -> int:
    """Print rows as they come; return how many missed their target."""
    missed = 0
    print(f"{'measure':34} {'on':34} {'null':>6}  {'met':4} {'target':34} measured", flush=True)
    for row in rows:
        null = "" if row.null_frac is None else f"{100 * row.null_frac:.1f} %"
        met = {True: "yes", False: "NO", None: ""}[row.met]
        missed += row.met is False
        print(f"{row.measure:34} {row.on:34} {null:>6}  {met:4} {row.target:34} {row.figure}", flush=True)
    return missed
