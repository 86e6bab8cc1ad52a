"""A past sitting judged again by a profile: of the frames that were kept, which would it have kept, and why not the others.

Readings are stored with the photographs, against the sitter's own neutral of that day; what was never kept is not there any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidance.rules import judge
from guidance.verdict import weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.session import KeptShot
    from guidance.profile import Look, Profile
    from guidance.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A photograph, the look of the profile that it is judged as, and the verdict; `kept` says whether it misses nothing that the look asks for."""

    shot: KeptShot
    look: Look
    verdict: Verdict

    @property
    def kept(self) -> bool:
        """Whether the profile would have kept it."""
        return not self.verdict.misses


def replay(shots: Sequence[KeptShot], profile: Profile) -> tuple[Judged, ...]:
    """Return what the profile says of each photograph, in the order in which they were taken.

    Each is judged as its own look where the profile has one of that name, else as the look that it comes nearest to. As in a sitting, what is done at the
    tripod is settled once one would have been kept.
    """
    judged: list[Judged] = []
    for shot in shots:
        begun = any(earlier.kept for earlier in judged)
        own = [look for look in profile.looks if look.name == shot.sidecar.look]
        judged.append(max((_as_look(shot, look, profile, begun=begun) for look in own or profile.looks), key=lambda pair: pair[0])[1])
    return tuple(judged)


def unmet(judged: Sequence[Judged], profile: Profile) -> tuple[Look, ...]:
    """Return the profile's looks of which none of these photographs would have been kept."""
    met = {each.look.name for each in judged if each.kept}
    return tuple(look for look in profile.looks if look.name not in met)


def _as_look(shot: KeptShot, look: Look, profile: Profile, *, begun: bool) -> tuple[tuple[bool, float], Judged]:
    """Return how near the photograph comes to the look, to be compared, and what is said of it."""
    findings = judge(shot.sidecar.reading, profile, look, begun=begun)
    judged = Judged(shot, look, weigh(shot.sidecar.reading, findings, profile))
    return (judged.kept, judged.verdict.score), judged
