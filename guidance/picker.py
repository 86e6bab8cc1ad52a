"""Which frame is the best of its moment, and why: gates first, then a weighted score; every frame that was passed over has its reason, too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.types import PassedOver
from guidance.lids_lips import in_blinks, mid_word
from guidance.verdict import total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Reading
    from guidance.profile import Profile
    from guidance.verdict import Verdict

BLINK, WORD, SOFT, MOVING = "in a blink", "mid-word", "less sharp than the others", "moving"
LAST, GONE, EDGE = "too new to tell", "let go to save memory", "only just outside its bands"
REASON_OF_RULE = {
    "faces": "not one face alone",
    "lids": BLINK,
    "gaze_across": "looking away",
    "gaze_height": "looking away",
    "yaw": "head turned away",
    "pitch": "head turned away",
    "roll": "head turned away",
    "highlights": "burnt out",
    "mouth": "mouth open",
    "motion": MOVING,
    "smear": MOVING,
    "shake": MOVING,
    "sharpness": "not sharp",
    "smile": "another expression",
    "brows": "another expression",
}
OTHERWISE = "not in its bands"
OF_LANDMARKS = ("bands", "inside", "eyes", "gaze", "mouth", "stillness")
"""Parts that are told by landmarks: these come a frame late and tremble, so that a frame is worth what the worst of it and its neighbours is."""
MORE_THAN_STILLEST = 1.5
PRAISE = {"eyes": "eyes as wide as in any", "sharpness": "sharpest", "stillness": "stillest", "gaze": "eyes most on the lens"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One frame of a moment, by its number: what was measured, what it is worth by itself, and whether its picture is still at hand."""

    index: int
    reading: Reading
    verdict: Verdict
    at_hand: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """The frame to keep, what it is worth among the others, and why it and no other."""

    index: int
    score: float
    reasons: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]


def best(seen: Sequence[Weighed], profile: Profile) -> Choice | None:
    """Return the best of a moment's frames, oldest first, among those that miss nothing; None when each misses something."""
    refused = refusals(seen, profile)
    passing = [place for place, reason in enumerate(refused) if reason is None]
    if not passing:
        return None
    parts = {place: _parts(seen, place) for place in passing}
    inside = [place for place in passing if parts[place]["inside"] > 0]
    if inside:
        # The coach lets what was inside slip out by a little, so as not to nag; of a photograph more is asked where there is more.
        refused = [EDGE if reason is None and place not in inside else reason for place, reason in enumerate(refused)]
        parts = {place: parts[place] for place in inside}
        passing = inside
    scores = {place: total(parts[place], profile) for place in passing}
    chosen = max(passing, key=lambda place: scores[place])
    lesser = f"less good than the one that was kept ({scores[chosen]:.2f})"
    others: dict[str, list[int]] = {}
    for place, one in enumerate(seen):
        if place != chosen:
            others.setdefault(refused[place] or lesser, []).append(one.index)
    reasons = (_counted(refused), _chosen(parts, chosen, scores[chosen]))
    return Choice(seen[chosen].index, scores[chosen], reasons, tuple(PassedOver(reason, tuple(frames)) for reason, frames in others.items()))


def mergeable(seen: Sequence[Weighed], chosen: int, profile: Profile) -> tuple[int, ...]:
    """Return the numbers of the frames to merge with frame number `chosen`, in order: those nearest in time that could have been kept as well."""
    refused = refusals(seen, profile)
    chosen_s = next(one.reading.t_s for one in seen if one.index == chosen)
    near = [
        (abs(one.reading.t_s - chosen_s), one.index)
        for one, reason in zip(seen, refused, strict=True)
        if reason is None and one.index != chosen and abs(one.reading.t_s - chosen_s) <= profile.choosing.merge_reach_s
    ]
    return tuple(sorted(index for _, index in sorted(near)[: profile.choosing.merge_frames - 1]))


def refusals(seen: Sequence[Weighed], profile: Profile) -> list[str | None]:
    """Return for each frame why it can't be the one; None for those that can."""
    readings = [one.reading for one in seen]
    blinks, words = in_blinks(readings, profile.choosing), mid_word(readings, profile.choosing)
    open_eyed = sorted(_sharpness(one) for one, blink in zip(seen, blinks, strict=True) if not blink)
    least_sharp = profile.choosing.soft_frac * open_eyed[len(open_eyed) * 9 // 10] if open_eyed else 0.0
    paces = [max(_pace_frac(near) for near in readings[place : place + 2]) for place in range(len(seen))]
    # Of somebody who never keeps still the stillest frames are kept.
    most_pace = max(profile.choosing.still_frac, MORE_THAN_STILLEST * sorted(paces)[len(paces) // 10]) if paces else 0.0
    refused: list[str | None] = []
    for place, one in enumerate(seen):
        told = (
            (blinks[place], BLINK),
            (bool(one.verdict.missed), REASON_OF_RULE.get(next(iter(one.verdict.missed), ""), OTHERWISE)),
            (words[place], WORD),
            (_sharpness(one) < least_sharp, SOFT),
            (paces[place] > most_pace, MOVING),
            # What the next frame would show of this one is not known yet: lids that begin to fall, a head that begins to turn.
            (place == len(seen) - 1, LAST),
            (not one.at_hand, GONE),
        )
        refused.append(next((reason for applies, reason in told if applies), None))
    return refused


def _sharpness(one: Weighed) -> float:
    return dict(one.verdict.parts).get("sharpness", 0.0)


def _pace_frac(reading: Reading) -> float:
    """Return how far the face went in a thirtieth of a second, in distances between its eyes; 0 where that is not known."""
    if reading.focus is None or reading.focus.motion_px is None or reading.framing is None or reading.framing.eye_distance_px <= 0:
        return 0.0
    return reading.focus.motion_px / reading.framing.eye_distance_px


def _parts(seen: Sequence[Weighed], place: int) -> dict[str, float]:
    """Return the parts of a frame's score, judged with its neighbours."""
    own = dict(seen[place].verdict.parts)
    near = [dict(one.verdict.parts) for one in seen[max(place - 1, 0) : place + 2]]
    return {name: min(parts[name] for parts in near) if name in OF_LANDMARKS else value for name, value in own.items()}


def why_none(seen: Sequence[Weighed], profile: Profile) -> str:
    """Say of a moment of which nothing is kept what its frames were refused for."""
    return _counted(refusals(seen, profile))


def _counted(refused: Sequence[str | None]) -> str:
    """Say how many frames there were, and how many of them were refused for what: "41 frames: 12 in a blink, 3 moving"."""
    frames = f"{len(refused)} frame{'' if len(refused) == 1 else 's'}"
    counts = Counter(reason for reason in refused if reason is not None).most_common()
    return f"{frames}: {', '.join(f'{count} {reason}' for reason, count in counts)}" if counts else frames


def _chosen(parts: dict[int, dict[str, float]], chosen: int, score: float) -> str:
    """Say what the frame has before the others that could have been it: "best of 26 (0.87): sharpest, stillest"."""
    if len(parts) == 1:
        return f"the only one that could be kept ({score:.2f})"
    praise = [word for name, word in PRAISE.items() if all(other[name] <= parts[chosen][name] for other in parts.values())]
    return f"best of {len(parts)} ({score:.2f}){': ' if praise else ''}{', '.join(praise)}"
