"""Why a prompt asks for what it asks, in a few words with numbers, where the number is what convinces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.light_words import measured

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import FramingReading, Reading
    from guidance.snapshot import Snapshot

NOSE_BEFORE_FACE_M = 0.083
"""From the nose to the face's plane in a model of one plane, set so that 0.305 m widens the nose by 30 % against 1.52 m (Ward, Paskhover & Fried 2018)."""
PORTRAIT_M = 1.52
"""The distance against which noses are compared there: the trade's standard for portraits."""
KIND_M = 0.9
"""From here on a nose looks under 5 % wider than from there; farther away a webcam has too few pixels left."""
HEAD_OVER_EYES = 3.65
"""From chin to crown (230 mm) over the distance between the eyes (63 mm)."""


def because(snapshot: Snapshot) -> str | None:
    """Return the reason of what is asked for now; None where the words say all there is, or the number is not known."""
    if snapshot.prompt is None:
        return None
    reason = _light if snapshot.prompt.id.startswith("named_") else _REASONS.get(snapshot.prompt.id)
    return None if reason is None else reason(snapshot.reading)


def nose_wider_frac(distance_m: float) -> float:
    """Return how much wider than from `PORTRAIT_M` a nose looks from `distance_m`, against the face: 0.13 from half a metre."""
    return _nose_over_face(distance_m) / _nose_over_face(PORTRAIT_M) - 1


def _nose_over_face(distance_m: float) -> float:
    return distance_m / max(distance_m - NOSE_BEFORE_FACE_M, 1e-3)


def _head_px(framing: FramingReading) -> float:
    return HEAD_OVER_EYES * framing.eye_distance_px


def _step_back(reading: Reading) -> str | None:
    framing = reading.framing
    if framing is None or framing.distance_m is None or framing.distance_m >= KIND_M:
        return None
    now, there = (round(100 * nose_wider_frac(distance_m)) for distance_m in (framing.distance_m, KIND_M))
    head_px = round(_head_px(framing) * framing.distance_m / KIND_M, -1)
    return f"{framing.distance_m:.1f} m widens the nose by {now} %; {KIND_M} m by {there} %, with {head_px:.0f} px of head"


def _come_closer(reading: Reading) -> str | None:
    framing = reading.framing
    if framing is None:
        return None
    head_px = round(_head_px(framing), -1)
    where = "There" if framing.distance_m is None else f"At {framing.distance_m:.1f} m"
    return f"{where} your head has {head_px:.0f} px; half as far away it has {2 * head_px:.0f}"


def _lens(reading: Reading) -> str | None:
    height_deg = reading.camera.height_deg if reading.camera else None
    if height_deg is None and reading.pose is not None:
        height_deg = -reading.pose.pitch_deg
    if height_deg is None:
        return None
    return f"The lens is about {abs(round(height_deg)):.0f}° {'above' if height_deg > 0 else 'below'} your level look"


def _leans(reading: Reading) -> str | None:
    level_deg = reading.camera.level_deg if reading.camera else None
    return None if level_deg is None else f"It leans by {abs(level_deg):.0f}°"


def _off_nose(reading: Reading) -> str | None:
    light = reading.light
    if light is None:
        return None
    side = "left" if light.face_azimuth_deg > 0 else "right"
    return f"The light stands {abs(light.face_azimuth_deg):.0f}° to your {side}"


def _hazy(reading: Reading) -> str | None:
    haze_frac = reading.focus.haze_frac if reading.focus else None
    return None if haze_frac is None else f"{100 * haze_frac:.0f} % of the light is a veil over the picture"


def _light(reading: Reading) -> str | None:
    return None if reading.light is None else measured(reading.light)


_REASONS: dict[str, Callable[[Reading], str | None]] = {
    "step_back": _step_back,
    "come_closer": _come_closer,
    "camera_raise": _lens,
    "camera_lower": _lens,
    "camera_leans_left": _leans,
    "camera_leans_right": _leans,
    "hazy_picture": _hazy,
    "turn_camera_left": _off_nose,
    "turn_camera_right": _off_nose,
}
