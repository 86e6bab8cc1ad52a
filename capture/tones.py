"""The scale of tones: middle grey, stops, the codes where light is lost, and how unsteady brightness is over time.

Low, so that what is measured in pictures and what follows from the lamps is told by the same formulas.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from capture.pixels import BLACKEST, LINEAR_OF_CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

MIDDLE_GREY = 0.18
HIGHLIGHT = 247 / 255
"""Linear light from which on tones are burnt out: ISO/IEC 29794-5 over-exposure, as OFIQ counts it."""
TONES = 16
"""Parts of the encoded scale in which a histogram counts."""
SHADOW = float(LINEAR_OF_CODE[25])
"""Linear light under which 8 bits hold no tone worth lifting."""
LIGHT_SKIN_EV = 1.15
"""Light skin over a grey card in the same light: a reflectance of 0.4."""
MIN_FLICKER_FRAMES, MIN_FLICKER_TURNS = 8, 4
FLICKER_WINDOW_S = 1.0
"""Flicker is judged over this long: several beats of mains light against any camera's rate."""


def ev(light: float) -> float:
    """Return stops over middle grey of linear light."""
    return math.log2(max(light, BLACKEST) / MIDDLE_GREY)


def sunk_below(skin_ev: float) -> float:
    """Return the linear luminance under which skin is lost in the dark, of skin that is `skin_ev` stops over a grey card in its light.

    That of light skin under `SHADOW`, in the same light: what is lost is judged by the light that is missing.
    """
    return float(SHADOW * 2.0 ** min(skin_ev - LIGHT_SKIN_EV, 0.0))


def flicker_frac(times_s: Sequence[float], means: Sequence[float]) -> float | None:
    """Return the relative standard deviation about their straight trend of the last second's `means` (linear light).

    0 where they do not go up and down several times: a lamp that is switched, a cloud or somebody who walks by changes the light, and does
    not flicker. The last of `times_s` is now: samples more than `FLICKER_WINDOW_S` older are left out, and so are later ones, from before a stream began
    anew.
    None with fewer than eight frames in the window, in the dark, and where time stands still.
    """
    if len(means) < MIN_FLICKER_FRAMES:
        return None
    about_s, levels = np.array(times_s) - times_s[-1], np.array(means)
    recent = (about_s <= 0) & (about_s >= -FLICKER_WINDOW_S)
    about_s, levels = about_s[recent], levels[recent]
    count = len(levels)
    if count < MIN_FLICKER_FRAMES:
        return None
    about_s -= about_s.mean()
    level, spread = float(levels.mean()), float(about_s @ about_s)
    if level <= BLACKEST or spread <= 0:
        return None
    residuals = levels - level - about_s * (float(about_s @ levels) / spread)
    deviation = math.sqrt(float(residuals @ residuals) / (count - 2))
    return deviation / level if _turns(residuals.tolist(), deviation / 2) >= MIN_FLICKER_TURNS else 0.0


def _turns(values: Sequence[float], least: float) -> int:
    """Return how often the values change between above `least` and below its negative."""
    sides = [value > 0 for value in values if abs(value) > least]
    return sum(before != after for before, after in pairwise(sides))
