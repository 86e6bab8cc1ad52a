"""Which frame is the best of its moment, and why: gates first, then a weighted score, each with its reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.types import Cause, Shot
from guidance.rules import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from capture.types import Observation, Reading
    from guidance.profile import Look, Profile
    from guidance.rules import Finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one frame is worth for one look: `score` 0..1, the gates it fails and all that it misses (sentences' parts), and the parts of the score, 0..1."""

    score: float
    gates: tuple[str, ...]
    misses: tuple[str, ...]
    parts: tuple[tuple[str, float], ...]


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


def weigh(reading: Reading, findings: Sequence[Finding], profile: Profile) -> Verdict:
    """Return the frame's verdict for the look by which `findings` were judged."""
    parts = {
        "bands": _in_bands(findings),
        "eyes": _open_eyes(reading),
        "sharpness": min(1.0, reading.focus.sharpness) if reading.focus else 0.0,
        "stillness": _stillness(findings),
    }
    share = {name: getattr(profile.weights, name) for name in parts}
    score = sum(parts[name] * share[name] for name in parts) / sum(share.values())
    missed = [finding for finding in findings if finding.state in (State.LOW, State.HIGH)]
    gates = tuple(miss_in_words(finding) for finding in missed if finding.rule.gate)
    misses = tuple(miss_in_words(finding) for finding in missed if finding.blocks)
    return Verdict(score, gates, misses, tuple(parts.items()))


def _in_bands(findings: Sequence[Finding]) -> float:
    """Return how near the blocking values are to their bands: 1 all inside, 0 all far outside; the worst of them counts as much as all together."""
    nearness = [1 - finding.miss_frac for finding in findings if finding.blocks and finding.state is not State.UNKNOWN]
    return (sum(nearness) / len(nearness) + min(nearness)) / 2 if nearness else 0.0


def _open_eyes(reading: Reading) -> float:
    return min(1.0, reading.eyes.left_open_frac, reading.eyes.right_open_frac) if reading.eyes else 0.0


def _stillness(findings: Sequence[Finding]) -> float:
    """Return 1 for a face at rest, 0 for one that moves twice as fast as its band allows, a half where that is not known."""
    motion = next((finding for finding in findings if finding.rule.id == "motion"), None)
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


def out_of_blinks(candidates: Sequence[Candidate], half_blink_frac: float) -> list[Candidate]:
    """Return the candidates whose eyes are about as open as is usual in these frames: beside a blink they are half closed."""
    usual = sorted(_open_eyes(candidate.observation.reading) for candidate in candidates)
    if not usual:
        return []
    floor = half_blink_frac * usual[len(usual) // 2]
    return [candidate for candidate in candidates if _open_eyes(candidate.observation.reading) >= floor]


def best(candidates: Sequence[Candidate], profile: Profile) -> tuple[Candidate, tuple[str, ...]] | None:
    """Return the best candidate that misses nothing, and why it was chosen, in words; None when each misses something."""
    passing = out_of_blinks([candidate for candidate in candidates if not candidate.verdict.misses], profile.choosing.half_blink_frac)
    if not passing:
        return None
    chosen = max(passing, key=lambda candidate: candidate.verdict.score)
    return chosen, _reasons(chosen, candidates, passing)


def _reasons(chosen: Candidate, candidates: Sequence[Candidate], passing: Sequence[Candidate]) -> tuple[str, ...]:
    count = "the only frame" if len(passing) == 1 else f"best of {len(passing)} frames"
    reasons = [f"{count} that met the look ({chosen.verdict.score:.2f})"]
    if out := len(candidates) - len(passing):
        reasons.append(f"{out} {'was' if out == 1 else 'were'} ruled out")
    for name, value in chosen.verdict.parts:
        rank = sum(dict(candidate.verdict.parts)[name] > value for candidate in passing)
        if rank == 0 and len(passing) > 1 and name in _PRAISE:
            reasons.append(_PRAISE[name])
    return tuple(reasons)


_PRAISE = {"eyes": "eyes as open as in any of them", "sharpness": "the sharpest of them", "stillness": "the stillest of them"}
