"""What is known of one file of a set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a file is what the receipt says, and why, in words."""

    name: str
    proven: bool
    said: str
    stranger: bool = False
    """Whether it is none of the set's files: it only lies beside them."""
