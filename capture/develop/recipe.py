"""From what was measured in a sitting to the development of one of its photographs.

Exposure goes by the light on the face, not by how bright its skin is: dark skin under good light stays as it is. The colour of the light is the median over
the sitting, so that its photographs match. Both are uncertain (`capture.exposure`, `capture.colour`), so a value within `leave` of what is wanted is left
alone, and one outside is brought to that border, no further: what can't be told is not mended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.develop.development import DIGITS, Development
from capture.illuminant import light_at
from capture.median import median

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Reading

NEUTRAL_MIRED = 1e6 / 6500


@dataclass(frozen=True, slots=True)
class Recipe:
    """How much and when: numbers of taste, which whoever asks for a development hands over."""

    light_ev: float
    """The light on the face that is wanted, as `ExposureReading.light_ev` tells it."""
    leave_ev: float
    most_ev: float
    leave_mired: float
    """How far the light's colour may be from neutral along the daylight locus."""
    most_mired: float
    leave_tint: float
    """And beside it, in thousandths."""
    most_tint: float
    contrast: float
    """1 for none; see `Development.contrast`."""


def development(reading: Reading, sitting: Sequence[Reading], recipe: Recipe) -> Development:
    """Return what `recipe` does to the photograph that `reading` is of, in a sitting with these readings; what was not measured is not changed."""
    red, green, blue = _gains(sitting, recipe)
    return Development(
        exposure_ev=round(_exposure_ev(reading, sitting, recipe), DIGITS),
        gain_red=red,
        gain_green=green,
        gain_blue=blue,
        contrast=round(recipe.contrast, DIGITS),
    )


def _exposure_ev(reading: Reading, sitting: Sequence[Reading], recipe: Recipe) -> float:
    """Return the stops to raise by: from this photograph's own light, or where no white of an eye tells it, from the sitting's usual."""
    own = _light_ev(reading)
    light_ev = _usual([known for each in sitting if (known := _light_ev(each)) is not None]) if own is None else own
    return 0.0 if light_ev is None else _mended(light_ev, recipe.light_ev, recipe.leave_ev, recipe.most_ev)


def _light_ev(reading: Reading) -> float | None:
    return None if reading.exposure is None else reading.exposure.light_ev


def _gains(sitting: Sequence[Reading], recipe: Recipe) -> tuple[float, float, float]:
    """Return the gains of red, green and blue that bring the sitting's light to the colour wanted and leave its luminance as it is."""
    colours = [each.colour for each in sitting if each.colour is not None]
    warmth_k = _usual([colour.warmth_k for colour in colours if colour.warmth_k is not None])
    tint = _usual([colour.tint for colour in colours if colour.tint is not None])
    if warmth_k is None or tint is None:
        return 1.0, 1.0, 1.0
    mired = 1e6 / warmth_k
    wanted_mired = mired + _mended(mired, NEUTRAL_MIRED, recipe.leave_mired, recipe.most_mired)
    wanted_tint = tint + _mended(tint, 0.0, recipe.leave_tint, recipe.most_tint)
    # Both are of luminance 1.
    red, green, blue = (light_at(1e6 / wanted_mired, wanted_tint) / np.maximum(light_at(warmth_k, tint), 0.05)).tolist()
    return round(red, DIGITS), round(green, DIGITS), round(blue, DIGITS)


def _usual(values: Sequence[float]) -> float | None:
    return float(median(np.array(values, np.float64))) if values else None


def _mended(value: float, wanted: float, leave: float, most: float) -> float:
    """Return by how much to change a value: to the nearer border of what is left alone, at most by `most`."""
    off = wanted - value
    change = max(abs(off) - leave, 0.0)
    return min(change, most) * (1 if off > 0 else -1)
