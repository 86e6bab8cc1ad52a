"""The colour of a glowing body, which is how lamps and daylight are named.

Planck's law gives the spectrum of a black body, the CIE 1931 observer its colour (by the sums of Gaussians of Wyman, Sloan & Shirley 2013, "Simple analytic
approximations to the CIE XYZ color matching functions"), sRGB's primaries its red, green and blue (IEC 61966-2-1). Everything is divided by what 6500 K gives,
which sRGB calls white, so that the black body's slight magenta beside daylight of the same name falls away.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from capture.pixels import LUMA_WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

    Spectrum = NDArray[np.float64]

NEUTRAL_K = 6500.0
COOLEST_K, HOTTEST_K = 2000.0, 25000.0
"""A candle and a clear northern sky. Below, the light has less blue than sRGB's primaries can show."""

_WAVES_NM = np.arange(380.0, 781.0, 5.0)
_SECOND_RADIATION_NM_K = 1.438777e7
"""Planck's c2 = h·c/k (CODATA 2018)."""
_XYZ_TO_RGB = np.array([[3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560], [0.0556434, -0.2040259, 1.0572252]])


def kelvin_rgb(kelvin: float) -> Floats:
    """Return the (3,) linear R, G, B of light of `kelvin` (2000 to 25000, others as the nearest), of luminance 1: white at 6500, red over blue below."""
    return _rgb(float(np.clip(kelvin, COOLEST_K, HOTTEST_K))).copy()


@lru_cache(maxsize=512)
def _rgb(kelvin: float) -> Floats:
    colour = _black_body_rgb(kelvin) / _black_body_rgb(NEUTRAL_K)
    return np.asarray(colour / float(LUMA_WEIGHTS[0] @ colour), np.float32)


def _black_body_rgb(kelvin: float) -> Spectrum:
    """Return the (3,) linear R, G, B of Planck's spectrum; its scale means nothing."""
    power = _WAVES_NM**-5 / np.expm1(_SECOND_RADIATION_NM_K / (_WAVES_NM * kelvin))
    return np.asarray(_XYZ_TO_RGB @ (_OBSERVER @ (power / power.sum())), np.float64)


def _lobe(peak_nm: float, below_nm: float, above_nm: float) -> Spectrum:
    """Return a bell over the wavelengths, of another width on each side of its peak."""
    off_nm = _WAVES_NM - peak_nm
    return np.asarray(np.exp(-0.5 * (off_nm / np.where(off_nm < 0, below_nm, above_nm)) ** 2), np.float64)


_OBSERVER = np.stack(
    [
        1.056 * _lobe(599.8, 37.9, 31.0) + 0.362 * _lobe(442.0, 16.0, 26.7) - 0.065 * _lobe(501.1, 20.4, 26.2),
        0.821 * _lobe(568.8, 46.9, 40.5) + 0.286 * _lobe(530.9, 16.3, 31.1),
        1.217 * _lobe(437.0, 11.8, 36.0) + 0.681 * _lobe(459.0, 26.0, 13.8),
    ]
)
"""(3, N) the CIE 1931 observer's x, y, z over the wavelengths."""
