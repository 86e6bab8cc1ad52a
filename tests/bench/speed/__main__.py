"""Prints the table: `python -m tests.bench.speed [PART …]`; exits with 1 where a target is missed."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from tests.bench.measures.table import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measures.table import Row

PARTS = ("frame", "first_face", "latency", "live", "keeping", "start")
"""Modules beside this one; each has `rows()`."""
ELSEWHERE = ("screen_speed", "memory", "cameras")
"""Figures of speed with a command of their own: the screen beside mpv and timg, memory, stalls."""


def rows(parts: list[str]) -> Iterator[Row]:
    """Yield the rows of each part in turn."""
    for part in parts:
        yield from import_module(f"tests.bench.speed.{part}").rows()


def main(named: list[str]) -> int:
    """Print the rows of the parts that are named, of all where none is."""
    unknown = [word for word in named if word not in PARTS]
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    missed = show(rows(named or list(PARTS)))
    if not named:
        print("Also: " + ", ".join(f"python -m tests.bench.{name}" for name in ELSEWHERE))
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
