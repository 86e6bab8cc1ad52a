"""Prints the table: `python -m tests.bench.measures [--quick] [GROUP …]`; exits with 1 where a target is missed."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import cv2

from tests.bench.measures.table import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measures.table import Row

GROUPS: tuple[str, ...] = (
    "light",
    "softness",
    "camera",
    "distance",
    "expression",
    "eyes",
    "faces",
    "fairness",
    "focus",
    "hands",
    "iso",
    "jitter",
    "pose",
    "tones",
)
"""Modules beside this one; each has `rows(every)`, which looks at every so-manieth person only."""
QUICK_EVERY = 6


def rows(groups: list[str], every: int) -> Iterator[Row]:
    """Yield the rows of each group in turn."""
    for group in groups:
        yield from import_module(f"tests.bench.measures.{group}").rows(every)


def main(arguments: list[str]) -> int:
    """Print the rows of the groups that are named, of all where none is."""
    cv2.setNumThreads(1)
    named = [word for word in arguments if not word.startswith("-")]
    unknown = [word for word in named if word not in GROUPS]
    if unknown:
        print(f"There is no group {', '.join(unknown)}; there are {', '.join(GROUPS)}.", file=sys.stderr)
        return 2
    return int(show(rows(named or list(GROUPS), QUICK_EVERY if "--quick" in arguments else 1)) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
