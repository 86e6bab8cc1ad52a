"""What capture hands over, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.types.pictures import Face, FaceBox, Frame
    from capture.types.readings import Reading


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """What capture hands over: the picture, the sitter's face in it, the numbers, and every face's box, the sitter's first."""

    frame: Frame
    face: Face | None
    reading: Reading
    boxes: tuple[FaceBox, ...] = ()


class Cause(StrEnum):
    """Why a shot was kept."""

    MOMENT = "moment"
    """The look's bands held: the best frame of that moment."""
    ASKED = "asked"
    """The sitter pressed the key."""
    BEST_SO_FAR = "best so far"
    """The sitting ended before the look was met: the nearest frame to it."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Frames of a shot's moment that were not kept, by their numbers, and why, in words."""

    reason: str
    frames: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One photograph to keep: the observation it was, the look's name, its score 0..1, why it was chosen, and what it misses (sentences).

    `passed_over` are the other frames of its moment. `burst` are those of them, in order, that may be merged with it; of a frame that has the camera's own
    JPEG the pixels may have been let go.
    """

    observation: Observation
    look: str
    cause: Cause
    score: float
    reasons: tuple[str, ...]
    misses: tuple[str, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    burst: tuple[Frame, ...] = ()
