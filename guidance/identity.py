"""A photograph as one for an identity document: the scores that a profile asks for, and what is short of them in words.

The scores are facts (`capture.iso`); which of them count, how high each must be and how that is told is opinion. They are worked out where the photograph
is written, off the live threads: it takes tens of milliseconds.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from capture import iso
from capture.session import IsoScore

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import Shot
    from guidance.identity_scores import Iso
    from guidance.profile import Profile

_WORDS = {
    iso.Measure.BACKGROUND_UNIFORMITY: ("background", "background not even"),
    iso.Measure.ILLUMINATION_UNIFORMITY: ("light", "light not even"),
    iso.Measure.OVER_EXPOSURE_PREVENTION: ("exposure", "burnt out"),
    iso.Measure.NATURAL_COLOUR: ("colour", "skin's colour off"),
    iso.Measure.SINGLE_FACE_PRESENT: ("faces", "another face"),
    iso.Measure.EYES_OPEN: ("eyes", "eyes not open"),
    iso.Measure.MOUTH_CLOSED: ("mouth", "mouth not closed"),
    iso.Measure.INTER_EYE_DISTANCE: ("size", "face too small"),
    iso.Measure.HEAD_POSE_YAW: ("turn", "head turned"),
    iso.Measure.HEAD_POSE_PITCH: ("chin", "chin up or down"),
    iso.Measure.HEAD_POSE_ROLL: ("tilt", "head tilted"),
}
"""What each is about, and what is wrong where it is short."""


def scorer(profile: Profile) -> Callable[[Shot], tuple[IsoScore, ...]] | None:
    """Return the function that scores a photograph for this profile; None for one that asks for no score."""
    wanted = asked(profile.iso)
    return partial(_scores, wanted) if wanted else None


def asked(wanted: Iso) -> dict[iso.Measure, int]:
    """Return the score that each measure must reach, for those that must reach one."""
    scores = {measure: getattr(wanted, measure.name.lower(), None) for measure in iso.Measure}
    return {measure: score for measure, score in scores.items() if score is not None}


def _scores(wanted: dict[iso.Measure, int], shot: Shot) -> tuple[IsoScore, ...]:
    found = iso.measure(shot.observation)
    return tuple(IsoScore(measure.value, found[measure].native, found[measure].scalar, wanted.get(measure)) for measure in found)


def in_words(scores: tuple[IsoScore, ...]) -> str | None:
    """Return what is short of what was asked, or that nothing is: "ISO: background not even, 38 of 50"; None where nothing was asked."""
    wanted = [score for score in scores if score.asked is not None]
    if not wanted:
        return None
    short = [_fault(score) for score in wanted if score.short]
    return f"ISO: {'; '.join(short)}" if short else f"ISO: all {len(wanted)} scores as asked; no guarantee of acceptance"


def _fault(score: IsoScore) -> str:
    about, fault = _WORDS[iso.Measure(score.measure)]
    return f"{about} can't be judged" if score.score is None else f"{fault}, {score.score} of {score.asked}"
