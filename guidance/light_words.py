"""A light in the words that a photographer would use: what it is, how strong, and whether it suits the look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.types import Pattern
from guidance.rules import Group, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capture.types import LightReading
    from guidance.profile import Band, Ideal
    from guidance.rules import Finding

CANT_TELL = "Can't tell where the light is"

HEIGHT, FROM_LEFT, FROM_RIGHT = "light_height", "light_left", "light_right"
"""The rules whose bands say where a light should be."""

_NAMES = {
    Pattern.FLAT: "Flat light",
    Pattern.BUTTERFLY: "Butterfly light",
    Pattern.LOOP: "Loop light",
    Pattern.REMBRANDT: "Rembrandt light",
    Pattern.SPLIT: "Split light",
    Pattern.LOW: "Low side light",
    Pattern.BELOW: "Light from below",
    Pattern.OVERHEAD: "Light from above you",
    Pattern.BACK: "Light from behind you",
}
_SIDED = {Pattern.LOOP, Pattern.REMBRANDT, Pattern.SPLIT, Pattern.LOW}
"""Patterns that come from one side."""
_SHAPING = {Pattern.BUTTERFLY, Pattern.LOOP, Pattern.REMBRANDT}
"""Patterns that shape a face: the trade's lights for a headshot."""
_GOOD = (Pattern.FLAT, Pattern.BUTTERFLY, Pattern.LOOP, Pattern.REMBRANDT, Pattern.SPLIT)
"""Patterns that a profile may look for. Whatever it looks for, nobody is told that a light from below or from behind is good."""
_FAULTS = {
    (HEIGHT, State.LOW): "too low",
    (HEIGHT, State.HIGH): "too high",
    (FROM_LEFT, State.LOW): "too near the lens",
    (FROM_LEFT, State.HIGH): "too far to the side",
    (FROM_RIGHT, State.LOW): "too near the lens",
    (FROM_RIGHT, State.HIGH): "too far to the side",
    ("backlight", State.HIGH): "the background is brighter than you",
    ("brightness", State.LOW): "too little of it",
    ("noise", State.HIGH): "too little of it",
    ("highlights", State.HIGH): "too strong, it burns",
    ("shadows", State.HIGH): "too much of you is in the dark",
    ("fill_left", State.LOW): "too even",
    ("fill_left", State.HIGH): "its dark side is too dark",
    ("fill_right", State.LOW): "too even",
    ("fill_right", State.HIGH): "its dark side is too dark",
}


def told(light: LightReading | None, findings: Iterable[Finding]) -> LightReading | None:
    """Return the light if the judges were sure enough of it to judge it by its height, else None."""
    sure = any(finding.rule.id == HEIGHT and finding.state is not State.UNKNOWN for finding in findings)
    return light if sure else None


def what(light: LightReading) -> str:
    """Return the pattern's name and its side, which is the sitter's own: "Loop light from your left"."""
    side = f" from your {'left' if light.face_azimuth_deg >= 0 else 'right'}" if light.pattern in _SIDED else ""
    return f"{_NAMES[light.pattern]}{side}"


def ratio(light: LightReading) -> float | None:
    """Return how many times as much light the lit cheek has as the other; None where it is not known."""
    return None if light.key_to_fill_ev is None else float(2.0**light.key_to_fill_ev)


def verdict(light: LightReading, findings: Iterable[Finding]) -> str:
    """Return what is wrong with it for this look, the first in the rules' order; or that it is good."""
    faults = (_FAULTS.get((finding.rule.id, finding.state)) for finding in findings)
    praise = "a good headshot light" if light.pattern in _SHAPING else "good for this look"
    return next((fault for fault in faults if fault is not None), praise)


def sentence(light: LightReading | None, findings: tuple[Finding, ...]) -> str:
    """Return all of it: "Loop light from your left, 2.4 to 1: a good headshot light"."""
    sure = told(light, findings)
    return CANT_TELL if sure is None else f"{measured(sure)}: {verdict(sure, findings)}"


def measured(light: LightReading) -> str:
    """Return its name and how strong it is, as far as that is known: "Loop light from your left, 2.4 to 1"."""
    times = ratio(light)
    return what(light) if times is None else f"{what(light)}, {times:.1f} to 1"


def named(light: LightReading, findings: Iterable[Finding], ideal: Ideal) -> str | None:
    """Return the prompt that names it aloud, which praises it where it is what the profile looks for; None for a light that no profile takes."""
    if light.pattern is Pattern.BACK:
        return None
    side = f"_{'left' if light.face_azimuth_deg >= 0 else 'right'}" if light.pattern in _SIDED - {Pattern.LOW} else ""
    return f"named_{light.pattern}{side}{'_good' if _is_good(light, findings, ideal) else ''}"


def _is_good(light: LightReading, findings: Iterable[Finding], ideal: Ideal) -> bool:
    """Return whether nothing at all is to be said against the light, and it is where and as strong as the profile looks for it."""
    if light.pattern not in _GOOD or any(each.state in (State.LOW, State.HIGH) for each in findings if each.rule.group in (Group.LIGHT, Group.EXPOSURE)):
        return False
    place = _within(abs(light.face_azimuth_deg), ideal.light_azimuth_deg) and _within(light.face_elevation_deg, ideal.light_elevation_deg)
    return place and (light.key_to_fill_ev is None or _within(light.key_to_fill_ev, ideal.key_to_fill_ev))


def _within(value: float, band: Band) -> bool:
    return (band.low is None or band.low <= value) and (band.high is None or value <= band.high)
