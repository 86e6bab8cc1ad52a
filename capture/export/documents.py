"""What a set's photographs are worth for an identity document: sizes on paper against the document's rule, and scores where the sitting has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.export.crop import eyes_px, head_height_px
from capture.export.presets import MM_PER_IN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capture.export.crop import Crop
    from capture.export.presets import Preset
    from capture.session import IsoScore, KeptShot

NO_GUARANTEE = "no guarantee of acceptance"

STRAIGHT_DEG = 5.0
"""A document's head may be turned, nod and lean by no more (ICAO Doc 9303, Portrait Quality; ISO/IEC 39794-5, annex D)."""

_NOT_SCORED = "Its light, focus and expression were not scored by ISO/IEC 29794-5; a sitting with --profile passport does that."


def scored(shots: Iterable[KeptShot]) -> tuple[str, ...]:
    """Return a line for each shot that was scored: every score that was asked for, those that are short of it first, and that it guarantees nothing."""
    return tuple(_line(shot.id, asked) for shot in shots if (asked := _asked(shot)))


def document_notes(preset: Preset, crop: Crop, shot: KeptShot) -> tuple[str, ...]:
    """Return what a crop for a document is to be told: its sizes beside the rule, its scores, and that it guarantees nothing; nothing for other presets."""
    if preset.document is None:
        return ()
    asked = _asked(shot)
    scores = f"Scores of ISO/IEC 29794-5: {_scores(asked)}." if asked else _NOT_SCORED
    return (f"Framed for {preset.document}, with {NO_GUARANTEE}.", *_sizes(preset, crop, shot), *_turned(shot), scores)


def _sizes(preset: Preset, crop: Crop, shot: KeptShot) -> tuple[str, ...]:
    """Return a sentence on the head's size and the eyes' place on paper; nothing without a face."""
    features = shot.sidecar.features
    if features is None or preset.paper_in is None or preset.head_mm is None or preset.eyes_mm is None:
        return ()
    mm_per_px = preset.paper_in[1] * MM_PER_IN / crop.height_px
    head_mm = head_height_px(features, preset) * mm_per_px
    eyes_mm = (crop.top_px + crop.height_px - eyes_px(features)[1]) * mm_per_px
    hair = "with hair" if preset.with_hair else "without hair"
    parts = (_beside(f"the head {hair}", head_mm, preset.head_mm), _beside("the eyes above the lower edge", eyes_mm, preset.eyes_mm))
    kept = all(low <= value <= high for value, (low, high) in ((head_mm, preset.head_mm), (eyes_mm, preset.eyes_mm)))
    return (f"{'Sizes as the rule asks' if kept else 'Sizes not as the rule asks'}: {', '.join(parts)}.",)


def _turned(shot: KeptShot) -> tuple[str, ...]:
    """Return a sentence where the head is not straight."""
    pose = shot.sidecar.reading.pose
    angles = () if pose is None else (("turned", pose.yaw_deg), ("nodding", pose.pitch_deg), ("leaning", pose.roll_deg))
    parts = [f"{how} {abs(angle_deg):.0f}°" for how, angle_deg in angles if abs(angle_deg) > STRAIGHT_DEG]
    return (f"The head is not straight: {', '.join(parts)}, where a document allows {STRAIGHT_DEG:.0f}°.",) if parts else ()


def _beside(what: str, value_mm: float, rule_mm: tuple[float, float]) -> str:
    return f"{what} {value_mm:.1f} mm of {rule_mm[0]:g} to {rule_mm[1]:g}"


def _asked(shot: KeptShot) -> list[IsoScore]:
    return [score for score in shot.sidecar.iso if score.asked is not None]


def _line(name: str, asked: list[IsoScore]) -> str:
    return f"{name} by ISO/IEC 29794-5: {_scores(asked)}; {NO_GUARANTEE}."


def _scores(asked: list[IsoScore]) -> str:
    short, enough = ([_told(score) for score in asked if score.short is is_short] for is_short in (True, False))
    return "; ".join([f"short: {', '.join(short)}"] * bool(short) + [f"as asked: {', '.join(enough)}"] * bool(enough))


def _told(score: IsoScore) -> str:
    return f"{score.measure} {'–' if score.score is None else score.score} of {score.asked}"
