"""The colour of light as numbers: how warm, how green, and how far apart two lights are.

All take the light as linear R, G, B of sRGB, of any brightness. CIE 1976 u'v', D65 for sRGB's white:

- warmth: kelvin of the nearest point of the daylight locus (CIE D series from 4000 K; below, Krystek's black body moved to join it). 6500 is neutral,
  lower is warmer. 2000..20000.
- tint: distance from there in thousandths; positive is green, negative is magenta.
- mired difference: what parts two lights, as the step along the locus that does to R/G and B/G what comes nearest. A skin that returned both cancels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture.pixels import BLACKEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

    Logs = NDArray[np.float64]

SKIN_LOGS = np.array([0.94, -0.48])
"""log2 of linear R/G and B/G of skin in sRGB: the mean of the colour checker's light and dark skin patches (0.82, -0.45 and 1.03, -0.53)."""
LOGS_OF_MIRED = np.array([0.0054, -0.0095])
"""What one mired more does to log2 of R/G and of B/G of a black body at 3500 to 6500 K (Planck's law, CIE 1931, sRGB's primaries)."""
JOIN_K = 4000.0
_RGB_TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])


def logs(light: Floats) -> Logs:
    """Return log2 of (R/G, B/G) of a light (3,)."""
    red, green, blue = (max(part, 2 * BLACKEST) for part in light.tolist())
    return np.array([math.log2(red / green), math.log2(blue / green)])


def warmth(light: Logs) -> tuple[float, float]:
    """Return the (kelvin, tint in thousandths) of a light's linear R, G, B."""
    x, y, z = (_RGB_TO_XYZ @ light).tolist()
    u, v = 4 * x / (x + 15 * y + 3 * z), 9 * y / (x + 15 * y + 3 * z)
    nearest = int(((_LOCUS_UV[:, 0] - u) ** 2 + (_LOCUS_UV[:, 1] - v) ** 2).argmin())
    off_u, off_v = u - _LOCUS_UV[nearest, 0], v - _LOCUS_UV[nearest, 1]
    along_u, along_v = _LOCUS_UV[min(nearest + 1, len(_LOCUS_UV) - 1)] - _LOCUS_UV[max(nearest - 1, 0)]
    # Towards hotter, u' falls: green lies on the right-hand side.
    return float(_LOCUS_K[nearest]), 1000 * math.copysign(math.hypot(off_u, off_v), off_u * along_v - off_v * along_u)


def light_at(kelvin: float, tint: float) -> Logs:
    """Return linear R, G, B (3,) of the light at a place along and beside the locus, of luminance 1: what `warmth` reads back as these two numbers.

    `kelvin` beyond 2000 to 20000 counts as the nearer end.
    """
    nearest = min(max(round((_LOCUS_K[0] ** -1 - kelvin**-1) * 1e6), 0), len(_LOCUS_K) - 1)
    along_u, along_v = _LOCUS_UV[min(nearest + 1, len(_LOCUS_UV) - 1)] - _LOCUS_UV[max(nearest - 1, 0)]
    step = tint / 1000 / math.hypot(along_u, along_v)
    u, v = (_LOCUS_UV[nearest] + (along_v * step, -along_u * step)).tolist()
    # CIE 15: from u'v' back to X, Y, Z of Y = 1.
    light = np.linalg.solve(_RGB_TO_XYZ, np.array([9 * u / (4 * v), 1.0, (12 - 3 * u - 20 * v) / (4 * v)]))
    return np.asarray(light, np.float64)


def mired_difference(left: Floats, right: Floats) -> float:
    """Return how far apart in mired (1e6/K) the lights `left` and `right` (3,) are, along the locus; 0 for one light of two strengths."""
    return abs(float((logs(left) - logs(right)) @ LOGS_OF_MIRED / (LOGS_OF_MIRED @ LOGS_OF_MIRED)))


def _daylight_uv(kelvin: Logs) -> Logs:
    """Return (N, 2) u'v' of CIE D illuminants, 4000 to 25000 K (CIE 15)."""
    t = 1000 / kelvin
    x = np.where(kelvin <= 7000, ((-4.6070 * t + 2.9678) * t + 0.09911) * t + 0.244063, ((-2.0064 * t + 1.9018) * t + 0.24748) * t + 0.237040)
    y = (-3.000 * x + 2.870) * x - 0.275
    return np.asarray(np.stack([4 * x, 9 * y], axis=1) / (-2 * x + 12 * y + 3)[:, None], np.float64)


def _black_body_uv(kelvin: Logs) -> Logs:
    """Return (N, 2) u'v' of black bodies, 1000 to 15000 K (Krystek 1985)."""
    t = kelvin
    u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t**2) / (1 + 8.42420235e-4 * t + 7.08145163e-7 * t**2)
    v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t**2) / (1 - 2.89741816e-5 * t + 1.61456053e-7 * t**2)
    return np.stack([u, 1.5 * v], axis=1)


_LOCUS_K = 1e6 / np.arange(500.0, 49.0, -1.0)
"""2000 to 20000 K in steps of one mired, which the eye can't tell apart."""
_JOIN = _daylight_uv(np.array([JOIN_K])) - _black_body_uv(np.array([JOIN_K]))
_LOCUS_UV = np.where((_LOCUS_K < JOIN_K)[:, None], _black_body_uv(_LOCUS_K) + _JOIN, _daylight_uv(np.maximum(_LOCUS_K, JOIN_K)))
