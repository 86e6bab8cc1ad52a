"""Prints the table: `python -m tests.bench.speed [PART …]`; exits with 1 where a target is missed."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from guidance.__main__ import THREADS_OF
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
    if any(name not in os.environ for name in THREADS_OF):
        # One thread for each library, as the program has it: they read this once, when they are loaded, so this process begins anew.
        os.environ |= {name: os.environ.get(name, "1") for name in THREADS_OF}
        os.execv(sys.executable, [sys.executable, "-m", "tests.bench.speed", *named])  # noqa: S606 - the very same program
    missed = show(rows(named or list(PARTS)))
    if not named:
        print("Also: " + ", ".join(f"python -m tests.bench.{name}" for name in ELSEWHERE))
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
