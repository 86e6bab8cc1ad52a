"""What one frame is worth for one look: the bands it misses, and a score against what the look asks for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.types import Cause, Shot
from guidance.rules import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from capture.types import Observation, Reading
    from guidance.profile import Look, Profile
    from guidance.rules import Finding

GAZE_LOST_DEG = 20.0
"""A gaze so far off the lens is as bad as can be."""
MOUTH_LOST = 2.0
"""So is a mouth open by so many times what the look allows."""
TO_BE_LIKE = ("yaw", "pitch", "roll", "smile")
"""What makes a head and its expression be the look's: the further inside these bands, the less a tracker's error matters."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one frame is worth for one look.

    `score` is 0..1, `parts` are what it is made of, each 0..1. `gates` and `misses` are sentences' parts: the gates it fails, and all that it misses;
    `missed` are the rules behind the misses, by id.
    """

    score: float
    gates: tuple[str, ...]
    misses: tuple[str, ...]
    parts: tuple[tuple[str, float], ...]
    missed: tuple[str, ...] = ()


def weigh(reading: Reading, findings: Sequence[Finding], profile: Profile) -> Verdict:
    """Return the frame's verdict for the look by which `findings` were judged."""
    by_id = {finding.rule.id: finding for finding in findings}
    parts = {
        "bands": _in_bands(findings),
        "inside": min((_room(by_id[rule]) for rule in TO_BE_LIKE if rule in by_id), default=1.0),
        "eyes": min(1.0, reading.eyes.left_open_frac, reading.eyes.right_open_frac) if reading.eyes else 0.0,
        "gaze": _gaze(reading),
        "mouth": _mouth(by_id.get("mouth")),
        "sharpness": min(1.0, reading.focus.sharpness) if reading.focus else 0.0,
        "stillness": _stillness(by_id.get("motion")),
    }
    score = total(parts, profile)
    missed = [finding for finding in findings if finding.state in (State.LOW, State.HIGH)]
    gates = tuple(miss_in_words(finding) for finding in missed if finding.rule.gate)
    misses = [finding for finding in missed if finding.blocks]
    return Verdict(score, gates, tuple(map(miss_in_words, misses)), tuple(parts.items()), tuple(finding.rule.id for finding in misses))


def total(parts: Mapping[str, float], profile: Profile) -> float:
    """Return the score 0..1 that the parts make by the profile's weights."""
    share: dict[str, float] = {name: getattr(profile.weights, name) for name in parts}
    return sum(parts[name] * share[name] for name in parts) / sum(share.values())


def _in_bands(findings: Sequence[Finding]) -> float:
    """Return how near the blocking values are to their bands: 1 all inside, 0 all far outside; the worst of them counts as much as all together."""
    nearness = [1 - finding.miss_frac for finding in findings if finding.blocks and finding.state is not State.UNKNOWN]
    return (sum(nearness) / len(nearness) + min(nearness)) / 2 if nearness else 0.0


def _room(finding: Finding) -> float:
    """Return how well inside its band a value is: 1 from as far inside as would be far outside, or in the middle, 0 at an edge."""
    if finding.value is None:
        return 1.0
    low, high = -math.inf if finding.low is None else finding.low, math.inf if finding.high is None else finding.high
    enough = min(finding.far, (high - low) / 2)
    return min(max(min(finding.value - low, high - finding.value) / enough, 0.0), 1.0) if enough > 0 else 1.0


def _mouth(mouth: Finding | None) -> float:
    """Return 1 for a closed mouth, 0 for one open by far more than the look allows: a broad smile parts the lips. A half where that is not known."""
    if mouth is None or mouth.value is None or not mouth.high:
        return 0.5
    return max(0.0, 1 - mouth.value / (MOUTH_LOST * mouth.high))


def _gaze(reading: Reading) -> float:
    """Return 1 for eyes in the lens, 0 for eyes far off it, a half where that is not known."""
    eyes = reading.eyes
    if eyes is None or eyes.gaze_yaw_deg is None or eyes.gaze_pitch_deg is None:
        return 0.5
    return max(0.0, 1 - math.hypot(eyes.gaze_yaw_deg, eyes.gaze_pitch_deg) / GAZE_LOST_DEG)


def _stillness(motion: Finding | None) -> float:
    """Return 1 for a face at rest, 0 for one that moves twice as fast as its band allows, a half where that is not known."""
    if motion is None or motion.value is None or not motion.high:
        return 0.5
    return max(0.0, 1.0 - motion.value / (2 * motion.high))


def miss_in_words(finding: Finding) -> str:
    """Return a sentence's part such as "Turn 4° where 17 to 38 was asked", with as many digits as tell the value from the band's edge."""
    value = 0.0 if finding.value is None else finding.value
    broken = finding.low if finding.state is State.LOW else finding.high
    digits = next((count for count in (2, 3, 4) if broken is None or float(f"{value:.{count}g}") != broken), 5)
    unit = finding.rule.unit if finding.rule.unit in ("°", "") else f" {finding.rule.unit}"
    scale = 100 if finding.rule.unit == "%" else 1
    edges = (None if edge is None else f"{edge * scale:.3g}" for edge in (finding.low, finding.high))
    match tuple(edges):
        case (str() as low, None):
            asked = f"at least {low}"
        case (None, str() as high):
            asked = f"at most {high}"
        case (low, high):
            asked = f"{low}" if low == high else f"{low} to {high}"
    return f"{finding.rule.label} {value * scale:.{digits}g}{unit} where {asked} was asked"


def own_miss_frac(findings: Iterable[Finding], look: Look) -> float:
    """Return how far what makes this look itself (its own bands) is missed at worst, in shares of what counts as far; 0 where it is met."""
    return max((finding.miss_frac for finding in findings if finding.rule.band in look.bands), default=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A frame with its verdict."""

    observation: Observation
    verdict: Verdict

    @property
    def t_s(self) -> float:
        """The frame's time."""
        return self.observation.reading.t_s

    def shot(self, look: str, cause: Cause, reasons: tuple[str, ...]) -> Shot:
        """Return this frame as a photograph of `look`; what it misses is told where it was not chosen for missing nothing."""
        return Shot(self.observation, look, cause, self.verdict.score, reasons, () if cause is Cause.MOMENT else self.verdict.misses)
