"""One channel's way from the light that the camera told to the light that the picture shows, and back: a gain, a contrast, a shoulder.

All is linear light 0..1 (the sRGB curve undone). With the gain g (exposure and white balance together), the contrast c and the pivot p = 0.18:

    u(x) = p · (g · x / p)^c                   up to the shoulder's begin t
    y(x) = a + (1 − a) · m z / (1 + (m − 1) z)    from there on, with z = (x − t) / (1 − t)

a = u(t), and m makes both parts meet with one slope. t is where u reaches `KNEE`, at most `LAST_BEGIN`. So middle grey is exposed by g alone, tones about it
part by c, black stays black and white stays white in every channel: nothing is burnt out that was not, and white keeps its colour whatever the gains are. Both
parts rise everywhere, hence every tone has one way back. Source of the shoulder: the rational function is the only one of degree one through (0, 0) and (1, 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    Light = NDArray[np.floating[Any]]

PIVOT = 0.18
"""A grey card in linear light."""
KNEE = 0.5
"""Shown light from which on the shoulder rolls off: 1.5 stops over a grey card, above all lit skin but its brightest."""
LAST_BEGIN = 0.8
"""A picture that is made darker has its shoulder from here on, so that its white can still come up to white."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve of one channel; gain and contrast above 0, contrast 1 for none."""

    gain: float
    contrast: float

    def applied(self, light: Light) -> Light:
        """Return shown light 0..1 of linear light 0..1, in the same shape."""
        begin, height, slope = self._shoulder
        light = np.asarray(light, np.float64)
        below = PIVOT * np.power(self.gain * np.minimum(light, begin) / PIVOT, self.contrast)
        share = np.maximum(light - begin, 0) / (1 - begin)
        return np.where(light <= begin, below, height + (1 - height) * slope * share / (1 + (slope - 1) * share))

    def undone(self, shown: Light) -> Light:
        """Return the linear light 0..1 that `applied` makes `shown` of."""
        begin, height, slope = self._shoulder
        shown = np.asarray(shown, np.float64)
        below = PIVOT / self.gain * np.power(np.minimum(shown, height) / PIVOT, 1 / self.contrast)
        share = np.maximum(shown - height, 0) / (1 - height)
        return np.where(shown <= height, below, begin + (1 - begin) * share / (slope + (1 - slope) * share))

    @property
    def _shoulder(self) -> tuple[float, float, float]:
        """Where it begins, how high it begins, and its slope there in its own box."""
        begin = min(PIVOT / self.gain * (KNEE / PIVOT) ** (1 / self.contrast), LAST_BEGIN)
        height = PIVOT * (self.gain * begin / PIVOT) ** self.contrast
        return begin, height, self.contrast * height / begin * (1 - begin) / (1 - height)
