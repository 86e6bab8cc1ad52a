"""What a contact sheet says: under each small picture, at the foot of its pages, and of itself in the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from capture.provenance import SourceType
from capture.types import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.export.selection import Pick
    from capture.export.source import Source
    from capture.export.steps import Steps
    from capture.session import Sidecar

WHY = {Cause.MOMENT: "all was right", Cause.ASKED: "taken by key", Cause.BEST_SO_FAR: "nearest to the look"}
"""Why a shot was kept, for people who were not there."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a small picture: its look as a title, why it is there, and what was noted about it."""

    title: str
    why: str
    note: str = ""

    @classmethod
    def of(cls, pick: Pick) -> Self:
        """Return the caption of a shot of the set; one that nobody weighed tells its own score."""
        sidecar = pick.shot.sidecar
        favourite = "  ·  favourite" if pick.favourite else ""
        return cls(f"{look_title(sidecar)}{favourite}", pick.reason or _score(sidecar), pick.decision.note)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a small picture is beyond one frame that was cropped and reduced."""

    computed: bool
    """Its frames are the virtual studio's."""
    merged: bool
    developed: bool
    set_before: bool
    """The person was set before another background."""

    @classmethod
    def of(cls, source: Source, steps: Steps) -> Self:
        """Return what the steps make of a shot."""
        return cls(source.shot.sidecar.rendered, steps.merge is not None, steps.development is not None, steps.background is not None)

    @property
    def captured(self) -> bool:
        """Whether its tones and all that is in it are the camera's."""
        return not (self.computed or self.developed or self.set_before)


def source_type_of(kinds: Sequence[Kind]) -> SourceType:
    """Return what such pictures side by side are."""
    return SourceType.COMPOSITE if all(kind.captured for kind in kinds) else SourceType.COMPOSITE_MIXED


def look_title(sidecar: Sidecar) -> str:
    """Return the look's name as people write it."""
    words = sidecar.look.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def foot_line(kinds: Sequence[Kind]) -> str:
    """Return what stands at the foot of a page of such pictures."""
    whose = "a sample sitting: computed, of nobody" if any(kind.computed for kind in kinds) else "the camera"
    merged = {kind.merged for kind in kinds}
    if merged == {True}:
        frames = f"several frames of one moment, merged, of {whose}"
    else:
        frames = f"one frame{', or several of one moment merged,' if merged == {True, False} else ''} of {whose}"
    done = _done(kinds)
    return f"Each picture is {frames}, {done or 'only cropped and reduced'}."


def in_words(kinds: Sequence[Kind]) -> str:
    """Return the sentence that says how a sheet of such pictures was made."""
    merged = "those of one moment merged, " if any(kind.merged for kind in kinds) else ""
    return f"The sitting's frames side by side, {merged}{_done(kinds) or 'cropped and made smaller'}, with captions."


def _done(kinds: Sequence[Kind]) -> str:
    """Return what was done beyond cropping and reducing, these two included; nothing where there is nothing."""
    developed, before = any(kind.developed for kind in kinds), [kind.set_before for kind in kinds]
    if not developed and not any(before):
        return ""
    some = "" if all(before) else "some of them "
    background = f", {some}before another background, put there by a program" if any(before) else ""
    return f"{'cropped, reduced and developed' if developed else 'cropped and reduced'}{background}"


def _score(sidecar: Sidecar) -> str:
    minutes, seconds = divmod(int(sidecar.t_s), 60)
    return f"score {sidecar.score * 100:.0f}  ·  {minutes}:{seconds:02d}  ·  {WHY[sidecar.cause]}"
