"""What to say when a crop has fewer pixels than the preset wants: how far it is off, and what distance or camera would do."""

from __future__ import annotations

import math
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
    return None if preset.paper_in is None else height_px / preset.paper_in[1]


def shortfall(crop: Crop, preset: Preset, sidecar: Sidecar) -> str | None:
    """Return a sentence or two on the missing pixels and their remedy; None when none are missing."""
    want_width_px, want_height_px = preset.size_px
    if want_width_px <= crop.width_px and want_height_px <= crop.height_px:
        return None
    # A crop in whole pixels may have been rounded up by half of one: what is advised must do even then.
    lack = max(want_width_px / (crop.width_px - 0.5), want_height_px / (crop.height_px - 0.5))
    dpi = effective_dpi(preset, crop.height_px)
    if dpi is None:
        said = f"Not enlarged: the crop has {crop.width_px}{TIMES}{crop.height_px} of the {want_width_px}{TIMES}{want_height_px} px wanted."
    else:
        # Half a dot less is less: 299.6 must not read as the 300 that it is not.
        said = f"Not enlarged: {min(round(dpi), (preset.dpi or 1) - 1)} dpi at this size instead of {preset.dpi}."
    return f"{said} {_remedy(lack, crop, preset, sidecar)}"


def _remedy(lack: float, crop: Crop, preset: Preset, sidecar: Sidecar) -> str:
    """Return what would bring `lack` times as many pixels across."""
    camera = f"a camera of {_round_up(sidecar.width_px * lack)}{TIMES}{_round_up(sidecar.height_px * lack)} px"
    framing = sidecar.reading.framing
    distance_m = framing.distance_m if framing else None
    # Nearer, the head fills more of the picture, and the crop round it must still lie inside.
    fits = preset.size_px[0] <= sidecar.width_px and preset.size_px[1] <= sidecar.height_px
    if crop.limited or not fits or (distance_m is None and lack > _FAR_OFF):
        return f"It takes {camera}."
    if distance_m is None:
        return f"It takes a place {math.ceil(lack * 10) / 10:.1f} times nearer to the camera, or {camera}."
    if distance_m / lack < NEAREST_M:
        return f"It takes {camera}: coming nearer than {NEAREST_M} m would widen the nose."
    return f"It takes {_round_down(distance_m / lack):.2f} m from the camera instead of {distance_m:.2f} m, or {camera}."


def _round_up(length_px: float) -> int:
    """Return a length in pixels, not less, to the next ten."""
    return math.ceil(round(length_px, 3) / 10) * 10


def _round_down(distance_m: float) -> float:
    """Return a distance, not more, in whole centimetres."""
    return math.floor(round(distance_m * 100, 3)) / 100
