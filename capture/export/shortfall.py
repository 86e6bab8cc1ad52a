"""What to say when a crop has fewer pixels than the preset wants: how far it is off, and what distance or camera would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.export.crop import Crop
    from capture.export.presets import Preset
    from capture.session import Sidecar

TIMES = "\N{MULTIPLICATION SIGN}"

NEAREST_M = 0.5
"""Nearer than this the nose is drawn over a tenth too wide (Ward, Paskhover and Fried, JAMA Facial Plastic Surgery 2018): no advice to give."""

_FAR_OFF = 2.0
"""Where the distance is not known, nobody is sent nearer than by this factor."""


def effective_dpi(preset: Preset, height_px: int) -> float | None:
    """Return the pixels an inch that a print of the preset's size gets from that many rows; None for screens."""
    return None if preset.height_in is None else height_px / preset.height_in


def shortfall(crop: Crop, preset: Preset, sidecar: Sidecar) -> str | None:
    """Return a sentence or two on the missing pixels and their remedy; None when none are missing."""
    want_width_px, want_height_px = preset.size_px
    lack = max(want_width_px / crop.width_px, want_height_px / crop.height_px)
    if lack <= 1:
        return None
    dpi = effective_dpi(preset, crop.height_px)
    if dpi is None:
        said = f"Not enlarged: the crop has {crop.width_px}{TIMES}{crop.height_px} of the {want_width_px}{TIMES}{want_height_px} px wanted."
    else:
        said = f"Not enlarged: {dpi:.0f} dpi at this size instead of {preset.dpi}."
    return f"{said} {_remedy(lack, crop, sidecar)}"


def _remedy(lack: float, crop: Crop, sidecar: Sidecar) -> str:
    """Return what would bring `lack` times as many pixels across."""
    camera = f"a camera of {_round_up(sidecar.width_px * lack)}{TIMES}{_round_up(sidecar.height_px * lack)} px"
    framing = sidecar.reading.framing
    distance_m = framing.distance_m if framing else None
    if crop.limited or (distance_m is None and lack > _FAR_OFF):
        return f"It takes {camera}."
    if distance_m is None:
        return f"It takes a place {lack:.1f} times nearer to the camera, or {camera}."
    if distance_m / lack < NEAREST_M:
        return f"It takes {camera}: coming nearer than {NEAREST_M} m would widen the nose."
    return f"It takes {distance_m / lack:.2f} m from the camera instead of {distance_m:.2f} m, or {camera}."


def _round_up(length_px: float) -> int:
    """Return a length in pixels to the next ten."""
    return -(-int(length_px + 0.5) // 10) * 10
