"""All that the screen, the voice and the session's writer are told of one step of a sitting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.neutral import Neutral
    from capture.types import Reading, Rgb, Shot
    from guidance.light_ring import Ring
    from guidance.prompts import Prompt
    from guidance.rules import Finding


class Phase(StrEnum):
    """Where a sitting stands."""

    FINDING = "finding"
    """The sitter turns on the spot, looking for the light."""
    SEEKING = "seeking"
    """Something is still to be mended."""
    HOLDING = "holding"
    """All bands hold; the shutter is near."""
    SHOOTING = "shooting"
    """Frames of the moment are gathered; nothing is said."""
    RESTING = "resting"
    """A shot was kept; the next look is announced."""
    DONE = "done"
    """Every look was met, skipped, or the source ended."""
    PAUSED = "paused"


class LookState(StrEnum):
    """Where one look stands."""

    TO_DO = "to do"
    CURRENT = "current"
    DONE = "done"
    SKIPPED = "skipped"


class Tone(StrEnum):
    """A short sound without words."""

    GOOD = "good"
    """A fault was mended: a short rising tone."""
    SHUTTER = "shutter"
    TICK = "tick"
    """The self-timer counts."""


class Command(StrEnum):
    """What the sitter can ask for by a key."""

    PAUSE = "pause"
    TAKE_NOW = "take now"
    NEXT_LOOK = "next look"
    UNDO = "undo"
    FIND_LIGHT = "find light"
    """Turn on the spot, and be told where the light is best; asked for again, it ends."""
    RETAKE = "retake"
    """The newest look that was taken, once more."""
    SELF_TIMER = "self-timer"
    """Count 3, 2, 1, and take the frame of that moment; asked for again, it stops."""
    WAIT = "wait"
    """Something is open over the sitting: neither speak nor take anything meanwhile."""
    GO_ON = "go on"
    """Nothing is any more."""


@dataclass(frozen=True, slots=True)
class LookProgress:
    """One look on the list: its name in files, its title on the screen, where it stands and how many shots of it are kept."""

    name: str
    title: str
    state: LookState
    shots: int


@dataclass(frozen=True, slots=True, eq=False)
class KeptPicture:
    """A small picture of a kept shot, not mirrored, and the name of its look."""

    look: str
    rgb: Rgb


@dataclass(frozen=True, slots=True)
class Cue:
    """What is to be heard now: a sentence by its clip's name, or a tone. `urgent` may cut off what is being said."""

    clip: str | None = None
    tone: Tone | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One step of a sitting.

    `prompt` is what the screen shows now. `cue` is what is to be heard and is there on the one step on which it begins.
    `kept` are shots to be written, `undone` how many of those kept before it are taken back, newest first, both on the one step on
    which that is decided. `written` are those that are on the disk since the snapshot before, `writing` how many are on their way there; the rig adds both.
    `refused` says on one step why all frames of a moment were. `hold_frac` is how much of the hold has passed, 0..1.
    `findings` are in the rules' order, the
    first that is not fine being the one that the coach works on. `notices` are sentences about the machine (camera,
    sound, disk), not about the sitter. `unsaved` is how many of the kept shots could not be written yet. `neutral` is the
    sitter's own, once it was taken: whoever measures reports readings against it from the next frame on.
    `ring` is what the light is worth at each heading, while it is looked for. `beats_left` counts a hold and its photograph down, `timer_left_s` the
    self-timer; both are at least 1 while they count.
    `pictures` are small ones of all that this sitting has on the disk so far, oldest first; the rig adds them.
    """

    t_s: float
    reading: Reading
    findings: tuple[Finding, ...]
    prompt: Prompt | None
    cue: Cue | None
    phase: Phase
    hold_frac: float
    looks: tuple[LookProgress, ...]
    kept: tuple[Shot, ...] = ()
    undone: int = 0
    refused: str | None = None
    notices: tuple[str, ...] = ()
    unsaved: int = 0
    written: tuple[Shot, ...] = ()
    writing: int = 0
    neutral: Neutral | None = None
    ring: Ring | None = None
    beats_left: int | None = None
    timer_left_s: int | None = None
    pictures: tuple[KeptPicture, ...] = ()

    @property
    def look(self) -> LookProgress | None:
        """The look that is being worked on; None once all are done."""
        return next((look for look in self.looks if look.state is LookState.CURRENT), None)

    @property
    def met(self) -> int:
        """How many looks were met."""
        return sum(look.state is LookState.DONE for look in self.looks)

    @property
    def cut_short(self) -> bool:
        """Whether the sitting is over and a look was not met."""
        return self.phase is Phase.DONE and self.met < len(self.looks)


def handed_over(kept: tuple[Shot, ...], undone: int, then: Snapshot) -> tuple[tuple[Shot, ...], int]:
    """Return the shots to be written and how many earlier ones are taken back after one more part of a step: what that takes back is not written first."""
    dropped = min(then.undone, len(kept))
    return (*kept[: len(kept) - dropped], *then.kept), undone + then.undone - dropped
