"""The colour of the light, by what it makes of skin and of the whites of the eyes.

Illuminant: the linear R/G and B/G of the cheeks and the forehead, over those of skin under the picture's white, is
the light as rendered (after Bianco & Schettini 2014, "Adaptive color constancy using faces"). The whites of the eyes
say the same more surely, since they do not tan: where they are seen they count `WHITE_SHARE`. What is told of it (formulas: `capture.illuminant`):

- `warmth_k` and `tint`: its place along and beside the daylight locus. Between people warmth is uncertain by about
  800 K, so judge changes, and large departures.
- `mixed_light_mired` (in `capture.colour.mixed`): how far apart in colour the light on the two cheeks is.

None where the picture has no colour, or skin is too dark, too bright or too small to tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.colour.mixed import difference_mired
from capture.colour.patches import BRIGHTEST_CODE, Place, seen_patches
from capture.illuminant import SKIN_LOGS, logs, warmth
from capture.pixels import LINEAR_OF_CODE, linear
from capture.types import ColourReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.closeup import Closeup
    from capture.types import Face

    Logs = NDArray[np.float64]

LIGHT_FROM = (Place.LEFT_CHEEK, Place.RIGHT_CHEEK, Place.FOREHEAD)
"""Where skin is most alike in all people."""
WHITE_OF_EYE_LOGS = np.array([0.45, -0.10])
"""log2 of linear R/G and B/G of the white of an eye, vessels and the light that lids throw on it included."""
WHITE_MARGIN = 0.15
"""An eye's white is less red than the skin by at least this in log2 R/G, or else it is a lid."""
WHITE_SHARE = 0.7
"""Under one light whites are half as far off as skin is: 9 mired against 18 in the virtual studio."""
MIN_WHITE_PX = 16


def measure(close: Closeup, face: Face) -> ColourReading:
    """Return the colour of the light on `face`."""
    seen = seen_patches(close, face)
    by_place = [logs(np.array(cv2.mean(linear(patch.codes[None]))[:3], np.float32)) for place, patch in seen.items() if place in LIGHT_FROM]
    if not by_place:
        return ColourReading(None, None, None)
    light_logs = _light_logs(close, np.asarray(np.mean(by_place, axis=0)))
    warmth_k, tint = warmth(np.array([2 ** light_logs[0], 1.0, 2 ** light_logs[1]]))
    return ColourReading(warmth_k, tint, difference_mired(seen))


def _light_logs(close: Closeup, skin_logs: Logs) -> Logs:
    """Return log2 of the light's R/G and B/G by the skin, and by the whites of the eyes where they are seen."""
    by_skin = np.asarray(skin_logs - SKIN_LOGS, np.float64)
    codes = np.concatenate(close.whites)
    red, green, blue = codes.T
    codes = codes[np.maximum(np.maximum(red, green), blue) <= BRIGHTEST_CODE]
    if len(codes) < MIN_WHITE_PX:
        return by_skin
    white_logs = logs(LINEAR_OF_CODE[codes].mean(axis=0))
    if white_logs[0] > skin_logs[0] - WHITE_MARGIN:
        return by_skin
    return np.asarray((1 - WHITE_SHARE) * by_skin + WHITE_SHARE * (white_logs - WHITE_OF_EYE_LOGS), np.float64)
