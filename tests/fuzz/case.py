"""One case of bad input: the files that lie there, what is asked of Northlight, and what it may change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    Builder = Callable[[Random, "Place"], "Case"]

REVIEW = "review-model"
"""Stands for `northlight review` without its screen: every photograph looked at, decided about, and that taken back."""
STREAM = "live-model"
"""Stands for a sitting's camera at an address, by its scheme, and the file of what a server there answers: its first pictures are taken."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one case: a home of its own, the hostile files, and where results may go."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def settings(self) -> Path:
        return self.home / ".config" / "northlight"

    @property
    def inputs(self) -> Path:
        return self.root / "inputs"

    @property
    def results(self) -> Path:
        return self.root / "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked, in words and as arguments. Nothing but what is below `writes` may change."""

    what: str
    arguments: list[str]
    writes: tuple[Path, ...] = ()
    names: str | None = None
    """Where the answer is "yours", it must hold this."""
    largest_file_bytes: int | None = None
    """A disk that is full after so many bytes of any file."""
    without_rights: bool = False
    """Run as somebody to whom nothing here belongs."""
    least: int = 0
    """The least exit code that is right: 2 where the input can't be used at all."""
