"""The numbers that are judged, each read from a reading: as it was measured, or as a coach looks at it. None: can't be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.types import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import Reading

_DEEP_SKIN_EV = -1.8
"""The deepest skin over a grey card in the same light: a reflectance of 0.05."""
_NOISE_FALL = 0.17
"""Encoded noise falls by this power of the light that a surface sends back: 0.08 by photons and sRGB's curve, more where electronics add theirs."""
_SMEARED_FRAC = 0.38
"""Share of the blur with a direction from which on it was motion: eyes out of focus read up to 0.37 in the virtual studio, eyes in motion 0.39 and more."""
_NO_SIDE = (Pattern.FLAT, Pattern.BELOW, Pattern.OVERHEAD)
"""Lights that turning camera and chair would not mend, or whose side means little."""


def reads(part: str, field: str) -> Callable[[Reading], float | None]:
    """Return a function that reads `field` of the reading's `part`, None where either is unknown."""

    def value(reading: Reading) -> float | None:
        measured = getattr(reading, part)
        return None if measured is None else getattr(measured, field)

    return value


def light_off_nose(side: int) -> Callable[[Reading], float | None]:
    """Return a function that reads the key's angle off the nose where it comes from that side (1: the sitter's left)."""

    def value(reading: Reading) -> float | None:
        light = reading.light
        if light is None or light.pattern in _NO_SIDE or (light.face_azimuth_deg >= 0) != (side > 0):
            return None
        return abs(light.face_azimuth_deg)

    return value


def ratio_with_shadow(side: int) -> Callable[[Reading], float | None]:
    """Return a function that reads the key-to-fill ratio where the shadow is on that side (1: the sitter's left)."""

    def value(reading: Reading) -> float | None:
        light = reading.light
        if light is None or (light.face_azimuth_deg < 0) != (side > 0):
            return None
        return light.key_to_fill_ev

    return value


def light_ev(reading: Reading) -> float | None:
    """Return the light on the face; where it is not known, as much as there would have to be if the skin were of the deepest tone."""
    exposure = reading.exposure
    if exposure is None:
        return None
    return exposure.face_ev - _DEEP_SKIN_EV if exposure.light_ev is None else exposure.light_ev


def backlight_ev(reading: Reading) -> float | None:
    """Return how far the background outshines the light on the face, whose skin may be of any tone."""
    lit_ev = light_ev(reading)
    if lit_ev is None or reading.exposure is None or reading.exposure.background_ev is None:
        return None
    return reading.exposure.background_ev - lit_ev


def noise_frac(reading: Reading) -> float | None:
    """Return the noise that a grey card would show in the face's light: the same sensor in the same light is noisier on darker skin."""
    lit_ev = light_ev(reading)
    if lit_ev is None or reading.exposure is None:
        return None
    return reading.exposure.noise_frac * float(2.0 ** (_NOISE_FALL * (reading.exposure.face_ev - lit_ev)))


def measured(reading: Reading) -> float | None:
    """Return whether the face can be measured, 1 or 0: a hand, a mask or a strong profile can hide what a detector still sees."""
    return None if reading.faces == 0 else float(reading.pose is not None and reading.eyes is not None)


def shoulders_turn_deg(reading: Reading) -> float | None:
    """Return the shoulders' turn, to whichever side."""
    turn_deg = None if reading.pose is None else reading.pose.shoulders_yaw_deg
    return None if turn_deg is None else abs(turn_deg)


def lens_height_deg(reading: Reading) -> float | None:
    """Return the lens's height over a level look: where the sitter's own is not known yet, over that of the mean face."""
    if reading.camera is not None and reading.camera.height_deg is not None:
        return reading.camera.height_deg
    return None if reading.pose is None else -reading.pose.pitch_deg


def distance_range_m(reading: Reading) -> tuple[float, float] | None:
    """Return the distances between which the face is, where no lens tells it exactly."""
    return None if reading.framing is None else reading.framing.distance_range_m


def sharpness(*, smeared: bool) -> Callable[[Reading], float | None]:
    """Return a function that reads the sharpness of pictures that motion blurred, or of all others."""

    def value(reading: Reading) -> float | None:
        focus = reading.focus
        return None if focus is None or ((focus.smear_frac or 0.0) >= _SMEARED_FRAC) != smeared else focus.sharpness

    return value


def eyes_open_frac(reading: Reading) -> float | None:
    """Return how far the less open eye is open."""
    return None if reading.eyes is None else min(reading.eyes.left_open_frac, reading.eyes.right_open_frac)
