"""How far apart in colour the light on the two cheeks is.

A skin that is lit by two lights from two sides changes colour from cheek to cheek; its own colour cancels in the ratios of left to right. Brightness changes
skin's colour as well, whatever the light: shadows on skin are warmer (light under the skin is red, and shine takes colour from what is lit), and tone curves
stretch the ratios of dark tones. So each pixel's colour u, in mired, is fitted over cheeks, sides, forehead and nose as

    u = constant + slope · (place from right to left) + fall · log2(light)

with equal weight for each of the places, and `slope` from cheek to cheek is the answer. Where one side is as much darker as it is warmer, place and light can't
be told apart: there `fall` is held to what it usually is (ridge regression towards `USUAL_FALL`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.colour.patches import Place
from capture.illuminant import LOGS_OF_MIRED
from capture.pixels import BLACKEST, LINEAR_OF_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from capture.colour.patches import Patch
    from capture.types import Floats

    Moments = NDArray[np.float64]

LOG_OF_CODE: Floats = np.log2(np.maximum(LINEAR_OF_CODE, BLACKEST)).astype(np.float32)
RED_SHARE = 0.4
"""Blood and light's way under the skin change red more than lamps do: it counts this much of what blue does."""
USUAL_FALL = -12.0
"""Mired a stop: the middle of what is found on the virtual studio's people under one light and four tone curves (-5 to -18)."""
HELD_EV2 = 0.3
"""The variance of log2 light that weighs as much as that knowledge."""
CHEEKS_APART = 1.6
"""From cheek to cheek, in half the distance of the outer eye corners."""
HIDDEN_SHARE = 0.25
"""A cheek seen under less than this share of the other's area is turned away."""


def difference_mired(patches: Mapping[Place, Patch]) -> float | None:
    """Return how far apart in mired the light on the two cheeks is, 0 or more; None when one of them is not seen."""
    left, right = patches.get(Place.LEFT_CHEEK), patches.get(Place.RIGHT_CHEEK)
    if left is None or right is None or min(left.area_px, right.area_px) < HIDDEN_SHARE * max(left.area_px, right.area_px):
        return None
    moments = np.mean([_moments(patch) for patch in patches.values()], axis=0)
    mean = moments[0, 1:]
    (aside2, aside_light, aside_warm), (_, light2, light_warm), _ = (moments[1:, 1:] - np.outer(mean, mean)).tolist()
    # What the usual fall leaves unexplained, in normal equations of the two unknowns.
    rest_aside, rest_light = aside_warm - USUAL_FALL * aside_light, light_warm - USUAL_FALL * light2
    held = light2 + HELD_EV2
    slope = (rest_aside * held - rest_light * aside_light) / max(aside2 * held - aside_light**2, 1e-9)
    return abs(float(slope)) * CHEEKS_APART


def _moments(patch: Patch) -> Moments:
    """Return (4, 4): the means over a patch of all products of 1, place, light and warmth."""
    each = np.ones((4, len(patch.codes)))
    each[1] = patch.aside
    each[2:] = _LIGHT_AND_WARMTH @ np.asarray(cv2.LUT(patch.codes[None], LOG_OF_CODE), np.float32)[0].T
    return each @ each.T / each.shape[1]


_STEP = LOGS_OF_MIRED * (RED_SHARE, 1.0)
_RED, _BLUE = _STEP / (_STEP @ _STEP)
_LIGHT_AND_WARMTH = np.array([[0, 1, 0], [_RED, -_RED - _BLUE, _BLUE]], np.float32)
"""(2, 3) of the logarithms of R, G, B."""
